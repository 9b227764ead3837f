import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Answer, paged } from './pages-of.ts';

/** What happens to a call, on its way to the emulator or back. */
export type IamFault =
  /** It is answered, in pages. */
  | 'pass'
  | 'throttle'
  /** The service fails, with 500. */
  | 'fail'
  /** Nobody answers. */
  | 'reset'
  /** Half of an answer that says it is whole. */
  | 'cut'
  /** Half of an answer, and then nobody is there any more. */
  | 'stop'
  /** 200, and nothing. */
  | 'empty'
  /** There is more, and it does not say where. */
  | 'no-marker'
  /** Each page leads to the second one. */
  | 'same-marker'
  /** Users without their ids. */
  | 'no-ids';

export interface AskedCall {
  readonly operation: string;
  /** As the query has them, or the members of the JSON. */
  readonly parameters: Readonly<Record<string, string>>;
}

export interface IamProxy {
  readonly endpoint: string;
  /** What was asked, in that order. */
  readonly asked: readonly AskedCall[];
  /** Forgets what was asked, and has this done from now on; by the number of the call, from 1. */
  begin(faultOf?: (number: number, call: AskedCall) => IamFault): void;
  close(): void;
}

/** A proxy in front of an emulator of IAM and SSM that cuts lists into pages, as AWS does, and has faults. UserIds begin with AIDA. */
export async function iamProxy(behind: string, pageSize: number): Promise<IamProxy> {
  let asked: AskedCall[] = [];
  let faultOf: (number: number, call: AskedCall) => IamFault = () => 'pass';
  const work = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const call = callOf(request, body);
    asked.push(call);
    const fault = faultOf(asked.length, call);
    const isJson = request.headers['x-amz-target'] !== undefined;
    if (fault === 'reset') return void request.socket.resetAndDestroy();
    if (fault === 'throttle') return sendError(response, { status: 400, code: 'Throttling', isJson });
    if (fault === 'fail') return sendError(response, { status: 500, code: 'ServiceFailure', isJson });
    const { authorization, 'content-type': type, 'x-amz-target': target } = request.headers;
    const answered = await fetch(behind, {
      method: 'POST',
      body,
      headers: {
        authorization: String(authorization),
        'content-type': String(type),
        ...(target === undefined ? {} : { 'x-amz-target': String(target) }),
      },
    });
    const answer: Answer = { call, pageSize, fault };
    const whole = paged(await answered.text(), answer);
    response.statusCode = answered.status;
    if (fault === 'empty') return void response.end();
    const half = whole.slice(0, Math.floor(whole.length / 2));
    if (fault === 'stop') {
      response.setHeader('content-length', Buffer.byteLength(whole));
      return void response.write(half, () => response.destroy());
    }
    response.end(fault === 'cut' ? half : whole);
  };
  const server = createServer((request, response) => void work(request, response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get asked() {
      return asked;
    },
    begin: (next = () => 'pass') => {
      asked = [];
      faultOf = next;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function callOf(request: IncomingMessage, body: string): AskedCall {
  const target = request.headers['x-amz-target'];
  if (target !== undefined) {
    const members = Object.entries(JSON.parse(body) as object).map(([name, value]) => [name, String(value)]);
    return { operation: String(target).split('.').at(-1) ?? '', parameters: Object.fromEntries(members) };
  }
  const { Action = '', ...parameters } = Object.fromEntries(new URLSearchParams(body));
  return { operation: Action, parameters };
}

function sendError(
  response: ServerResponse,
  { status, code, isJson }: { readonly status: number; readonly code: string; readonly isJson: boolean },
): void {
  response.writeHead(status, { 'content-type': isJson ? 'application/x-amz-json-1.1' : 'text/xml' });
  const xml = `<Error><Type>Sender</Type><Code>${code}</Code><Message>told to</Message></Error>`;
  response.end(
    isJson
      ? JSON.stringify({ __type: code })
      : `<ErrorResponse>${xml}<RequestId>1</RequestId></ErrorResponse>`,
  );
}
