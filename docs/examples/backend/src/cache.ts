import { reveal, type Secret } from '@kmscrypt/config';
import { createClient } from 'redis';
import { log, reasonOf } from './log.ts';

/** How long Redis may take to answer, in milliseconds: a cache that is slower than the database is of no use. */
const PATIENCE = 1_000;

/** Redis, as far as this app needs it. Every method rejects where it does not answer. */
export interface Cache {
  readonly ping: () => Promise<void>;
  /** Undefined where there is none. */
  readonly get: (key: string) => Promise<string | undefined>;
  /** @param life in seconds */
  readonly set: (key: string, value: string, life: number) => Promise<void>;
  readonly close: () => void;
}

/** Connects in the background, and again after a failure: the app boots without its cache. */
export function connectCache(url: Secret<string>): Cache {
  const client = createClient({
    url: reveal(url),
    // Fail at once while there is no connection, rather than queue.
    disableOfflineQueue: true,
    commandOptions: { timeout: PATIENCE },
    socket: { connectTimeout: PATIENCE, reconnectStrategy: (retries) => Math.min(100 * 2 ** retries, 5_000) },
  });
  let isDown = false;
  client.on('error', (error) => {
    if (!isDown) log('warn', 'the cache is down', { reason: reasonOf(error) });
    isDown = true;
  });
  client.on('ready', () => {
    log('info', 'the cache is connected');
    isDown = false;
  });
  // What fails here is told by the event.
  client.connect().catch(() => {});
  return {
    ping: async () => {
      await client.ping();
    },
    get: async (key) => (await client.get(key)) ?? undefined,
    set: async (key, value, life) => {
      await client.set(key, value, { expiration: { type: 'EX', value: life } });
    },
    close: () => client.destroy(),
  };
}
