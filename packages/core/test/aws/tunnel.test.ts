import { createServer as createHttp } from 'node:http';
import { createServer as createTcp, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { tunnel } from '../../src/aws/tunnel.ts';
import { listening } from '../support/listening.ts';

const TARGET = 'kms.example.test:443';

/** A proxy that answers every CONNECT with `answer`, and sends back what comes after it. */
async function proxyWith(answer: string): Promise<{ url: URL; heads: string[] }> {
  const heads: string[] = [];
  const server = createTcp((socket: Socket) => {
    socket.on('error', () => {});
    socket.once('data', (head) => {
      heads.push(head.toString());
      socket.write(answer);
      socket.pipe(socket);
    });
  });
  return { url: new URL(`http://user:p%40ss@127.0.0.1:${await listening(server)}`), heads };
}

const TIMES = { connectionTimeout: 200, unref: false };

it.each([false, true])('what is sent arrives, both ways; unref: %s', async (unref) => {
  // Its first bytes come along with the answer to CONNECT.
  const { url, heads } = await proxyWith('HTTP/1.1 200 ok\r\n\r\nhello ');
  const socket = await tunnel(url, TARGET, { ...TIMES, unref });
  let received = '';
  socket.setEncoding('utf8').on('data', (part: string) => (received += part));
  socket.write('world');
  await expect.poll(() => received).toBe('hello world');
  const basic = Buffer.from('user:p@ss').toString('base64');
  expect(heads).toEqual([
    `CONNECT ${TARGET} HTTP/1.1\r\nHost: ${TARGET}\r\nProxy-Authorization: Basic ${basic}\r\n\r\n`,
  ]);
  socket.destroy();
});

it('without a user there is no authorization', async () => {
  const { url, heads } = await proxyWith('HTTP/1.1 200 ok\r\n\r\n');
  url.username = '';
  url.password = '';
  (await tunnel(url, TARGET, TIMES)).destroy();
  expect(heads).toEqual([`CONNECT ${TARGET} HTTP/1.1\r\nHost: ${TARGET}\r\n\r\n`]);
});

it.each<[name: string, answer: string, code: string, message: string]>([
  ['refuses', 'HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n', 'EPROXY', 'answered 407 Who are you'],
  ['fails', 'HTTP/1.1 502 \r\nContent-Length: 2\r\n\r\nno', 'EPROXY', 'answered 502'],
  ['is no proxy', 'SSH-2.0\r\n\r\n', 'EPROXY', 'cannot be used'],
  ['is silent', '', 'ETIMEDOUT', 'no connection within 200 ms'],
])('a proxy that %s', async (_name, answer, code, message) => {
  const { url } = await proxyWith(answer);
  const asked = tunnel(url, TARGET, TIMES);
  await expect(asked).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  // Neither user nor password.
  await expect(asked).rejects.not.toMatchObject({ message: expect.stringMatching(/user|p@ss|p%40ss/) });
});

it.each(['u%ser:pass', 'user:p%ass', 'user:100%'])(
  'a bare percent sign in %s is told, without what it is in',
  async (who) => {
    const asked = tunnel(new URL(`http://${who}@127.0.0.1:1`), TARGET, TIMES);
    await expect(asked).rejects.toMatchObject({
      name: 'KmscryptError',
      code: 'INVALID_OPTION',
      message: expect.stringContaining('HTTPS_PROXY') as unknown,
    });
    await expect(asked).rejects.not.toMatchObject({
      message: expect.stringMatching(/user|u%ser|pass|100|127/),
    });
  },
);

it('a proxy that hangs up, or is not there', async () => {
  const server = createHttp();
  server.on('connect', (_request, socket: Socket) => void socket.destroy());
  const url = new URL(`http://127.0.0.1:${await listening(server)}`);
  await expect(tunnel(url, TARGET, TIMES)).rejects.toMatchObject({ code: 'EPROXY' });
  await expect(tunnel(new URL('http://127.0.0.1:1'), TARGET, TIMES)).rejects.toMatchObject({
    code: 'EPROXY',
  });
});
