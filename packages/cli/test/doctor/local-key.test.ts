import { formatLocalKey, generateLocalKey } from '@kmscrypt/core/local-key';
import { expect, test } from 'vitest';
import { checkLocalKey, tryLocalKey } from '../../src/doctor/local-key.ts';

const key = generateLocalKey();
const KEY = { KMSCRYPT_LOCAL_KEY: formatLocalKey(key) };
const NO_KEY = { KMSCRYPT_LOCAL_KEY_FILE: '/nowhere/local.key' };

test.each([
  ['is there', KEY, 'ok', 'ok'],
  ['is missing', NO_KEY, 'skip', 'fail'],
  ['is broken', { KMSCRYPT_LOCAL_KEY: 'AAAA' }, 'warn', 'fail'],
  ['is refused', { ...KEY, KMSCRYPT_REFUSE_LOCAL: '1' }, 'ok', 'fail'],
])('a local key that %s', (_name, env, whereNotChosen, whereChosen) => {
  expect(checkLocalKey(env, false).check.status).toBe(whereNotChosen);
  expect(checkLocalKey(env, true).check.status).toBe(whereChosen);
});

test('it is told by its fingerprint', () => {
  const { check } = checkLocalKey(KEY, true);
  expect(check.found).toBe(`${key.fingerprint} (KMSCRYPT_LOCAL_KEY)`);
});

test('it is tried there and back', async () => {
  expect((await tryLocalKey(key)).map(({ name, status }) => [name, status])).toEqual([
    ['encrypt', 'ok'],
    ['decrypt', 'ok'],
  ]);
  expect((await tryLocalKey(undefined)).map(({ status }) => status)).toEqual(['skip', 'skip']);
});
