import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { RequestListener } from 'node:http';

export interface ServeOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** PEM, with the certificates between it and the authority's. */
  readonly certificate: string;
  /** PEM. */
  readonly key: string;
}

/** Serves HTTPS; resolves when it listens, and rejects where it cannot. */
export async function serve(
  app: RequestListener,
  { host, port, certificate, key }: ServeOptions,
): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const server = createServer({ cert: certificate, key }, app);
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    stop: () => stop(server),
  };
}

/** How long requests under way may take to end, in milliseconds: less than ECS and Docker wait before they kill. */
const PATIENCE = 8_000;

/** Takes no more requests and lets those under way end. */
async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const impatience = setTimeout(() => server.closeAllConnections(), PATIENCE);
  await closed;
  clearTimeout(impatience);
}
