import { describe, expect, it } from 'vitest';
import { decryptValue } from '../src/decrypt.ts';
import { encryptValue, encryptValues } from '../src/encrypt.ts';
import { KmscryptError } from '../src/error.ts';
import { reEncryptTokens } from '../src/re-encrypt.ts';
import { arnOf, memoryKms } from './support/memory-kms.ts';

const OLD = arnOf('old');
const NEW = arnOf('new');
const make = (count: number, context = {}): Promise<string[]> =>
  encryptValues(
    Array.from({ length: count }, (_, index) => `value ${index}`),
    { keyIds: [OLD], kms: memoryKms(), context },
  );
const slowly = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 2));

describe('tokens under another key', () => {
  it('say what they said, without a plaintext having been asked for', async () => {
    const kms = memoryKms(slowly);
    const old = await make(100);
    const { tokens, failures } = await reEncryptTokens(new Set(old), { keyId: NEW, kms });
    expect(failures.size).toBe(0);
    expect(new Set(kms.calls.map(({ operation }) => operation))).toEqual(new Set(['ReEncrypt']));
    expect(kms.calls).toHaveLength(100);
    expect(kms.mostAtOnce()).toBe(32);
    const plaintext = await decryptValue(tokens.get(old[7] ?? '') ?? '', { kms });
    expect(Buffer.from(plaintext).toString()).toBe('value 7');
  });

  it('have the context that is asked for', async () => {
    const kms = memoryKms();
    const [old = ''] = await make(1, { app: 'old' });
    const options = { keyId: NEW, kms, fromContext: { app: 'old' }, context: { app: 'new' } };
    const { tokens } = await reEncryptTokens(new Set([old]), options);
    await expect(decryptValue(tokens.get(old) ?? '', { kms, context: { app: 'new' } })).resolves.toHaveLength(
      7,
    );
    const wrong = await reEncryptTokens(new Set([old]), { keyId: NEW, kms });
    expect(wrong.failures.get(old)).toMatchObject({ code: 'CIPHERTEXT_REFUSED' });
  });
});

describe('a failure', () => {
  it('of one token leaves the others alone', async () => {
    const [good = ''] = await make(1);
    const message = await encryptValue('x', { keyIds: [OLD], kms: memoryKms(), envelope: true });
    const { tokens, failures } = await reEncryptTokens(new Set([good, 'kmscrypt::x', message]), {
      keyId: NEW,
      kms: memoryKms(),
    });
    expect([...tokens.keys()]).toEqual([good]);
    expect([...failures].map(([, { code }]) => code)).toEqual(['INVALID_TOKEN', 'INVALID_TOKEN']);
  });

  it('of the run ends it', async () => {
    const kms = memoryKms(async () => {
      await slowly();
      throw new KmscryptError('NETWORK', 'as the test asks');
    });
    const run = reEncryptTokens(new Set(await make(100)), { keyId: NEW, kms });
    await expect(run).rejects.toMatchObject({ code: 'NETWORK' });
    expect(kms.calls).toHaveLength(32);
  });

  it.each([
    ['a region against the ARN', { keyId: NEW, region: 'eu-west-1' }, 'REGION_CONFLICT'],
    ['no key', { keyId: '' }, 'INVALID_OPTION'],
    ['a reserved name', { keyId: NEW, context: { 'aws-crypto-x': '1' } }, 'INVALID_OPTION'],
  ])('%s', async (_name, options, code) => {
    const run = reEncryptTokens(new Set(await make(1)), { kms: memoryKms(), ...options });
    await expect(run).rejects.toMatchObject({ code });
  });
});
