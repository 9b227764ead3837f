import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/**
 * What happens to a request: it passes; it reaches nobody; it passes, and its answer is lost; it is answered here; its answer is
 * another one.
 */
export type ProxyFault =
  | 'pass'
  | 'refuse'
  | 'lose'
  | { readonly status: number; readonly type: string }
  | { readonly change: (body: string) => string };

export interface FaultProxy {
  readonly endpoint: string;
  /** What was asked, `OPERATION BODY`, in that order. */
  readonly asked: readonly string[];
}

/** A proxy in front of an AWS endpoint of the JSON protocol, until the test ends. @param faultOf by the number of the request, from 1 */
export async function faultProxy(
  behind: string,
  faultOf: (number: number, operation: string) => ProxyFault,
): Promise<FaultProxy> {
  const asked: string[] = [];
  const server = createServer((message, response) => {
    const work = async (): Promise<void> => {
      const body = await text(message);
      const operation = String(message.headers['x-amz-target']).split('.').at(-1) ?? '';
      asked.push(`${operation} ${body}`);
      const fault = faultOf(asked.length, operation);
      if (fault === 'refuse') return void message.socket.resetAndDestroy();
      if (typeof fault === 'object' && 'status' in fault) {
        response.writeHead(fault.status).end(JSON.stringify({ __type: `com.amazonaws#${fault.type}` }));
        return;
      }
      const { 'x-amz-target': target, authorization, 'content-type': type } = message.headers;
      const headers = {
        'x-amz-target': String(target),
        authorization: String(authorization),
        'content-type': String(type),
      };
      const answer = await fetch(behind, { method: 'POST', headers, body });
      const answered = await answer.text();
      if (fault === 'lose') return void message.socket.resetAndDestroy();
      response.writeHead(answer.status, { 'content-type': String(type) });
      response.end(typeof fault === 'object' ? fault.change(answered) : answered);
    };
    void work();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
