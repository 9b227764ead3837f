import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished, vi } from 'vitest';

export interface Request {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Response {
  readonly status: number;
  readonly body: string;
}

/** An answer, none at all, or a connection that ends without one. */
export type Scripted = Response | 'hang' | 'reset';

/** What was asked, in that order, and how much of it at once. */
export interface ScriptedAws {
  readonly requests: readonly Request[];
  readonly mostAtOnce: () => number;
}

/**
 * Points the SDK of this process at a server that answers as it is told, until the test ends.
 *
 * @param answer by the number of the request, from 1.
 */
export async function scriptedAws(
  answer: (request: Request, number: number) => Scripted | Promise<Scripted>,
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<ScriptedAws> {
  const requests: Request[] = [];
  let running = 0;
  let most = 0;
  const server = createServer((message, response) => {
    running += 1;
    most = Math.max(most, running);
    response.once('close', () => (running -= 1));
    const { method = '', url = '/', headers } = message;
    const work = async (): Promise<void> => {
      const body = await text(message);
      const request = { method, url: new URL(url, 'http://127.0.0.1'), headers, body };
      requests.push(request);
      const scripted = await answer(request, requests.length);
      if (scripted === 'reset') message.socket.resetAndDestroy();
      else if (scripted !== 'hang') response.writeHead(scripted.status).end(scripted.body);
    };
    void work();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
    vi.unstubAllEnvs();
  });
  const own = Object.keys(process.env).filter((name) => /^AWS_|proxy$/i.test(name));
  const settings = {
    ...Object.fromEntries(own.map((name) => [name, undefined])),
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    ...env,
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  return { requests, mostAtOnce: () => most };
}
