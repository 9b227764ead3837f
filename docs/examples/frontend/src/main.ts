import { reveal } from '@kmscrypt/config';
import { createApp } from './app.ts';
import { fetchHealth } from './backend.ts';
import { readConfig } from './config.ts';
import { codesOf, log, reasonOf } from './log.ts';
import { serve } from './serve.ts';

try {
  const { server: listen, tls, backend } = await readConfig(process.env);
  const url = reveal(backend.url);
  const ca = reveal(backend.ca);
  const app = createApp({ health: () => fetchHealth(url, ca) });
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
    log('info', 'stopped');
  };
  // A second signal ends it at once.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal));
} catch (error) {
  log('error', 'it cannot start', { codes: codesOf(error), reason: reasonOf(error) });
  process.exit(1);
}
