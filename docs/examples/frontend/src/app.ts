import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Health } from './backend.ts';
import { log, reasonOf } from './log.ts';
import { renderPage } from './page.ts';

export interface AppOptions {
  /** Rejects where the backend does not answer. */
  readonly health: () => Promise<Health>;
}

/** Answers `/`, a page, and `/health`, JSON. */
export function createApp({
  health,
}: AppOptions): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      log('error', 'a request failed', { reason: reasonOf(error) });
      response.writeHead(500).end();
    });
  };

  async function answer({ url = '/', method }: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path] = url.split('?', 1);
    const isKnown = path === '/' || path === '/health';
    if (!isKnown || (method !== 'GET' && method !== 'HEAD')) {
      response.writeHead(isKnown ? 405 : 404).end();
      return;
    }
    const backend = await health().catch((error: unknown) => {
      log('warn', 'the backend does not answer', { reason: reasonOf(error) });
      return undefined;
    });
    const state = backend?.status ?? 'unreachable';
    if (path === '/health') {
      // This app is well: were it to fail with its backend, the load balancer would replace both.
      send(response, {
        status: 200,
        type: 'application/json',
        body: `${JSON.stringify({ status: 'ok', backend: state })}\n`,
      });
      return;
    }
    const status = state === 'ok' || state === 'degraded' ? 200 : 503;
    send(response, { status, type: 'text/html; charset=utf-8', body: renderPage(backend) });
  }
}

function send(
  response: ServerResponse,
  { status, type, body }: { status: number; type: string; body: string },
): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(body);
}
