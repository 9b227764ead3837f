import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { Bucket } from './bucket.ts';
import { HOST_CREDENTIALS } from './imds.ts';
import { signatureFault } from './sigv4.ts';

/** A bucket that takes no request that S3 would refuse for its signature; emulators take any. */
export interface StrictBucket extends Bucket, Disposable {
  /** `METHOD TARGET: FAULT` of each request so far; without a fault `METHOD TARGET`. */
  readonly requests: readonly string[];
}

const NAME = 'example-keys';
const REGION = 'eu-central-1';

/** Starts one on the loopback, for the block that it is made in with `using`. Those who sign are hosts of the rig. */
export async function startStrictBucket(): Promise<StrictBucket> {
  const requests: string[] = [];
  const objects = new Map<string, string>();
  const answer = (request: IncomingMessage, body: string): readonly [status: number, body: string] => {
    const { method = '', url: target = '' } = request;
    const arrived = { method, target, headers: headersOf(request), body };
    const fault = signatureFault(arrived, { ...HOST_CREDENTIALS, region: REGION }, Date.now());
    requests.push(fault === undefined ? `${method} ${target}` : `${method} ${target}: ${fault}`);
    if (fault !== undefined) return [403, fault];
    const key = decodeURIComponent(target).replace(`/${NAME}/`, '');
    if (method === 'PUT') objects.set(key, body);
    const text = objects.get(key);
    return text === undefined ? [404, ''] : [200, method === 'PUT' ? '' : text];
  };
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const [status, text] = answer(request, body);
      response.writeHead(status, { 'content-length': Buffer.byteLength(text) });
      response.end(text);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
  return {
    name: NAME,
    region: REGION,
    endpoint: `http://127.0.0.1:${address.port}`,
    put: async (key, text) => {
      objects.set(key, text);
    },
    get: async (key) => objects.get(key),
    requests,
    [Symbol.dispose]: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function headersOf({ headersDistinct }: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headersDistinct).map(([name, values = []]) => [name, values.join(',')]),
  );
}
