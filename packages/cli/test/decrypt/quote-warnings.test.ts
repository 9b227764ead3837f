import { findTokens } from '@kmscrypt/core/token';
import { expect, test } from 'vitest';
import { quoteWarnings } from '../../src/decrypt/quote-warnings.ts';

const TOKEN = 'kmscrypt::AAAA';

function places(text: string, plaintext: string): string[] {
  const bytes = Buffer.from(text.replaceAll('T', TOKEN));
  const lines = quoteWarnings('f', bytes, findTokens(bytes), new Map([[TOKEN, Buffer.from(plaintext)]]));
  return lines.slice(0, -1).map((line) => line.split(' ')[2] ?? '');
}

test.each([
  ['a quote in quotes', '{"a": "T"}', 'x"y', ['f:1:8:']],
  ['a newline in quotes', '\n  "T"', 'x\ny', ['f:2:4:']],
  ['a backslash in double quotes', '"T"', 'x\\y', ['f:1:2:']],
  ['a backslash in single quotes', "'T'", 'x\\y', []],
  ['the other quote', "'T'", 'x"y', []],
  ['the same quote', "'T'", "x'y", ['f:1:2:']],
  ['no quotes around', 'a: T', 'x"y', []],
  ['a quote on another line', '"\nT\n"', 'x"y', []],
  ['a harmless plaintext', '"T"', 'xy', []],
  ['in the middle of a string', '"u:T@h"', 'x"y', ['f:1:4:']],
  ['each place', '"T" "T"', '"', ['f:1:2:', 'f:1:19:']],
])('%s', (_name, text, plaintext, expected) => {
  expect(places(text, plaintext)).toEqual(expected);
});

test('says nothing of the plaintext', () => {
  const bytes = Buffer.from(`"${TOKEN}"`);
  const lines = quoteWarnings('f', bytes, findTokens(bytes), new Map([[TOKEN, Buffer.from('canary"')]]));
  expect(lines.join('\n')).not.toContain('canary');
});
