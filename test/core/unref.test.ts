import { readFileSync, rmSync } from 'node:fs';
import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';
import { awsKms, type AwsKmsOptions } from '@kmscrypt/core';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { awsEnv } from '../support/kms-at.ts';
import { lacking } from '../support/lacking.ts';
import { NODE } from '../support/programs.ts';
import { runCommand } from '../support/run.ts';
import { makeFolder } from '../support/temporary-folder.ts';
import { connectProxy, HOST, makeCertificates } from '../support/tls.ts';
import { useEndpoint } from './use-endpoint.ts';

const folder = makeFolder();
const NO_TLS = lacking('openssl');
const certificates = NO_TLS ? { ca: '', certificate: '', key: '' } : makeCertificates(folder);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a test's process does: one call, whose answer it does not wait for; a connection of its own may keep it alive. */
const SCRIPT = `
  import { awsKms } from '@kmscrypt/core';
  import { createPace } from '@kmscrypt/core/retry';
  import { connect } from 'node:net';
  const [leash, pace] = process.argv.slice(1);
  const retry = { random: () => 1, pace: pace === '' ? undefined : createPace({ unref: true }) };
  const kms = awsKms({ unref: true, retry });
  let released = performance.now();
  let came = 'nothing';
  const held = leash === '' ? undefined : connect(Number(leash), '127.0.0.1').resume();
  held?.once('close', () => { released = performance.now(); });
  kms.decrypt({ ciphertext: new Uint8Array(8), context: {} }).then(
    () => { came = 'an answer'; held?.destroy(); },
    ({ code }) => { came = code; },
  );
  process.exitCode = 7;
  process.on('exit', () => console.log(JSON.stringify({ came, took: performance.now() - released })));
`;

interface Ended {
  readonly status: number | null;
  readonly came: string;
  /** From when nothing else keeps it alive to the end, in milliseconds. */
  readonly took: number;
}

interface Process {
  /** Something else keeps the process alive until a while after this holds; without it nothing does. */
  readonly until?: () => boolean;
  readonly pace?: string;
  readonly env?: Readonly<Record<string, string>>;
}

async function processWith(endpoint: string, { until, pace = '', env = {} }: Process): Promise<Ended> {
  const leash = until && (await leashUntil(until));
  const command = [NODE, '--input-type=module', '-e', SCRIPT, String(leash ?? ''), pace];
  const options = { env: { ...awsEnv(endpoint), ...env }, cwd: import.meta.dirname };
  const { stdout, stderr, status } = await runCommand(command, options);
  if (stdout.length === 0) throw new Error(stderr);
  return { status, ...(JSON.parse(stdout.toString()) as Omit<Ended, 'status'>) };
}

/** For what comes after it: a call that has been read, a retry's wait; in milliseconds. */
const A_WHILE = 100;

/** @returns the port of a server that ends its connection a while after `isSo` holds. */
async function leashUntil(isSo: () => boolean): Promise<number> {
  const server = createTcp((socket) => {
    socket.on('error', () => {});
    const polling = setInterval(() => {
      if (!isSo()) return;
      clearInterval(polling);
      setTimeout(() => socket.destroy(), A_WHILE);
    }, 10);
    socket.once('close', () => clearInterval(polling));
  });
  return (await listening(server)).port;
}

interface Service {
  readonly port: number;
  /** How many connections were made. */
  readonly connections: () => number;
  readonly requests: () => number;
}

/** Serves one test. */
async function serve(answer: RequestListener, isSecure = false): Promise<Service> {
  let requests = 0;
  const listener: RequestListener = (request, response) => {
    requests += 1;
    request.resume();
    answer(request, response);
  };
  const files = (): { cert: Buffer; key: Buffer } => ({
    cert: readFileSync(certificates.certificate),
    key: readFileSync(certificates.key),
  });
  const server = isSecure ? createHttps(files(), listener) : createHttp(listener);
  return { ...(await listening(server)), requests: () => requests };
}

async function listening(
  server: Pick<Server, 'on' | 'listen' | 'address' | 'close'>,
): Promise<Omit<Service, 'requests'>> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => void sockets.add(socket));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { port: (server.address() as AddressInfo).port, connections: () => sockets.size };
}

const never: RequestListener = () => {};
const decrypted: RequestListener = (_request, response) => {
  response.setHeader('content-type', 'application/x-amz-json-1.1');
  response.end(JSON.stringify({ KeyId: 'arn:aws:kms:us-east-1:1:key/1', Plaintext: 'YQ==' }));
};
const inAWhile: RequestListener = (...args) => void setTimeout(() => decrypted(...args), 500);
const throttled: RequestListener = (_request, response) => {
  response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify({ __type: 'ThrottlingException', message: 'slow down' }));
};

const TRUSTED = { AWS_CA_BUNDLE: certificates.ca };
const NEVER = (): boolean => false;
const AT_ONCE = { status: 7, came: 'nothing' };
/** Less than any time-out of a call; in milliseconds. */
const SOON = 2_000;

describe('a call under way does not keep the process alive', () => {
  it('that nobody answers', async () => {
    const { port } = await serve(never);
    const ended = await processWith(`http://127.0.0.1:${port}`, {});
    expect(ended).toMatchObject(AT_ONCE);
    expect(ended.took).toBeLessThan(SOON);
  });

  it('that nobody answers; something else does for a while', async () => {
    const { port, requests } = await serve(never);
    const ended = await processWith(`http://127.0.0.1:${port}`, { until: () => requests() > 0 });
    expect(ended).toMatchObject(AT_ONCE);
    expect(ended.took).toBeLessThan(SOON);
    expect(requests()).toBe(1);
  });

  it('whose answer stops in its middle', async () => {
    const { port, requests } = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{');
    });
    const ended = await processWith(`http://127.0.0.1:${port}`, { until: () => requests() > 0 });
    expect(ended).toMatchObject(AT_ONCE);
    expect(ended.took).toBeLessThan(SOON);
    expect(requests()).toBe(1);
  });

  it.each(['', 'pace'])('that waits to be tried again; its pace: %j', async (pace) => {
    const { port, requests } = await serve(throttled);
    const ended = await processWith(`http://127.0.0.1:${port}`, { until: () => requests() > 0, pace });
    expect(ended).toMatchObject(AT_ONCE);
    expect(ended.took).toBeLessThan(SOON);
    expect(requests()).toBeGreaterThan(0);
  });

  it.skipIf(NO_TLS)('that nobody answers, over TLS', async () => {
    const { port, requests } = await serve(never, true);
    const ended = await processWith(`https://localhost:${port}`, {
      until: () => requests() > 0,
      env: TRUSTED,
    });
    expect(ended).toMatchObject(AT_ONCE);
    expect(ended.took).toBeLessThan(SOON);
    expect(requests()).toBe(1);
  });

  it.skipIf(NO_TLS)('that nobody answers, through a proxy', async () => {
    const { port, requests } = await serve(never, true);
    using proxy = await connectProxy();
    const env = { ...TRUSTED, HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
    const ended = await processWith(`https://${HOST}:${port}`, { until: () => requests() > 0, env });
    expect(ended).toMatchObject(AT_ONCE);
    expect(ended.took).toBeLessThan(SOON);
    expect(requests()).toBe(1);
  });

  it('whose proxy does not answer', async () => {
    const { port, connections } = await listening(createTcp());
    const env = { HTTPS_PROXY: `http://127.0.0.1:${port}` };
    const ended = await processWith(`https://${HOST}`, { until: () => connections() > 0, env });
    expect(ended).toMatchObject(AT_ONCE);
    expect(ended.took).toBeLessThan(SOON);
    expect(connections()).toBe(1);
  });

  it('on a connection that was used before', async () => {
    // The first call is answered on the connection that the second, of the retry, then hangs on.
    let calls = 0;
    const { port, connections, requests } = await serve((request, response) => {
      calls += 1;
      if (calls === 1) throttled(request, response);
    });
    const ended = await processWith(`http://127.0.0.1:${port}`, { until: () => requests() > 1 });
    expect(ended).toMatchObject(AT_ONCE);
    expect(ended.took).toBeLessThan(SOON);
    expect([connections(), requests()]).toEqual([1, 2]);
  });
});

describe('a process that lives for another reason gets its answer', () => {
  it('over http', async () => {
    const { port } = await serve(inAWhile);
    const ended = await processWith(`http://127.0.0.1:${port}`, { until: NEVER });
    expect(ended).toMatchObject({ status: 7, came: 'an answer' });
    // Nor do timers of the call live on.
    expect(ended.took).toBeLessThan(SOON);
  });

  it.skipIf(NO_TLS)('over TLS and through a proxy', async () => {
    const { port } = await serve(inAWhile, true);
    using proxy = await connectProxy();
    for (const HTTPS_PROXY of ['', `http://127.0.0.1:${proxy.port}`]) {
      const host = HTTPS_PROXY === '' ? 'localhost' : HOST;
      const env = { ...TRUSTED, HTTPS_PROXY };
      const ended = await processWith(`https://${host}:${port}`, { until: NEVER, env });
      expect(ended).toMatchObject({ status: 7, came: 'an answer' });
    }
    expect(proxy.seen).toEqual([`CONNECT ${HOST}:${port}`]);
  });
});

describe.each<[name: string, options: AwsKmsOptions]>([
  ['by default', {}],
  ['with unref', { unref: true }],
])('connections are used again, %s', (_name, options) => {
  const callTwice = async (): Promise<void> => {
    const kms = awsKms(options);
    for (let call = 0; call < 2; call += 1) {
      const { plaintext } = await kms.decrypt({ ciphertext: new Uint8Array(8), context: {} });
      expect(Buffer.from(plaintext).toString()).toBe('a');
    }
  };

  it('over http', async () => {
    const { port, connections, requests } = await serve(decrypted);
    useEndpoint(`http://127.0.0.1:${port}`);
    await callTwice();
    expect([connections(), requests()]).toEqual([1, 2]);
  });

  it.skipIf(NO_TLS)('over TLS', async () => {
    const { port, connections, requests } = await serve(decrypted, true);
    useEndpoint(`https://localhost:${port}`, TRUSTED);
    await callTwice();
    expect([connections(), requests()]).toEqual([1, 2]);
  });

  it.skipIf(NO_TLS)('through a proxy', async () => {
    const { port, requests } = await serve(decrypted, true);
    using proxy = await connectProxy();
    useEndpoint(`https://${HOST}:${port}`, { ...TRUSTED, HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` });
    await callTwice();
    expect(requests()).toBe(2);
    expect(proxy.seen).toHaveLength(1);
  });
});
