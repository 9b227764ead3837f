import { expect, it } from 'vitest';
import { encryptValue } from '../src/encrypt.ts';
import { inspectToken } from '../src/inspect.ts';
import { formatToken, parseToken } from '../src/token.ts';
import { keyNamed, LOCAL } from './support/keys.ts';
import { arnOf, memoryKms } from './support/memory-kms.ts';

it('tells a blob’s length and nothing more', async () => {
  expect(await inspectToken('kmscrypt::AQI=')).toEqual({ kind: 'blob', bytes: 2 });
});

it('tells a message’s keys, context and envelope without a key', async () => {
  const token = await encryptValue('x', {
    ...LOCAL,
    keyIds: [arnOf('one'), 'local'],
    kms: memoryKms(),
    context: { app: 'web' },
  });
  expect(await inspectToken(token)).toEqual({
    kind: 'message',
    bytes: parseToken(token).bytes.length,
    keys: [
      { provider: 'kms', id: arnOf('one') },
      { provider: 'local', id: keyNamed('one').fingerprint },
    ],
    context: { app: 'web' },
    envelope: expect.stringMatching(/^[0-9a-f]{12}$/),
  });
});

it('tells a provider that is none of ours', async () => {
  const token = await encryptValue('x', LOCAL);
  const { kind, bytes } = parseToken(token);
  const foreign = Buffer.from(bytes);
  foreign.write('KMSCRYPT', foreign.indexOf('kmscrypt'));
  expect(await inspectToken(formatToken({ kind, bytes: foreign }))).toMatchObject({
    keys: [{ provider: 'other', id: 'KMSCRYPT' }],
  });
});

it('gives tokens of different envelopes different names', async () => {
  const infos = await Promise.all(
    [LOCAL, LOCAL].map(async (options) => inspectToken(await encryptValue('x', options))),
  );
  expect(new Set(infos.map((info) => info.kind === 'message' && info.envelope)).size).toBe(2);
});

it.each([
  ['no token', 'x', 'INVALID_TOKEN'],
  ['base64 that is not canonical', 'kmscrypt::AB==', 'INVALID_TOKEN'],
  ['no message', 'kmscrypt::v2::AAAA', 'INVALID_MESSAGE'],
])('refuses %s', async (_name, token, code) => {
  await expect(inspectToken(token)).rejects.toMatchObject({ code });
});
