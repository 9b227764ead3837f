import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** One request as the fake got it. */
export interface Asked {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly body: string;
  /** The operation, of services that name it in a header. */
  readonly operation: string;
}

export interface Answered {
  /** Default 200. */
  readonly status?: number;
  readonly body?: string;
  /** The name by which JSON services tell their errors. */
  readonly error?: string;
}

export interface FakeAws extends AsyncDisposable {
  readonly endpoint: string;
  readonly asked: readonly Asked[];
}

/** A service on a port of the loopback, for calls that moto does not have. */
export async function fakeAws(answer: (asked: Asked) => Answered): Promise<FakeAws> {
  const asked: Asked[] = [];
  const take = async (request: IncomingMessage): Promise<Answered> => {
    const { method = '', url: path = '', headers } = request;
    const operation = String(headers['x-amz-target'] ?? '').replace(/^.*\./, '');
    const one = { method, path, operation, body: await text(request) };
    asked.push(one);
    return answer(one);
  };
  const give = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status = 200, body = '', error } = await take(request);
    response.writeHead(status, error === undefined ? {} : { 'x-amzn-ErrorType': error });
    response.end(body);
  };
  const server = createServer((request, response) => void give(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    asked,
    [Symbol.asyncDispose]: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
