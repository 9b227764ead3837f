import { beforeAll, describe, expect, it } from 'vitest';
import { decryptBytes, decryptText, decryptValue, replaceTokens } from '../src/decrypt.ts';
import { encryptValue } from '../src/encrypt.ts';
import { findTokens } from '../src/token.ts';
import { LOCAL } from './support/keys.ts';
import { memoryKms } from './support/memory-kms.ts';

const NO_KMS = memoryKms(() => {
  throw new TypeError('KMS is not to be called');
});
const NO_KEY = (): never => {
  throw new TypeError('the local key is not to be read');
};
const NOTHING = { kms: NO_KMS, localKey: NO_KEY };

let token = '';
let binary = '';
beforeAll(async () => {
  token = await encryptValue('sécret', LOCAL);
  binary = await encryptValue(Uint8Array.of(0xff, 0x00), LOCAL);
});

describe('a text without tokens', () => {
  it.each([
    ['empty', ''],
    ['plain', 'host: db\r\n'],
    ['a bare prefix', 'kmscrypt:: and kmscrypt::v2::'],
    ['half a surrogate pair', '\ud800'],
  ])('%s passes through without a call or a key', async (_name, text) => {
    expect(await decryptText(text, NOTHING)).toBe(text);
    const bytes = Buffer.from(text);
    expect(await decryptBytes(bytes, NOTHING)).toBe(bytes);
  });
});

describe('decryptText', () => {
  it('replaces every token and nothing else', async () => {
    const text = `\uFEFFa: "${token}"\r\nb: ${token}, ${token}\nkmscrypt:: 😀`;
    const expected = text.replaceAll(token, 'sécret');
    expect(await decryptText(text, LOCAL)).toBe(expected);
  });

  it('keeps a BOM that is part of the plaintext', async () => {
    const withBom = await encryptValue('\uFEFFx', LOCAL);
    expect(await decryptText(`>${withBom}<`, LOCAL)).toBe('>\uFEFFx<');
  });

  it('takes a plaintext as it is, whatever it looks like', async () => {
    const strange = await encryptValue(`$& $1 ${token}`, LOCAL);
    expect(await decryptText(strange, LOCAL)).toBe(`$& $1 ${token}`);
  });

  it('refuses bytes that are no text, with the place of each', async () => {
    await expect(decryptText(`${token}\n ${binary}`, LOCAL)).rejects.toMatchObject({
      code: 'PLAINTEXT_NOT_TEXT',
      position: { line: 2, column: 2 },
    });
    await expect(decryptText(`${binary}\n${binary}`, LOCAL)).rejects.toMatchObject({
      code: 'SEVERAL',
      errors: [
        { code: 'PLAINTEXT_NOT_TEXT' },
        { code: 'PLAINTEXT_NOT_TEXT', position: { line: 2, column: 1 } },
      ],
    });
  });
});

describe('decryptBytes', () => {
  it('keeps every byte around tokens', async () => {
    const parts = [
      Buffer.of(0xff, 0),
      Buffer.from(binary),
      Buffer.of(0xc3),
      Buffer.from(token),
      Buffer.of(0xef, 0xbb),
    ];
    const expected = Buffer.concat([
      Buffer.of(0xff, 0, 0xff, 0, 0xc3),
      Buffer.from('sécret'),
      Buffer.of(0xef, 0xbb),
    ]);
    expect(Buffer.from(await decryptBytes(Buffer.concat(parts), LOCAL))).toEqual(expected);
  });

  it('places failures in bytes that are no UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.of(0xff, 0x0a, 0xff, 0xfe), Buffer.from('kmscrypt::A')]);
    await expect(decryptBytes(bytes, LOCAL)).rejects.toMatchObject({
      code: 'INVALID_TOKEN',
      position: { line: 2, column: 3 },
    });
  });
});

describe('decryptValue', () => {
  it('decrypts one token', async () => {
    expect([...(await decryptValue(binary, LOCAL))]).toEqual([0xff, 0]);
  });

  it.each([
    ['nothing', () => ''],
    ['text around', () => `${token}\n`],
    ['two tokens', () => `${token}${token}`],
    ['a cut token', () => token.slice(0, -1)],
  ])('refuses %s', async (_name, text) => {
    await expect(decryptValue(text(), LOCAL)).rejects.toMatchObject({
      code: 'INVALID_TOKEN',
      position: undefined,
    });
  });
});

describe('a text with bad tokens among good ones', () => {
  it('fails with every bad one and gives no plaintext', async () => {
    const text = `${token}\nkmscrypt::AB==\n${token} kmscrypt::v2::AAAA kmscrypt::AB==`;
    await expect(decryptText(text, LOCAL)).rejects.toMatchObject({
      code: 'SEVERAL',
      errors: [
        { code: 'INVALID_TOKEN', position: { line: 2, column: 1 } },
        { code: 'INVALID_MESSAGE', position: { line: 3 } },
        { code: 'INVALID_TOKEN', position: { line: 3 } },
      ],
    });
  });
});

it('replaceTokens hands out views of bytes, not copies', () => {
  const bytes = Buffer.from('a kmscrypt::AAAA b');
  const pieces = replaceTokens(bytes, findTokens(bytes), new Map([['kmscrypt::AAAA', Buffer.from('x')]]));
  expect(pieces.map((piece) => Buffer.from(piece).toString())).toEqual(['a ', 'x', ' b']);
  expect(pieces[0]?.buffer).toBe(bytes.buffer);
});
