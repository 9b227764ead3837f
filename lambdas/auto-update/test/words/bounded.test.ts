import { describe, expect, test } from 'vitest';
import { lineOf, linesOf } from '../../src/words/bounded.ts';

describe('a line', () => {
  test.each<[name: string, text: string, most: number, line: string]>([
    ['that fits', 'abc', 3, 'abc'],
    ['that does not', 'abcd', 3, 'ab…'],
    ['with line ends', ' a\r\n b\u2028c ', 20, 'a  b c'],
    ['cut within a pair of surrogates', 'a😀b', 3, 'a…'],
  ])('%s', (_, text, most, line) => {
    expect(lineOf(text, most)).toBe(line);
  });
});

test.each<[name: string, lines: readonly string[], most: number, text: string]>([
  ['all', ['a', 'b'], 3, 'a\nb'],
  ['some', ['aaaaaaaaaa', 'bbbbbbbbbb', 'cccccccccc'], 31, '… and 3 more lines: x'],
  ['as many as fit', ['aaaaaaaaaa', ...Array.from({ length: 9 }, () => 'b')], 27, '… and 10 more lines: x'],
  ['as many as fit, with those', ['a', 'b', 'c'.repeat(50)], 26, 'a\nb\n… and 1 more line: x'],
])('lines: %s', (_, lines, most, text) => {
  expect(linesOf(lines, { most, where: 'x' })).toBe(text);
});
