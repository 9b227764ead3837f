import { describe, expect, it } from 'vitest';
import { findTokens, formatToken, parseToken } from '../src/token.ts';

describe('findTokens', () => {
  it.each<[name: string, text: string, tokens: string[]]>([
    ['none', 'host: db', []],
    ['an empty text', '', []],
    ['a blob', 'a kmscrypt::AAAA b', ['kmscrypt::AAAA']],
    ['a message', 'a kmscrypt::v2::AAAA b', ['kmscrypt::v2::AAAA']],
    ['the whole text', 'kmscrypt::AA==', ['kmscrypt::AA==']],
    ['two with padding between', 'kmscrypt::AA==kmscrypt::AAA=', ['kmscrypt::AA==', 'kmscrypt::AAA=']],
    ['two padding characters of three', 'kmscrypt::AA===', ['kmscrypt::AA==']],
    ['padding that does not belong', 'kmscrypt::AAAA==', ['kmscrypt::AAAA==']],
    ['up to a line break', 'kmscrypt::AAAA\nAAAA', ['kmscrypt::AAAA']],
    ['base64 characters in front', 'AAkmscrypt::AAAA', ['kmscrypt::AAAA']],
    ['quotes', '"kmscrypt::+/+/"', ['kmscrypt::+/+/']],
    ['the URL alphabet ends it', 'kmscrypt::AAAA-AAAA', ['kmscrypt::AAAA']],
    // What follows the prefix is base64 characters up to the colons: claimed, and judged by parseToken.
    ['a prefix after a prefix', 'kmscrypt::kmscrypt::AAAA', ['kmscrypt::kmscrypt']],
    ['a mark of another version', 'kmscrypt::v3::AAAA', ['kmscrypt::v3']],
    ['half a mark', 'kmscrypt::v2:AAAA', ['kmscrypt::v2']],
    ['two marks', 'kmscrypt::v2::v2::AAAA', ['kmscrypt::v2::v2']],
    ['a bare prefix', 'kmscrypt::', []],
    ['a bare prefix and text', 'kmscrypt:: AAAA', []],
    ['a bare prefix and padding', 'kmscrypt::==', []],
    ['a bare mark', 'kmscrypt::v2::', []],
    ['a bare mark and a token', 'kmscrypt::v2::"kmscrypt::AAAA', ['kmscrypt::AAAA']],
    ['three colons', 'kmscrypt:::AAAA', []],
    ['upper case', 'KMSCRYPT::AAAA', []],
    ['a cut prefix and a token', 'kmscryptkmscrypt:kmscrypt::AAAA', ['kmscrypt::AAAA']],
    ['characters of many bytes', '😀é\uFEFFkmscrypt::AAAA😀', ['kmscrypt::AAAA']],
  ])('%s', (_name, text, tokens) => {
    const matches = findTokens(text);
    expect(matches.map(({ token }) => token)).toEqual(tokens);
    expect(matches.map(({ start, end }) => text.slice(start, end))).toEqual(tokens);
  });

  it('finds tokens of any length in bytes, which are read by windows', () => {
    const lengths = [0, 1024, 4096, 16_384].flatMap((window) =>
      Array.from({ length: 24 }, (_, index) => window - 12 + index),
    );
    for (const length of lengths.filter((each) => each > 0)) {
      for (const end of ['', '=', '==', '===', '.', '==.', 'é']) {
        const text = `.kmscrypt::${'A'.repeat(length)}${end}`;
        const [inText, ...more] = findTokens(text);
        expect(more).toEqual([]);
        expect(inText).toMatchObject({ start: 1, token: /kmscrypt::A+={0,2}/.exec(text)?.[0] });
        expect(findTokens(Buffer.from(text))).toEqual([inText]);
      }
    }
  });

  it('reads bytes that are a view into other memory', () => {
    const memory = Buffer.from('kmscrypt::AAAA kmscrypt::BBBB kmscrypt::CCCC');
    expect(findTokens(memory.subarray(14, 30))).toEqual([{ start: 1, end: 15, token: 'kmscrypt::BBBB' }]);
  });
});

describe('parseToken', () => {
  it.each<[name: string, token: string, kind: 'blob' | 'message', bytes: number[]]>([
    ['a blob', 'kmscrypt::AQI=', 'blob', [1, 2]],
    ['a message', 'kmscrypt::v2::AQI=', 'message', [1, 2]],
    ['a blob like the prefix', 'kmscrypt::kmscrypt', 'blob', [...Buffer.from('kmscrypt', 'base64')]],
  ])('reads %s, and formatToken writes it', (_name, token, kind, bytes) => {
    const parsed = parseToken(token);
    expect({ kind: parsed.kind, bytes: [...parsed.bytes] }).toEqual({ kind, bytes });
    expect(formatToken(parsed)).toBe(token);
  });

  it.each([
    ['an empty text', ''],
    ['a bare prefix', 'kmscrypt::'],
    ['a bare mark', 'kmscrypt::v2::'],
    ['text in front', ' kmscrypt::AAAA'],
    ['text behind', 'kmscrypt::AAAA '],
    ['a newline behind', 'kmscrypt::AAAA\n'],
    ['two tokens', 'kmscrypt::AA==kmscrypt::AA=='],
    ['three padding characters', 'kmscrypt::AA==='],
    ['a mark of another version', 'kmscrypt::v3::AAAA'],
    ['base64 that is not canonical', 'kmscrypt::AB=='],
    ['a message that is not canonical', 'kmscrypt::v2::AAAA=='],
    ['a blob longer than KMS takes', formatToken({ kind: 'blob', bytes: new Uint8Array(6145) })],
  ])('refuses %s', (_name, token) => {
    expect(() => parseToken(token)).toThrow(expect.objectContaining({ code: 'INVALID_TOKEN' }));
  });

  it('reads a blob as long as KMS takes, and a message that is longer', () => {
    const of = (kind: 'blob' | 'message', size: number) =>
      parseToken(formatToken({ kind, bytes: new Uint8Array(size) })).bytes.length;
    expect(of('blob', 6144)).toBe(6144);
    expect(of('message', 48_000_000)).toBe(48_000_000);
  });
});
