import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface NamedEndpoint {
  readonly endpoint: string;
  /** Operations that were asked for, in order, each with its host's region of the signature. */
  readonly asked: readonly { readonly operation: string; readonly region: string }[];
  readonly stop: () => Promise<void>;
}

/** An endpoint of AWS that refuses everything, and remembers what it was. */
export async function namedEndpoint(): Promise<NamedEndpoint> {
  const asked: { readonly operation: string; readonly region: string }[] = [];
  const server = createServer((message, response) => {
    void (async () => {
      const body = (await buffer(message)).toString();
      const { 'x-amz-target': target, authorization = '' } = message.headers;
      const operation =
        new URLSearchParams(body).get('Action') ??
        String(target ?? '')
          .split('.')
          .at(-1) ??
        '';
      const [, region = ''] = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(authorization) ?? [];
      asked.push({ operation: operation || (message.url ?? '').split('/').at(-1) || '', region });
      response.writeHead(400, { 'content-type': 'application/json' }).end('{"__type":"Refused"}');
    })();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    asked,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
