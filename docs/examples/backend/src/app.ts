import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Cache } from './cache.ts';
import type { Database } from './database.ts';
import { checkHealth } from './health.ts';
import { log, reasonOf } from './log.ts';

export interface AppOptions {
  readonly database: Pick<Database, 'now'>;
  readonly cache: Pick<Cache, 'ping' | 'get' | 'set'>;
}

/** How long `/` is taken from the cache, in seconds. */
const LIFE = 5;

/** Answers `/health` and `/`, in JSON. */
export function createApp({
  database,
  cache,
}: AppOptions): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    answer(request).catch((error: unknown) => {
      log('error', 'a request failed', { path: pathOf(request), reason: reasonOf(error) });
      send(response, 503, { error: 'unavailable' });
    });

    async function answer({ method }: IncomingMessage): Promise<void> {
      const path = pathOf(request);
      if (method !== 'GET' && method !== 'HEAD') return send(response, 405, { error: 'method not allowed' });
      if (path === '/health') {
        const health = await checkHealth({ database, cache });
        return send(response, health.status === 'unavailable' ? 503 : 200, health);
      }
      if (path === '/') return send(response, 200, { service: 'backend', ...(await databaseTime()) });
      return send(response, 404, { error: 'not found' });
    }
  };

  async function databaseTime(): Promise<{ databaseTime: string; cached: boolean }> {
    // A cache that is down costs time, not the answer.
    const known = await cache.get('database-time').catch(() => undefined);
    if (known !== undefined) return { databaseTime: known, cached: true };
    const time = (await database.now()).toISOString();
    await cache.set('database-time', time, LIFE).catch(() => {});
    return { databaseTime: time, cached: false };
  }
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '/';
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(`${JSON.stringify(body)}\n`);
}
