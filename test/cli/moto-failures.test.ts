import { beforeAll, describe, expect, inject, it } from 'vitest';
import { awsEnv, callKms, createKey } from '../support/kms-at.ts';
import { PROGRAMS } from '../support/programs.ts';
import { codesOf, hintsOf, run } from '../support/run.ts';

const endpoint = inject('endpoint');
const env = awsEnv(endpoint);

// moto lets a disabled key work: kms-failures.test.ts has those answers.
let key = '';
const tokens = { good: '', bound: '' };

async function seal(keyId: string, context: Record<string, string> = {}): Promise<string> {
  const plaintext = Buffer.from('hunter2').toString('base64');
  const body = { KeyId: keyId, Plaintext: plaintext, EncryptionContext: context };
  return `kmscrypt::${String((await callKms(endpoint, 'Encrypt', body))['CiphertextBlob'])}`;
}

describe.skipIf(endpoint === '')('failures that moto itself has', () => {
  beforeAll(async () => {
    key = await createKey(endpoint);
    tokens.good = await seal(key);
    tokens.bound = await seal(key, { app: 'web' });
  });

  const encrypt = (keyId: string) => ['encrypt', '--plaintext', 'x', '--key-id', keyId];
  const decrypt = (token: string, ...more: string[]) => ['decrypt', '--ciphertext', token, ...more];
  const missing = '00000000-0000-0000-0000-000000000000';
  const flipped = (token: string): string => {
    const bytes = Buffer.from(token.slice('kmscrypt::'.length), 'base64');
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    return `kmscrypt::${bytes.toString('base64')}`;
  };

  const rows: readonly (readonly [string, () => string[], string, number])[] = [
    ['a missing alias', () => encrypt('alias/missing'), 'KEY_NOT_FOUND', 4],
    ['a missing key', () => encrypt(missing), 'KEY_NOT_FOUND', 4],
    [
      'a key of another region',
      () => [...encrypt(key.replace('us-east-1', 'eu-west-1'))],
      'KEY_NOT_FOUND',
      4,
    ],
    ['a context that is missing', () => decrypt(tokens.bound), 'CIPHERTEXT_REFUSED', 3],
    ['a context that is wrong', () => decrypt(tokens.bound, '--context', 'app=api'), 'CIPHERTEXT_REFUSED', 3],
    ['a flipped bit', () => decrypt(flipped(tokens.good)), 'CIPHERTEXT_REFUSED', 3],
    ['a blob in its token that is none', () => decrypt('kmscrypt::aGVsbG8='), 'CIPHERTEXT_REFUSED', 3],
    ['no region', () => decrypt(tokens.good), 'REGION_MISSING', 2],
  ];

  describe.each(PROGRAMS)('with the $name', (program) => {
    it.for(rows)('%s', async ([, args, code, status]) => {
      const AWS_REGION = code === 'REGION_MISSING' ? '' : 'us-east-1';
      const outcome = await run(program, args(), { env: { ...env, AWS_REGION, HOME: '/dev/null' } });
      expect(codesOf(outcome.stderr), outcome.stderr).toEqual([code]);
      expect(hintsOf(outcome.stderr)).not.toEqual([]);
      expect(outcome).toMatchObject({ status, stdout: Buffer.alloc(0) });
    });

    it('assumes a role', async () => {
      const args = decrypt(tokens.good, '--role-arn', 'arn:aws:iam::123456789012:role/deployer');
      expect(await run(program, args, { env })).toMatchObject({
        status: 0,
        stderr: '',
        stdout: Buffer.from('hunter2'),
      });
    });

    it('has no token of the good ones where one is bad', async () => {
      const outcome = await run(program, ['decrypt'], {
        env,
        input: `${tokens.good}\n${flipped(tokens.good)}\n${tokens.good}`,
      });
      expect(outcome).toMatchObject({ status: 3, stdout: Buffer.alloc(0) });
      expect(outcome.stderr).toMatch(/^kmscrypt: error: stdin:2:1: .*\[CIPHERTEXT_REFUSED\]$/m);
    });
  });
});
