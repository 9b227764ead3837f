import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/**
 * What happens to a request: it passes; it passes, and its answer is lost; its answer ends in the middle; it is answered here; it passes
 * as another one.
 */
export type ProxyFault =
  | 'pass'
  | 'lose'
  | 'cut'
  | { readonly status: number; readonly body: string }
  | { readonly path: string }
  | { readonly send: string };

export interface ProxyRequest {
  /** From 1. */
  readonly number: number;
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface AwsProxy {
  readonly endpoint: string;
  /** In their order. */
  readonly requests: readonly ProxyRequest[];
}

/** A proxy in front of an AWS endpoint, until the test ends. */
export async function awsProxy(
  behind: string,
  faultOf: (request: ProxyRequest) => ProxyFault | Promise<ProxyFault> = () => 'pass',
): Promise<AwsProxy> {
  const requests: ProxyRequest[] = [];
  const server = createServer((message, response) => {
    const work = async (): Promise<void> => {
      const body = await buffer(message);
      const { method = 'GET', url: path = '/', headers } = message;
      const asked = { number: requests.length + 1, method, path, headers, body: body.toString() };
      requests.push(asked);
      const fault = await faultOf(asked);
      if (typeof fault === 'object' && 'status' in fault) {
        response.writeHead(fault.status, { 'content-type': 'application/xml' }).end(fault.body);
        return;
      }
      const sent = {
        path: typeof fault === 'object' && 'path' in fault ? fault.path : path,
        body: typeof fault === 'object' && 'send' in fault ? Buffer.from(fault.send) : body,
      };
      const answer = await forward(behind, { method, headers, ...sent });
      if (fault === 'lose') return void message.socket.resetAndDestroy();
      response.writeHead(answer.status, answer.headers);
      if (fault !== 'cut') return void response.end(answer.body);
      response.write(answer.body.subarray(0, answer.body.length / 2), () => message.socket.destroy());
    };
    // Whoever asks may go before the answer comes.
    work().catch(() => message.socket.destroy());
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

interface Forwarded {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

function forward(behind: string, { method, path, headers, body }: Forwarded): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // Node has taken the transfer coding away, and the length may be another.
    const { 'transfer-encoding': _, expect: __, ...kept } = headers;
    const passed = { ...kept, ...(body.length > 0 ? { 'content-length': String(body.length) } : {}) };
    const asked = request(`${behind}${path}`, { method, headers: passed }, (answer) => {
      const { 'transfer-encoding': ___, connection: ____, ...own } = answer.headers;
      const read = async (): Promise<void> =>
        resolve({ status: answer.statusCode ?? 0, headers: own, body: await buffer(answer) });
      read().catch(reject);
    });
    asked.once('error', reject);
    asked.end(body);
  });
}
