import type { Cache } from './cache.ts';
import type { Database } from './database.ts';

/** What `/health` says. `degraded`: it works, but slower, without its cache. */
export interface Health {
  readonly status: 'ok' | 'degraded' | 'unavailable';
  readonly database: 'ok' | 'down';
  readonly cache: 'ok' | 'down';
}

export async function checkHealth({
  database,
  cache,
}: {
  readonly database: Pick<Database, 'now'>;
  readonly cache: Pick<Cache, 'ping'>;
}): Promise<Health> {
  const [databaseState, cacheState] = await Promise.all([stateOf(database.now()), stateOf(cache.ping())]);
  return { status: statusOf(databaseState, cacheState), database: databaseState, cache: cacheState };
}

function statusOf(database: 'ok' | 'down', cache: 'ok' | 'down'): Health['status'] {
  if (database === 'down') return 'unavailable';
  return cache === 'down' ? 'degraded' : 'ok';
}

async function stateOf(answer: Promise<unknown>): Promise<'ok' | 'down'> {
  try {
    await answer;
    return 'ok';
  } catch {
    return 'down';
  }
}
