import { KmscryptError, type KmscryptErrorCode } from '@kmscrypt/core/error';
import type { Kms } from '@kmscrypt/core/kms';
import { expect, test } from 'vitest';
import { tryKmsKey } from '../../src/doctor/kms-key.ts';

const ARN = 'arn:aws:kms:eu-west-1:111122223333:key/1';
const request = { region: undefined, context: {} };

/** A KMS that gives back what it was given, or fails. */
function kms(failing: Partial<Record<keyof Kms, KmscryptErrorCode>> = {}): Kms {
  const or = async <Value>(call: keyof Kms, value: Value): Promise<Value> => {
    const code = failing[call];
    if (code !== undefined) throw new KmscryptError(code, `${call} fails`);
    return value;
  };
  return {
    encrypt: ({ plaintext }) => or('encrypt', { ciphertext: plaintext, keyId: ARN }),
    generateDataKey: () => {
      const plaintext = Buffer.alloc(32, 1);
      return or('generateDataKey', { plaintext, ciphertext: plaintext, keyId: ARN });
    },
    decrypt: ({ ciphertext }) => or('decrypt', { plaintext: ciphertext, keyId: ARN }),
  };
}

test.each([
  ['all is well', {}, ['ok', 'ok', 'ok', 'ok']],
  ['encrypting is denied', { encrypt: 'ACCESS_DENIED' }, ['ok', 'fail', 'ok', 'ok']],
  ['data keys are denied', { generateDataKey: 'ACCESS_DENIED' }, ['ok', 'ok', 'fail', 'ok']],
  [
    'both are denied',
    { encrypt: 'ACCESS_DENIED', generateDataKey: 'THROTTLED' },
    ['ok', 'fail', 'fail', 'skip'],
  ],
  ['decrypting is denied', { decrypt: 'ACCESS_DENIED' }, ['ok', 'ok', 'ok', 'fail']],
  [
    'there is no key',
    { encrypt: 'KEY_NOT_FOUND', generateDataKey: 'KEY_NOT_FOUND' },
    ['fail', 'skip', 'skip', 'skip'],
  ],
  ['there is no network', { encrypt: 'NETWORK' }, ['fail', 'skip', 'skip', 'skip']],
] as const)('%s', async (_name, failing, expected) => {
  const checks = await tryKmsKey({ keyId: 'alias/a', origin: '--key-id', kms: kms(failing), request });
  expect(checks.map(({ name }) => name)).toEqual(['key', 'encrypt', 'data key', 'decrypt']);
  expect(checks.map(({ status }) => status)).toEqual(expected);
});

test('a KMS that gives back something else is none', async () => {
  const lying = { ...kms(), decrypt: async () => ({ plaintext: Buffer.from('other'), keyId: ARN }) };
  const checks = await tryKmsKey({ keyId: 'alias/a', origin: '--key-id', kms: lying, request });
  expect(checks.at(-1)).toMatchObject({ name: 'decrypt', status: 'fail', error: { code: 'KMS_FAILED' } });
});
