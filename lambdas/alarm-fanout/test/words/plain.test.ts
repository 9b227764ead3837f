import { expect, it } from 'vitest';
import { oneLine, plain } from '../../src/words/plain.ts';

it.each<[name: string, text: string, expected: string]>([
  ['marks of direction', 'a\u061cb\u200ec\u200fd\u202ee\u2066f', 'abcdef'],
  ['what has no width', 'a\u200bb\ufeffc', 'abc'],
  ['what holds an emoji together', '\u{1f469}\u200d\u{1f4bb}', '\u{1f469}\u200d\u{1f4bb}'],
  ['what keeps letters of a word apart', 'می\u200cخواهم', 'می\u200cخواهم'],
  ['control characters', 'a\u0000b\tc\u0007d', 'ab\tcd'],
  ['ends of lines', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
  ['half a character', 'a\ud83d', 'a\ufffd'],
])('%s', (_name, text, expected) => {
  expect(plain(text)).toBe(expected);
});

it('one line', () => {
  expect(oneLine(' a\r\n\u200b b ')).toBe('a b');
});
