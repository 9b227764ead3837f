import {
  decryptBytes,
  decryptValue,
  encryptValue,
  encryptValues,
  inspectToken,
  parseToken,
} from '@kmscrypt/core';
import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { faultKms } from '../support/fault-kms.ts';
import { createKey } from '../support/kms-at.ts';
import { useEndpoint } from './use-endpoint.ts';

const moto = inject('endpoint');

describe.skipIf(!moto)('KMS over HTTP', () => {
  let key = '';
  let euKey = '';
  beforeAll(async () => {
    key = await createKey(moto, 'alias/core-round-trip');
    euKey = await createKey(moto, 'alias/core-round-trip', 'eu-west-1');
  });
  beforeEach(() => useEndpoint(moto));

  it.each([
    ['0 bytes', 'message', 0],
    ['1 byte', 'blob', 1],
    ['4,096 bytes', 'blob', 4096],
    ['4,097 bytes', 'message', 4097],
    ['100,000 bytes', 'message', 100_000],
  ])('%s come back as a %s', async (_name, kind, size) => {
    const plaintext = Buffer.from(Array.from({ length: size }, (_, index) => index % 256));
    const token = await encryptValue(plaintext, { keyIds: [key] });
    expect(parseToken(token).kind).toBe(kind);
    expect(plaintext.equals(await decryptValue(token))).toBe(true);
  });

  it.each<[name: string, keyId: () => string]>([
    ['an ARN', () => key],
    ['a key id', () => key.split('/')[1] ?? ''],
    ['an alias', () => 'alias/core-round-trip'],
    ['the ARN of an alias', () => key.replace(/key\/.*/, 'alias/core-round-trip')],
  ])('takes a key by %s, in a blob and a message', async (_name, keyId) => {
    for (const envelope of [false, true]) {
      const token = await encryptValue('secret', { keyIds: [keyId()], envelope });
      expect(Buffer.from(await decryptValue(token)).toString()).toBe('secret');
    }
  });

  it('names in a message the ARN that an alias stands for', async () => {
    const token = await encryptValue('x', {
      keyIds: ['alias/core-round-trip'],
      region: 'eu-west-1',
      envelope: true,
    });
    expect(await inspectToken(token)).toMatchObject({
      keys: [{ provider: 'kms', id: expect.stringMatching(/^arn:aws:kms:eu-west-1:\d+:key\//) }],
    });
  });

  it('goes to the region of an ARN, whatever region is set', async () => {
    const blob = await encryptValue('secret', { keyIds: [euKey] });
    const message = await encryptValue('secret', { keyIds: [euKey], envelope: true });
    await expect(decryptValue(blob)).rejects.toMatchObject({ name: 'KmscryptError' });
    expect(Buffer.from(await decryptValue(blob, { region: 'eu-west-1' })).toString()).toBe('secret');
    expect(Buffer.from(await decryptValue(message)).toString()).toBe('secret');
  });

  it('binds an encryption context, in a blob and a message', async () => {
    const context = { app: 'web', ключ: '値' };
    const options = { keyIds: [key], context };
    const blob = await encryptValue('secret', options);
    const message = await encryptValue('secret', { ...options, envelope: true });
    for (const token of [blob, message]) {
      expect(Buffer.from(await decryptValue(token, { context })).toString()).toBe('secret');
    }
    await expect(decryptValue(blob)).rejects.toMatchObject({ code: 'CIPHERTEXT_REFUSED' });
    await expect(decryptValue(blob, { context: { app: 'api' } })).rejects.toMatchObject({
      code: 'CIPHERTEXT_REFUSED',
    });
    await expect(decryptValue(message, { context: { app: 'api' } })).rejects.toMatchObject({
      code: 'CONTEXT_MISMATCH',
    });
  });

  describe('calls', () => {
    it('one for 500 identical blobs, one for 500 tokens of one envelope', async () => {
      using kms = await faultKms(() => 'pass', moto);
      useEndpoint(kms.endpoint);
      const values = Array.from({ length: 500 }, (_, index) => `value ${index}`);
      const envelope = await encryptValues(values, { keyIds: [key], envelope: true });
      expect(kms.calls).toEqual(['GenerateDataKey']);
      const opened = await decryptBytes(Buffer.from(envelope.join('\n')));
      expect(Buffer.from(opened).toString()).toBe(values.join('\n'));
      expect(kms.calls).toEqual(['GenerateDataKey', 'Decrypt']);

      const blob = await encryptValue('x', { keyIds: [key] });
      await decryptBytes(Buffer.from(Array.from(values, () => blob).join('\n')));
      expect(kms.calls.slice(2)).toEqual(['Encrypt', 'Decrypt']);
    });

    it('none for a text without tokens', async () => {
      using kms = await faultKms(() => 'pass', moto);
      useEndpoint(kms.endpoint);
      await decryptBytes(Buffer.from('kmscrypt:: is a prefix'));
      expect(kms.calls).toEqual([]);
    });

    it('no more at once than 32, or than told', async () => {
      using kms = await faultKms(() => ({ gather: 32 }), moto);
      useEndpoint(kms.endpoint);
      const values = Array.from({ length: 100 }, String);
      const tokens = await encryptValues(values, { keyIds: [key] });
      expect(kms.mostAtOnce()).toBe(32);

      using few = await faultKms(() => ({ gather: 3 }), moto);
      useEndpoint(few.endpoint);
      await decryptBytes(Buffer.from(tokens.join('\n')), { concurrency: 3 });
      expect(few.mostAtOnce()).toBe(3);
    });
  });

  describe('keys in two regions', () => {
    it('either one opens the token', async () => {
      const token = await encryptValue('secret', { keyIds: [key, euKey] });
      for (const region of ['us-east-1', 'eu-west-1', 'ap-south-1']) {
        expect(Buffer.from(await decryptValue(token, { region })).toString()).toBe('secret');
      }
    });

    it('one call, to the caller’s own region', async () => {
      const token = await encryptValue('secret', { keyIds: [key, euKey] });
      using kms = await faultKms(() => 'pass', moto);
      useEndpoint(kms.endpoint);
      await decryptValue(token, { region: 'eu-west-1' });
      expect(kms.calls).toEqual(['Decrypt']);
    });

    it('a dead region: the other one opens it', async () => {
      const token = await encryptValue('secret', { keyIds: [key, euKey] });
      using kms = await faultKms((call) => (call <= 4 ? 'reset' : 'pass'), moto);
      useEndpoint(kms.endpoint);
      expect(Buffer.from(await decryptValue(token)).toString()).toBe('secret');
      // All attempts in the one, then the other.
      expect(kms.calls).toHaveLength(5);
    });
  });
});
