import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What happens to one call: it goes to KMS where nothing is answered here. */
export type Fault =
  | 'pass'
  /** Answered with a status and a body, as KMS answers. */
  | { readonly status: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> }
  /** Never answered. */
  | 'hang'
  /** Headers, then silence. */
  | 'stall'
  /** The connection is reset before, or in the middle of, the answer. */
  | 'reset'
  | 'cut'
  /** KMS's own answer after so many milliseconds, or changed. */
  | { readonly wait: number }
  /** KMS's own answer once so many calls have been open at once, and `GATHERED` later; or after `PATIENCE`, where they never are. */
  | { readonly gather: number }
  | { readonly change: (body: string) => string };

/** For more calls than are to be at once, which would still come; in milliseconds. */
const GATHERED = 50;
/** In milliseconds. */
const PATIENCE = 10_000;

/** A KMS that fails as it is told to, until the end of the block that it is made in with `using`. */
export interface FaultKms extends Disposable {
  readonly endpoint: string;
  /** The operations called, in their order. */
  readonly calls: readonly string[];
  /** The most calls that were open at once. */
  readonly mostAtOnce: () => number;
}

/** An error in the words of the AWS JSON protocol. */
export function awsError(status: number, type: string, message = 'as the test asks'): Fault {
  return { status, body: JSON.stringify({ __type: type, message }), headers: { 'x-amzn-errortype': type } };
}

/**
 * Stands in front of `upstream`; none is needed where no call passes.
 *
 * @param faultOf tells what happens to a call, by its number (from 1), operation and body.
 */
export async function faultKms(
  faultOf: (call: number, operation: string, body: string) => Fault,
  upstream = '',
): Promise<FaultKms> {
  const calls: string[] = [];
  const sockets = new Set<Socket>();
  let open = 0;
  let most = 0;
  const server = createServer((message, response) => {
    const operation = String(message.headers['x-amz-target'] ?? message.url).replace('TrentService.', '');
    calls.push(operation);
    open += 1;
    most = Math.max(most, open);
    response.once('close', () => {
      open -= 1;
    });
    const call = calls.length;
    const gathered = async (count: number): Promise<void> => {
      await until(() => most >= count, Date.now() + PATIENCE);
      await delay(GATHERED);
    };
    void answer((body) => faultOf(call, operation, body), { upstream, gathered }, message, response);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const endpoint = await listen(server);
  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { endpoint, calls, mostAtOnce: () => most, [Symbol.dispose]: close };
}

export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server's address
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function until(isSo: () => boolean, deadline: number): Promise<void> {
  if (isSo() || Date.now() > deadline) return;
  await delay(5);
  await until(isSo, deadline);
}

async function answer(
  faultOf: (body: string) => Fault,
  { upstream, gathered }: { readonly upstream: string; readonly gathered: (count: number) => Promise<void> },
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await bodyOf(message);
  const fault = faultOf(body.toString('utf8'));
  if (fault === 'hang') return;
  if (fault === 'reset') {
    message.socket.resetAndDestroy();
    return;
  }
  if (fault === 'stall' || fault === 'cut') {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'content-length': '100' });
    response.write('{"Plaintext":');
    if (fault === 'cut') setTimeout(() => message.socket.destroy(), 20);
    return;
  }
  if (typeof fault === 'object' && 'status' in fault) {
    response.writeHead(fault.status, { 'content-type': 'application/x-amz-json-1.1', ...fault.headers });
    response.end(fault.body);
    return;
  }
  if (typeof fault === 'object' && 'wait' in fault) await delay(fault.wait);
  if (typeof fault === 'object' && 'gather' in fault) await gathered(fault.gather);
  const [status, text] = await forward(upstream, message, body);
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(typeof fault === 'object' && 'change' in fault ? fault.change(text) : text);
}

async function bodyOf(message: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks);
}

function forward(upstream: string, message: IncomingMessage, body: Buffer): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const { host } = new URL(upstream);
    const sent = request(`${upstream}${message.url}`, {
      method: 'POST',
      headers: { ...message.headers, host },
    });
    sent.once('error', reject);
    sent.once('response', (received) => {
      bodyOf(received).then((bytes) => resolve([received.statusCode ?? 500, bytes.toString('utf8')]), reject);
    });
    sent.end(body);
  });
}
