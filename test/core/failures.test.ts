import {
  awsKms,
  decryptText,
  decryptValue,
  encryptValue,
  KmscryptError,
  parseToken,
  formatToken,
} from '@kmscrypt/core';
import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { awsError, faultKms } from '../support/fault-kms.ts';
import { createKey } from '../support/kms-at.ts';
import { useEndpoint } from './use-endpoint.ts';

const moto = inject('endpoint');

describe.skipIf(!moto)('failures of KMS', () => {
  let key = '';
  beforeAll(async () => {
    key = await createKey(moto, 'alias/core-failures');
  });
  beforeEach(() => useEndpoint(moto));

  // moto keeps on using keys that are disabled or scheduled for deletion, so it is the answer of AWS that is played.
  it.each([
    ['a disabled key', 'DisabledException'],
    ['a key that waits for its deletion', 'KMSInvalidStateException'],
  ])('%s', async (_name, exception) => {
    const blob = await encryptValue('x', { keyIds: [key] });
    const message = await encryptValue('x', { keyIds: [key], envelope: true });
    const both = await encryptValue('x', { keyIds: [key, await createKey(moto)] });
    using broken = await faultKms(() => awsError(400, exception));
    useEndpoint(broken.endpoint);
    for (const token of [blob, message, both]) {
      await expect(decryptValue(token)).rejects.toMatchObject({ code: 'KEY_UNUSABLE' });
    }
    for (const options of [{}, { envelope: true }]) {
      await expect(encryptValue('x', { keyIds: [key], ...options })).rejects.toMatchObject({
        code: 'KEY_UNUSABLE',
      });
    }
    using first = await faultKms((call) => (call === 1 ? awsError(400, exception) : 'pass'), moto);
    useEndpoint(first.endpoint);
    expect(Buffer.from(await decryptValue(both)).toString()).toBe('x');
  });

  it.each([
    ['an alias that there is not', 'alias/none'],
    ['a key that there is not', '00000000-0000-0000-0000-000000000000'],
    [
      'an ARN of a key that there is not',
      'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000',
    ],
  ])('%s', async (_name, keyId) => {
    for (const envelope of [false, true]) {
      const encrypting = encryptValue('x', { keyIds: [keyId], envelope });
      await expect(encrypting).rejects.toMatchObject({
        code: 'KEY_NOT_FOUND',
        message: expect.stringContaining(keyId),
      });
    }
  });

  it('a blob with any part garbled', async () => {
    const { kind, bytes } = parseToken(await encryptValue('secret', { keyIds: [key] }));
    for (let index = 0; index < bytes.length; index += 7) {
      const garbled = Uint8Array.from(bytes);
      garbled[index] = (garbled[index] ?? 0) ^ 0x40;
      const error: unknown = await decryptValue(formatToken({ kind, bytes: garbled })).catch(
        (reason: unknown) => reason,
      );
      // moto finds the key in the clear at the start of its blobs.
      expect(error).toBeInstanceOf(KmscryptError);
      expect(error).toMatchObject({
        code: expect.stringMatching(/^(CIPHERTEXT_REFUSED|ACCESS_DENIED|KEY_NOT_FOUND)$/),
      });
    }
  });

  it('every bad token has its place, and good ones do not come through', async () => {
    const good = await encryptValue('secret', { keyIds: [key] });
    const text = `a: ${good}\nb: kmscrypt::AAAA\nc: ${good}\nd: kmscrypt::AB==`;
    await expect(decryptText(text)).rejects.toMatchObject({
      code: 'SEVERAL',
      errors: [
        { position: { line: 2, column: 4 } },
        { code: 'INVALID_TOKEN', position: { line: 4, column: 4 } },
      ],
    });
  });

  it.each<[name: string, region: string | undefined]>([
    ['no region', undefined],
    ['an empty region', ''],
  ])('%s', async (_name, region) => {
    useEndpoint(moto, { AWS_REGION: region });
    const encrypting = encryptValue('x', { keyIds: ['alias/core-failures'] });
    await expect(encrypting).rejects.toMatchObject({ code: 'REGION_MISSING' });
  });

  it('a region that is none', async () => {
    const encrypting = encryptValue('x', { keyIds: ['alias/core-failures'], region: 'us east 1' });
    await expect(encrypting).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  });

  it('no credentials', async () => {
    useEndpoint(moto, { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' });
    await expect(encryptValue('x', { keyIds: [key] })).rejects.toMatchObject({ code: 'CREDENTIALS_MISSING' });
  });

  it('a profile that there is not', async () => {
    useEndpoint(moto, { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined });
    const kms = awsKms({ profile: 'none' });
    await expect(encryptValue('x', { keyIds: [key], kms })).rejects.toMatchObject({
      code: 'CREDENTIALS_MISSING',
    });
  });

  it('a certificate file that there is not', async () => {
    useEndpoint(moto, { AWS_CA_BUNDLE: '/none.pem' });
    await expect(encryptValue('x', { keyIds: [key] })).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  });

  it('nobody listens', async () => {
    useEndpoint('http://127.0.0.1:9');
    await expect(encryptValue('x', { keyIds: [key] })).rejects.toMatchObject({ code: 'NETWORK' });
  });

  it('a role that is assumed first', async () => {
    const kms = awsKms({ roleArn: 'arn:aws:iam::123456789012:role/test' });
    const token = await encryptValue('x', { keyIds: [key], kms });
    expect(Buffer.from(await decryptValue(token, { kms })).toString()).toBe('x');
  });
});
