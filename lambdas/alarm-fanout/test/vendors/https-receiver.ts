import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { receiverCertificates } from '../support/certificates.ts';
import { type Fault, type Faults, script } from './faults.ts';
import type { Vendor, VendorAnswer } from './vendor.ts';

export interface Receiver extends AsyncDisposable {
  /** Such as `https://localhost:PORT`. */
  readonly url: string;
  /** `localhost:PORT`, for `private.host`. */
  readonly host: string;
  /** For `private.ca`, PEM. */
  readonly ca: string;
  /** How many requests came, whatever became of them. */
  readonly requests: () => number;
  /** Faults that were put in so far. */
  readonly faults: readonly Fault[];
}

/** A vendor's endpoint on the loopback, over https, with a certificate of an authority of its own. */
export async function startReceiver({
  vendor,
  faults = script(),
  host = 'localhost',
}: {
  readonly vendor: Vendor;
  /** 127.0.0.2 where `localhost` is not what it says: ministack turns https to that into http. Default `localhost`. */
  readonly host?: 'localhost' | '127.0.0.2' | undefined;
  readonly faults?: Faults | undefined;
}): Promise<Receiver> {
  const { ca, right, wrong } = receiverCertificates();
  const put: Fault[] = [];
  const sockets = new Set<Socket>();
  /** Each connection is for one request, so that its fault is known when it opens. */
  const faultOf = new Map<number | undefined, Fault>();
  let requests = 0;

  const server = createServer(right, (request, response) => {
    requests += 1;
    const fault = faultOf.get(request.socket.remotePort) ?? faults();
    faultOf.delete(request.socket.remotePort);
    void answer({ request, response, fault, vendor }).catch(() => request.socket.destroy());
  });
  // Before the server's own listener, which begins the handshake.
  server.prependListener('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    const fault = faults();
    if (fault.kind !== 'none') put.push(fault);
    faultOf.set(socket.remotePort, fault);
    server.setSecureContext(fault.kind === 'wrong-certificate' ? wrong : right);
  });
  server.on('tlsClientError', () => {});
  const port = await listen(server, host === 'localhost' ? '127.0.0.1' : host);
  return {
    url: `https://${host}:${port}`,
    host: `${host}:${port}`,
    ca,
    requests: () => requests,
    faults: put,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

interface Answering {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly fault: Fault;
  readonly vendor: Vendor;
}

async function answer({ request, response, fault, vendor }: Answering): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const take = (): VendorAnswer =>
    vendor.answer({
      method: request.method ?? '',
      path: request.url ?? '',
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      ),
      body: Buffer.concat(chunks),
    });
  const reply = ({ status, headers = {}, body = '' }: VendorAnswer): void => {
    response.writeHead(status, headers).end(body);
  };
  switch (fault.kind) {
    case 'limit':
      return reply({
        status: 429,
        headers: fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter },
        body: 'too many requests',
      });
    case 'error':
      return reply({ status: fault.status ?? 500, body: 'internal error' });
    case 'redirect':
      return reply({ status: 302, headers: { location: fault.to } });
    case 'reset-before':
      return cutOff(request.socket);
    case 'reset-after':
      take();
      return cutOff(request.socket);
    case 'slow': {
      const answered = take();
      await wait(fault.milliseconds, undefined, { ref: false });
      return reply(answered);
    }
    default:
      return reply(take());
  }
}

/** With RST, as a proxy that dies does it. */
function cutOff(socket: Socket): void {
  socket.resetAndDestroy();
}

async function listen(server: Server, address: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, address, resolve);
  });
  return (server.address() as AddressInfo).port;
}
