import { request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { KmscryptError } from '../error.ts';
import type { HttpSettings } from './request-handler.ts';
import { connectionTimedOut, unrefSocket } from './unref-sockets.ts';

/**
 * A connection to `target`, a host and a port, through a proxy, with HTTP CONNECT (RFC 9110, section 9.3.6).
 *
 * @throws KmscryptError `INVALID_OPTION`; an error of the system or of the proxy, with a `code`
 */
export function tunnel(
  proxy: URL,
  target: string,
  { connectionTimeout, unref }: Pick<HttpSettings, 'connectionTimeout' | 'unref'>,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const request = proxy.protocol === 'https:' ? httpsRequest : httpRequest;
    const asking = request(connectTo(proxy, target));
    // Neither end is meant to close it.
    asking.removeHeader('connection');
    const late = (): void => void asking.destroy(connectionTimedOut(connectionTimeout));
    const timer = setTimeout(late, connectionTimeout);
    const fail = (reason: string, cause?: Error): void => {
      clearTimeout(timer);
      const isLate = cause !== undefined && 'code' in cause && cause.code === 'ETIMEDOUT';
      const error = new Error(`the proxy ${proxy.host} ${reason}`, { cause });
      reject(Object.assign(error, { code: isLate ? 'ETIMEDOUT' : 'EPROXY' }));
    };
    if (unref) {
      timer.unref();
      asking.once('socket', unrefSocket);
    }
    asking.once('error', (cause) => fail(`cannot be used: ${cause.message}`, cause));
    asking.once('connect', ({ statusCode, statusMessage = '' }, socket, head) => {
      clearTimeout(timer);
      if (statusCode === 200) {
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
        return;
      }
      socket.destroy();
      fail(`answered ${statusCode} ${statusMessage}`.trim());
    });
    asking.end();
  });
}

function connectTo({ protocol, hostname, port, username, password }: URL, target: string): RequestOptions {
  const user = `${decoded(username)}:${decoded(password)}`;
  return {
    method: 'CONNECT',
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port || (protocol === 'https:' ? 443 : 80),
    path: target,
    headers: {
      Host: target,
      ...(user === ':' ? {} : { 'Proxy-Authorization': `Basic ${Buffer.from(user).toString('base64')}` }),
    },
    // A connection of its own, and by no proxy of Node's own (NODE_USE_ENV_PROXY).
    agent: false,
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // Neither the part nor the URL is shown, nor kept as a cause.
    throw new KmscryptError('INVALID_OPTION', 'HTTPS_PROXY has a % that begins no escape; write %25 for %');
  }
}
