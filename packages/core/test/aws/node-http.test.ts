import { Agent, createServer, request as httpRequest, type RequestListener } from 'node:http';
import { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { createHandler } from '../../src/aws/node-http.ts';
import { unrefSockets } from '../../src/aws/unref-sockets.ts';
import { listening } from '../support/listening.ts';

const TIMEOUT = 150;

/** Sends a request through the handler, and reads its answer. */
async function ask(unref: boolean, answer: RequestListener, abortSignal?: AbortSignal): Promise<string> {
  const port = await listening(createServer(answer));
  const handler = await createHandler({
    env: {},
    proxied: false,
    ca: undefined,
    connectionTimeout: TIMEOUT,
    requestTimeout: TIMEOUT,
    unref,
  });
  const address = { protocol: 'http:', hostname: '127.0.0.1', port, path: '/', method: 'POST', headers: {} };
  const request = { ...address, query: {} } as unknown as Parameters<typeof handler.handle>[0];
  const options = abortSignal === undefined ? {} : { abortSignal };
  const { response } = await handler.handle(request, options);
  return text(response.body as AsyncIterable<Buffer>);
}

const hang: RequestListener = () => {};
const stall: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-length': '100' });
  response.write('{');
};

describe.each([false, true])('with unref: %s', (unref) => {
  it('answers', async () => {
    const answer: RequestListener = (_request, response) => void response.end('an answer');
    expect(await ask(unref, answer)).toBe('an answer');
  });

  it.each<[name: string, answer: RequestListener]>([
    ['there is no answer', hang],
    ['the answer stops', stall],
  ])('ends in time where %s', async (_name, answer) => {
    const started = performance.now();
    await expect(ask(unref, answer)).rejects.toMatchObject({ name: 'TimeoutError' });
    const took = performance.now() - started;
    expect(took).toBeGreaterThan(TIMEOUT - 20);
    expect(took).toBeLessThan(TIMEOUT + 10_000);
  });

  it('ends with the signal of the call', async () => {
    const ending = new AbortController();
    const answer = ask(unref, () => ending.abort(), ending.signal);
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
    await expect(ask(unref, hang, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('tells a reset', async () => {
    const reset: RequestListener = ({ socket }) => void socket.resetAndDestroy();
    await expect(ask(unref, reset)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});

it('an unref’d socket that does not connect in time is destroyed', async () => {
  class Nowhere extends Agent {
    override createConnection(): Socket {
      return Object.assign(new Socket(), { connecting: true });
    }
  }
  const agent = unrefSockets(new Nowhere(), 50);
  const error = await new Promise((resolve) => {
    httpRequest({ agent }).once('error', resolve).end();
  });
  expect(error).toMatchObject({ code: 'ETIMEDOUT' });
});
