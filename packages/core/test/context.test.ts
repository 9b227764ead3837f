import { describe, expect, it } from 'vitest';
import { decryptValue } from '../src/decrypt.ts';
import { encryptValue } from '../src/encrypt.ts';
import type { EncryptionContext } from '../src/kms.ts';
import { LOCAL } from './support/keys.ts';
import { arnOf, memoryKms } from './support/memory-kms.ts';

type Row = [name: string, carried: EncryptionContext, demanded: EncryptionContext];

const MATCHES: Row[] = [
  ['nothing', {}, {}],
  ['the same', { a: '1', b: '2' }, { b: '2', a: '1' }],
  ['characters of many bytes', { ключ: '値😀' }, { ключ: '値😀' }],
  ['names that objects have', { constructor: 'x' }, { constructor: 'x' }],
];
const DIFFERS: Row[] = [
  ['another value', { a: '1' }, { a: '2' }],
  ['a missing pair', {}, { a: '1' }],
  ['one pair of two', { a: '1' }, { a: '1', b: '2' }],
  ['another case', { a: 'X' }, { a: 'x' }],
  ['a name that objects have', {}, { toString: 'x' }],
  ['an empty value', {}, { a: '' }],
];

describe('a message', () => {
  it.each<Row>([
    ...MATCHES,
    ['more than is asked for', { a: '1', b: '2' }, { a: '1' }],
    ['none asked for', { a: '1' }, {}],
  ])('opens: %s', async (_name, context, demanded) => {
    const token = await encryptValue('x', { ...LOCAL, context });
    expect(Buffer.from(await decryptValue(token, { ...LOCAL, context: demanded })).toString()).toBe('x');
  });

  it.each(DIFFERS)('is refused before any key is asked: %s', async (_name, context, demanded) => {
    const kms = memoryKms();
    const token = await encryptValue('x', { keyIds: [arnOf('one')], envelope: true, kms, context });
    const opening = decryptValue(token, { kms, context: demanded });
    await expect(opening).rejects.toMatchObject({ code: 'CONTEXT_MISMATCH' });
    expect(kms.calls).toHaveLength(1);
  });

  it('tells what is asked for and what is there', async () => {
    const token = await encryptValue('x', { ...LOCAL, context: { app: 'web' } });
    const opening = decryptValue(token, { ...LOCAL, context: { app: 'api', env: 'prod' } });
    const message = expect.stringMatching(/app=api.*app=web.*env=prod.*no env/);
    await expect(opening).rejects.toMatchObject({ message });
  });
});

describe('a blob', () => {
  it.each(MATCHES)('opens: %s', async (_name, context, demanded) => {
    const kms = memoryKms();
    const token = await encryptValue('x', { keyIds: [arnOf('one')], kms, context });
    expect(Buffer.from(await decryptValue(token, { kms, context: demanded })).toString()).toBe('x');
  });

  it.each(DIFFERS)('is refused by KMS: %s', async (_name, context, demanded) => {
    const kms = memoryKms();
    const token = await encryptValue('x', { keyIds: [arnOf('one')], kms, context });
    await expect(decryptValue(token, { kms, context: demanded })).rejects.toMatchObject({
      code: 'CIPHERTEXT_REFUSED',
    });
  });
});
