import { describe, expect, it } from 'vitest';
import { formatLocalKey, generateLocalKey, parseLocalKey } from '../src/local-key.ts';

const ZEROS = `${'A'.repeat(43)}=`;
// sha256('kmscrypt local key fingerprint 1\n' + 32 zero bytes), computed with sha256sum.
const FINGERPRINT_OF_ZEROS = '8be92e8d5202f0d7';

it('reads what it writes', () => {
  const key = generateLocalKey();
  expect(parseLocalKey(formatLocalKey(key), 'test')).toEqual(key);
});

it('makes keys that differ', () => {
  expect(generateLocalKey().fingerprint).not.toBe(generateLocalKey().fingerprint);
});

it('fingerprints a key as docs/format.md says', () => {
  expect(parseLocalKey(ZEROS, 'test').fingerprint).toBe(FINGERPRINT_OF_ZEROS);
});

it.each([
  ['bare base64, as in the variable', ZEROS],
  ['a newline behind', `${ZEROS}\n`],
  ['spaces around', `  ${ZEROS}\t`],
  ['CRLF and comments', `# one\r\n\r\n${ZEROS}\r\n# two\r\n`],
  ['a BOM', `\uFEFF${ZEROS}`],
  ['its fingerprint', `# fingerprint: ${FINGERPRINT_OF_ZEROS}\n${ZEROS}`],
])('reads %s', (_name, text) => {
  expect([...parseLocalKey(text, 'test').material]).toEqual(Array.from({ length: 32 }, () => 0));
});

describe('refuses', () => {
  it.each([
    ['nothing', ''],
    ['comments alone', '# fingerprint: 0123456789abcdef\n'],
    ['two keys', `${ZEROS}\n${ZEROS}`],
    ['a key that is short', Buffer.alloc(31).toString('base64')],
    ['a key that is long', Buffer.alloc(33).toString('base64')],
    ['no padding', ZEROS.slice(0, -1)],
    ['spare bits', `${'A'.repeat(42)}B=`],
    ['the URL alphabet', `${'_'.repeat(43)}=`],
    ['base64 in two lines', `${ZEROS.slice(0, 20)}\n${ZEROS.slice(20)}`],
    ['another key’s fingerprint', `# fingerprint: 0123456789abcdef\n${ZEROS}`],
  ])('%s', (_name, text) => {
    expect(() => parseLocalKey(text, 'test')).toThrow(expect.objectContaining({ code: 'LOCAL_KEY_INVALID' }));
  });

  it('a file cut anywhere', () => {
    const text = formatLocalKey(generateLocalKey());
    for (let length = 0; length < text.length - 1; length += 1) {
      const cut = text.slice(0, length);
      expect(() => parseLocalKey(cut, 'test'), cut).toThrow(
        expect.objectContaining({ code: 'LOCAL_KEY_INVALID' }),
      );
    }
  });

  it('without telling the key', () => {
    const secret = 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0';
    for (const text of [
      secret,
      `${secret}=`,
      `${secret}\n${secret}`,
      `# fingerprint: 0123456789abcdef\n${secret}`,
    ]) {
      expect(() => parseLocalKey(text, 'the file')).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining(secret.slice(0, 8)) }),
      );
    }
  });
});
