import { createServer, type ServerResponse } from 'node:http';
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
  | { readonly status: number; readonly type: string; readonly reasons?: readonly string[] }
  | { readonly change: (body: string) => string };

export interface ProxyRequest {
  /** From 1. */
  readonly number: number;
  readonly operation: string;
  readonly body: string;
}

export interface TableProxy {
  readonly endpoint: string;
  /** In their order. */
  readonly requests: ProxyRequest[];
}

export interface ProxyOptions {
  readonly faultOf?: ((request: ProxyRequest) => ProxyFault | Promise<ProxyFault>) | undefined;
  /** What the table's clock shows; undefined: nothing. */
  readonly time: () => number | undefined;
}

/** A proxy in front of DynamoDB with a clock of its own, until the test ends. */
export async function tableProxy(
  behind: string,
  { faultOf = () => 'pass', time }: ProxyOptions,
): Promise<TableProxy> {
  const requests: ProxyRequest[] = [];
  const answer = (response: ServerResponse, status: number, body: string): void => {
    const date = time();
    response.sendDate = false;
    response.writeHead(status, {
      'content-type': 'application/x-amz-json-1.0',
      ...(date === undefined ? {} : { date: new Date(date).toUTCString() }),
    });
    response.end(body);
  };
  const server = createServer((message, response) => {
    const work = async (): Promise<void> => {
      const body = await text(message);
      const { 'x-amz-target': target, authorization, 'content-type': type } = message.headers;
      // STS is asked with forms.
      const operation =
        target === undefined
          ? (new URLSearchParams(body).get('Action') ?? '')
          : (String(target).split('.').at(-1) ?? '');
      const request = { number: requests.length + 1, operation, body };
      requests.push(request);
      const fault = await faultOf(request);
      if (fault === 'refuse') return void message.socket.resetAndDestroy();
      if (typeof fault === 'object' && 'status' in fault) {
        const CancellationReasons = fault.reasons?.map((Code) => ({ Code, Message: 'as it is' }));
        const told = { __type: `com.amazonaws.dynamodb.v20120810#${fault.type}`, CancellationReasons };
        return answer(response, fault.status, JSON.stringify(told));
      }
      const headers = {
        ...(target === undefined ? {} : { 'x-amz-target': String(target) }),
        authorization: String(authorization),
        'content-type': String(type),
      };
      const answered = await fetch(behind, { method: 'POST', headers, body });
      const said = await answered.text();
      if (fault === 'lose') return void message.socket.resetAndDestroy();
      answer(response, answered.status, typeof fault === 'object' ? fault.change(said) : said);
    };
    void work();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}
