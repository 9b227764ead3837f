import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

/** A certificate authority and a certificate of it, as files of `folder`; another authority that knows neither. */
export interface Certificates {
  readonly ca: string;
  readonly otherCa: string;
  readonly certificate: string;
  readonly key: string;
}

export const HOST = 'kms.example.test';

export function makeCertificates(folder: string): Certificates {
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  };
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  for (const name of ['ca', 'other']) {
    openssl(
      'req',
      '-x509',
      ...newKey,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.pem`,
      '-days',
      '2',
      '-subj',
      `/CN=${name}`,
    );
  }
  const names = `subjectAltName=DNS:${HOST},DNS:localhost,IP:127.0.0.1,IP:127.0.0.2`;
  openssl(
    'req',
    ...newKey,
    '-keyout',
    'server.key',
    '-out',
    'server.csr',
    '-subj',
    `/CN=${HOST}`,
    '-addext',
    names,
  );
  const signing = [
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-copy_extensions',
    'copy',
    '-days',
    '2',
  ];
  openssl('x509', '-req', '-in', 'server.csr', ...signing, '-out', 'server.pem');
  const path = (name: string): string => join(folder, name);
  return {
    ca: path('ca.pem'),
    otherCa: path('other.pem'),
    certificate: path('server.pem'),
    key: path('server.key'),
  };
}

export interface Listener extends Disposable {
  readonly port: number;
  /** What it was asked for, in that order. */
  readonly seen: readonly string[];
}

/** Answers every request as KMS answers Decrypt of `plaintext`. */
export async function httpsKms(certificates: Certificates, plaintext: string): Promise<Listener> {
  const seen: string[] = [];
  const files = { cert: readFileSync(certificates.certificate), key: readFileSync(certificates.key) };
  const body = {
    KeyId: 'arn:aws:kms:us-east-1:1:key/1',
    Plaintext: Buffer.from(plaintext).toString('base64'),
  };
  const server = createHttps(files, (request, response) => {
    seen.push(String(request.headers['x-amz-target']));
    request.resume();
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.end(JSON.stringify(body));
  });
  return listen(server, seen);
}

/**
 * A proxy that understands CONNECT alone and takes every name below .test to the loopback; `seen` has what it was sent, and by whom.
 * With a `refusal` it answers just that.
 */
export async function connectProxy(refusal?: string): Promise<Listener> {
  const seen: string[] = [];
  const server = createHttp((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.writeHead(405).end();
  });
  server.on('connect', (request, client: Socket, head: Buffer) => {
    const basic = request.headers['proxy-authorization']?.replace('Basic ', '');
    seen.push(`CONNECT ${request.url}${basic ? ` as ${Buffer.from(basic, 'base64').toString()}` : ''}`);
    client.on('error', () => client.destroy());
    if (refusal !== undefined) {
      client.end(refusal);
      return;
    }
    const [host = '', port] = (request.url ?? '').split(':');
    const upstream = connect(Number(port), host.endsWith('.test') ? '127.0.0.1' : host, () => {
      client.write('HTTP/1.1 200 ok\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  return listen(server, seen);
}

async function listen(server: Server, seen: readonly string[]): Promise<Listener> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server's address
  return { port: (server.address() as AddressInfo).port, seen, [Symbol.dispose]: close };
}
