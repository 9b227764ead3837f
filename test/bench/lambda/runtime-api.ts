import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a runtime client has done, and when, by `performance.now()`. */
export interface Heard {
  /** When it asked for its first event. */
  readonly ready: number;
  /** When it had answered. */
  readonly answered: number;
  readonly answer: string;
}

/** Lambda's side of one start: gives the client one event, and then no more. */
export interface RuntimeApi {
  /** For `AWS_LAMBDA_RUNTIME_API`. */
  readonly address: string;
  /** Rejects with what the client reports instead of an answer. */
  readonly heard: Promise<Heard>;
  close(): void;
}

/** Source: AWS Lambda Developer Guide, "Using the Lambda runtime API for custom runtimes". */
const PREFIX = '/2018-06-01/runtime';

/** In milliseconds, for one invocation. */
const TIME_LEFT = 60_000;

/** @param event what the function is invoked with. */
export async function serveRuntimeApi(event: unknown): Promise<RuntimeApi> {
  const server = createServer();
  const heard = new Promise<Heard>((resolve, reject) => {
    let ready: number | undefined;
    const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const time = performance.now();
      const path = (request.url ?? '').slice(PREFIX.length);
      if (path === '/invocation/next') {
        // It waits for the next one, for ever.
        if (ready !== undefined) return;
        ready = time;
        give(event, response);
        return;
      }
      const answer = Buffer.concat((await request.toArray()) as Buffer[]).toString('utf8');
      send(response, 202, '');
      if (ready !== undefined && path.endsWith('/response')) resolve({ ready, answered: time, answer });
      else reject(new Error(`${path}: ${answer}`));
    };
    server.on('request', (request, response) => void take(request, response).catch(reject));
  });
  const port = await listen(server);
  return {
    address: `127.0.0.1:${port}`,
    heard,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function give(event: unknown, response: ServerResponse): void {
  send(response, 200, JSON.stringify(event), {
    'lambda-runtime-aws-request-id': '8476a536-e9f4-11e8-9739-2dfe598c3fcd',
    'lambda-runtime-deadline-ms': String(Date.now() + TIME_LEFT),
    'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:us-east-1:111122223333:function:bench',
    'lambda-runtime-trace-id': 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0',
  });
}

/** With a length: the client never gets to the end of chunks. */
function send(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    ...headers,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}
