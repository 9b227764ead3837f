import { reveal } from '@kmscrypt/config';
import { createApp } from './app.ts';
import { connectCache } from './cache.ts';
import { readConfig } from './config.ts';
import { connectDatabase } from './database.ts';
import { codesOf, log, reasonOf } from './log.ts';
import { serve } from './serve.ts';

try {
  const { server: listen, tls, db, cache: redis } = await readConfig(process.env);
  const database = connectDatabase(db.url);
  const cache = connectCache(redis.url);
  const app = createApp({ database, cache });
  const server = await serve(app, {
    host: reveal(listen.host),
    port: reveal(listen.port),
    certificate: reveal(tls.certificate),
    key: reveal(tls.key),
  });
  log('info', 'listening', { port: server.port, pid: process.pid });

  const stop = async (signal: string): Promise<void> => {
    log('info', 'stopping', { signal });
    await server.stop();
    cache.close();
    await database.close();
    log('info', 'stopped');
  };
  // A second signal ends it at once.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal));
} catch (error) {
  log('error', 'it cannot start', { codes: codesOf(error), reason: reasonOf(error) });
  process.exit(1);
}
