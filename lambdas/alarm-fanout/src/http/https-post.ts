import type { ClientRequest, IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { failureOf } from './failure.ts';
import type { HttpAnswer, HttpRequest, Post, PostOptions } from './post.ts';
import { readBody } from './read-body.ts';
import { type Resolve, safeLookup, systemResolve } from './safe-lookup.ts';
import { type Target, targetOf } from './target.ts';

export interface CreatePostOptions {
  /** What resolves names; default the operating system. */
  readonly resolve?: Resolve | undefined;
}

/**
 * Requests over https by Node's own client: each has a connection of its own, TLS 1.2 or later, no proxy.
 *
 * @example
 * const post = createPost();
 * await post({ url, headers: {}, body: '{}' }, { timeout: 10_000, signal });
 */
export function createPost({ resolve = systemResolve }: CreatePostOptions = {}): Post {
  return async (request, options) => {
    const target = targetOf(request, options);
    const sent = { isSent: false };
    try {
      options.signal.throwIfAborted();
      return await exchange(open(request, { target, options, resolve }), { request, options, sent });
    } catch (error) {
      throw failureOf(error, { host: target.host, ...sent });
    }
  };
}

interface Opening {
  readonly target: Target;
  readonly options: PostOptions;
  readonly resolve: Resolve;
}

function open(
  { headers, method = 'POST' }: HttpRequest,
  { target, options, resolve }: Opening,
): ClientRequest {
  const { url, host, isOwn } = target;
  const ca = isOwn ? options.allowed?.ca : undefined;
  return httpsRequest(url, {
    method,
    headers: { 'user-agent': 'kmscrypt-alarm-fanout', ...headers },
    // One of its own, without keep-alive.
    agent: false,
    lookup: safeLookup({ host, resolve, isOwn }),
    minVersion: 'TLSv1.2',
    // Else NODE_TLS_REJECT_UNAUTHORIZED=0 would switch it off.
    rejectUnauthorized: true,
    ...(ca === undefined ? {} : { ca }),
  });
}

interface Exchange {
  readonly request: HttpRequest;
  readonly options: PostOptions;
  /** Set as soon as any of the request may have arrived. */
  readonly sent: { isSent: boolean };
}

async function exchange(
  client: ClientRequest,
  { request: { body }, options: { timeout, signal }, sent }: Exchange,
): Promise<HttpAnswer> {
  const end = (): void => void client.destroy(new TimeUp());
  const timer = setTimeout(end, timeout);
  signal.addEventListener('abort', end, { once: true });
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      client.on('error', reject);
      client.on('response', resolve);
      client.on('socket', (socket) => {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- that of an https request
        (socket as TLSSocket).once('secureConnect', () => {
          sent.isSent = true;
        });
      });
      client.end(body);
    });
    return {
      status: response.statusCode ?? 0,
      headers: headersOf(response),
      body: await readBody(response),
    };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    client.destroy();
  }
}

/** The time-out, or the end of the invocation. */
class TimeUp extends Error {
  readonly code = 'TIME_UP';
}

function headersOf({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}
