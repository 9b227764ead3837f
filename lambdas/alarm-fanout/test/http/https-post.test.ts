import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeliveryError } from '../../src/delivery-error.ts';
import { createPost } from '../../src/http/https-post.ts';
import type { HttpAnswer, HttpRequest, PostOptions } from '../../src/http/post.ts';
import type { Resolve } from '../../src/http/safe-lookup.ts';
import { script, type Fault } from '../vendors/faults.ts';
import { type Receiver, startReceiver } from '../vendors/https-receiver.ts';
import type { Vendor, VendorRequest } from '../vendors/vendor.ts';

const SECRET = '/services/T0000/secret-path?sig=secret-query';
const never = new AbortController().signal;

/** Answers what the request's body says. */
function echo(): Vendor & { readonly seen: readonly VendorRequest[] } {
  const seen: VendorRequest[] = [];
  return {
    seen,
    problems: [],
    answer: (request) => {
      seen.push(request);
      return { status: 200, headers: { 'X-Seen': 'yes' }, body: request.body.toString() };
    },
  };
}

async function failureOf(promise: Promise<HttpAnswer>): Promise<DeliveryError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof DeliveryError) return error;
    throw error;
  }
  throw new Error('it was answered');
}

interface Asking {
  readonly receiver: Receiver;
  readonly request?: Partial<HttpRequest> | undefined;
  readonly options?: Partial<PostOptions> | undefined;
  readonly resolve?: Resolve | undefined;
}

function ask({ receiver, request, options, resolve }: Asking): Promise<HttpAnswer> {
  const { url, host, ca } = receiver;
  return createPost({ resolve })(
    { url: `${url}${SECRET}`, headers: {}, body: 'hello', ...request },
    { timeout: 20_000, signal: never, allowed: { host, ca }, ...options },
  );
}

describe('a receiver that answers', () => {
  const vendor = echo();
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await startReceiver({ vendor });
  });
  afterAll(async () => receiver[Symbol.asyncDispose]());

  it('is sent the request, and its answer comes back', async () => {
    const request = { headers: { Authorization: 'Bearer a' }, body: 'grüße', method: 'PUT' } as const;
    expect(await ask({ receiver, request })).toMatchObject({
      status: 200,
      headers: { 'x-seen': 'yes' },
      body: 'grüße',
    });
    expect(vendor.seen.at(-1)).toMatchObject({
      method: 'PUT',
      path: SECRET,
      headers: {
        authorization: 'Bearer a',
        'content-length': '7',
        connection: 'close',
        'user-agent': 'kmscrypt-alarm-fanout',
      },
    });
  });

  it('has its answer cut after 64 KB', async () => {
    const { body } = await ask({ receiver, request: { body: 'x'.repeat(200_000) } });
    expect(body).toHaveLength(65_536);
  });

  it.for<readonly [name: string, asking: Omit<Asking, 'receiver'>, code: string, says: string]>([
    ['a private address that is not allowed', { options: { allowed: undefined } }, 'REFUSED', 'private'],
    [
      'another host that is allowed',
      { options: { allowed: { host: 'localhost.example' } } },
      'REFUSED',
      'private',
    ],
    ['http', { request: { url: `http://localhost${SECRET}` } }, 'REFUSED', 'https'],
    ['no URL', { request: { url: `localhost${SECRET}` } }, 'REFUSED', 'URL'],
    ['a user in the URL', { request: { url: `https://a:b@localhost${SECRET}` } }, 'REFUSED', 'user'],
    [
      'a header that cannot be sent',
      { request: { headers: { a: 'secret-header\n' } } },
      'REFUSED',
      'ERR_INVALID_CHAR',
    ],
    [
      'a CA that is not that of the host',
      { options: { allowed: { host: 'localhost' } } },
      'NOT_NOW',
      'certificate',
    ],
    [
      'a name that is not known',
      { resolve: async () => Promise.reject(Object.assign(new Error('secret'), { code: 'ENOTFOUND' })) },
      'NOT_NOW',
      'ENOTFOUND',
    ],
    ['a name without an address', { resolve: async () => [] }, 'NOT_NOW', 'no address'],
    [
      'a name of the metadata service, though its host is allowed',
      { resolve: async () => [{ address: '169.254.169.254', family: 4 }] },
      'REFUSED',
      'closed',
    ],
    [
      'a name with a good address and a bad one',
      {
        options: { allowed: undefined },
        resolve: async () => [
          { address: '1.1.1.1', family: 4 },
          { address: '::ffff:127.0.0.1', family: 6 },
        ],
      },
      'REFUSED',
      'private',
    ],
  ])('%s', async ([, asking, code, says]) => {
    const before = receiver.requests();
    const error = await failureOf(ask({ receiver, ...asking }));
    expect([error.code, receiver.requests()]).toStrictEqual([code, before]);
    expect(error.message).toContain(says);
    expect(error.message).not.toContain('secret');
    expect(error.cause).toBeUndefined();
  });

  it.for([
    'https://127.0.0.1/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://017700000001/',
    'https://127.1/',
    'https://127.0.0.1./',
    'https://①②⑦.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[fd00:ec2::254]/',
    'https://0/',
  ])('refuses %s without connecting', async (url) => {
    const resolve: Resolve = async () => Promise.reject(new Error('it was looked up'));
    const error = await failureOf(
      ask({ receiver, request: { url }, resolve, options: { allowed: undefined } }),
    );
    expect(error.code).toBe('REFUSED');
  });

  it('calls the host what it is told to', async () => {
    const error = await failureOf(ask({ receiver, options: { allowed: undefined, known: 'Teams' } }));
    expect([error.message.startsWith('Teams: '), error.message.includes('localhost')]).toStrictEqual([
      true,
      false,
    ]);
  });

  it('is not asked once the signal has ended', async () => {
    const before = receiver.requests();
    const error = await failureOf(ask({ receiver, options: { signal: AbortSignal.abort() } }));
    expect([error.code, receiver.requests()]).toStrictEqual(['NOT_NOW', before]);
  });
});

describe('faults', () => {
  it.for<
    readonly [
      name: string,
      fault: Fault,
      options: Partial<PostOptions>,
      expected: string | number,
      taken: number,
    ]
  >([
    ['a limit', { kind: 'limit', retryAfter: '7' }, {}, 429, 0],
    ['an error', { kind: 'error' }, {}, 500, 0],
    ['a redirect is an answer', { kind: 'redirect', to: 'https://localhost/other' }, {}, 302, 0],
    ['a reset before it is taken', { kind: 'reset-before' }, {}, 'UNKNOWN', 0],
    ['a reset after it was taken', { kind: 'reset-after' }, {}, 'UNKNOWN', 1],
    ['an answer that is too late', { kind: 'slow', milliseconds: 60_000 }, { timeout: 500 }, 'UNKNOWN', 1],
    ['the wrong certificate', { kind: 'wrong-certificate' }, {}, 'NOT_NOW', 0],
  ])('%s', async ([, fault, options, expected, taken]) => {
    const vendor = echo();
    await using receiver = await startReceiver({ vendor, faults: script(fault) });
    const result = await ask({ receiver, options }).then(
      ({ status }) => status,
      (error: unknown) => error instanceof DeliveryError && error.code,
    );
    expect([result, vendor.seen.length]).toStrictEqual([expected, taken]);
    expect(await ask({ receiver })).toMatchObject({ status: 200 });
  });

  it('ends with the signal', async () => {
    const vendor = echo();
    await using receiver = await startReceiver({
      vendor,
      faults: script({ kind: 'slow', milliseconds: 60_000 }),
    });
    const end = new AbortController();
    const answer = failureOf(ask({ receiver, options: { signal: end.signal } }));
    while (vendor.seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    end.abort();
    expect((await answer).code).toBe('UNKNOWN');
  });

  it('is not there', async () => {
    await using receiver = await startReceiver({ vendor: echo() });
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const url = `https://localhost:${port}${SECRET}`;
    const error = await failureOf(
      ask({ receiver, request: { url }, options: { allowed: { host: 'localhost' } } }),
    );
    expect(error).toMatchObject({
      code: 'NOT_NOW',
      message: `localhost:${port}: no connection (ECONNREFUSED)`,
    });
  });

  it('says nothing of TLS', async () => {
    await using receiver = await startReceiver({ vendor: echo() });
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.end('HTTP/1.1 200 OK\r\n\r\n', () => socket.destroy());
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const url = `https://localhost:${(server.address() as AddressInfo).port}${SECRET}`;
    const error = await failureOf(
      ask({ receiver, request: { url }, options: { allowed: { host: 'localhost' } } }),
    );
    await new Promise((resolve) => server.close(resolve));
    expect(error.code).toBe('NOT_NOW');
  });
});
