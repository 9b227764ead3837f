import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { awsCaller } from '../../src/aws/aws-caller.ts';

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const env = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };
const IDENTITY =
  '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn</Arn><Account>1</Account></GetCallerIdentityResult></GetCallerIdentityResponse>';
const REFUSAL =
  '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>';

let server: Server | undefined;

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  server?.close();
  server?.closeAllConnections();
  server = undefined;
});

/** Something that answers in the place of AWS, or refuses connections where there is no status. */
async function answering(status: number | undefined, date: number): Promise<void> {
  const made = createServer((_request, response) => {
    response.writeHead(status ?? 0, { Date: new Date(date).toUTCString(), 'Content-Type': 'text/xml' });
    response.end(status === 200 ? IDENTITY : REFUSAL);
  });
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  const { port } = made.address() as AddressInfo;
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${port}`);
  if (status === undefined) await new Promise((resolve) => made.close(resolve));
  else server = made;
}

it.each<[name: string, status: number | undefined, date: number, expected: number | undefined]>([
  ['an answer of the very same time', 200, NOW, 0],
  ['an answer of a minute ago', 200, NOW - 60_000, 60_000],
  ['a refusal of the very same time', 403, NOW, 0],
  ['a refusal of a minute ahead', 403, NOW + 60_000, -60_000],
  ['no answer', undefined, NOW, undefined],
])('how far the clock is ahead, by %s', async (_name, status, date, expected) => {
  await answering(status, date);
  const caller = awsCaller({ env }, 'us-east-1');
  expect(caller.clockAhead()).toBeUndefined();
  const identity = caller.identity(AbortSignal.timeout(10_000));
  if (status === 200) expect(await identity).toEqual({ account: '1', arn: 'arn' });
  else await expect(identity).rejects.toMatchObject({ code: status === 403 ? 'ACCESS_DENIED' : 'NETWORK' });
  expect(caller.clockAhead()).toBe(expected);
});
