import { expect, test } from 'vitest';
import { printable } from '../src/io/printable.ts';

test.each([
  ['text stays', 'päss.json: … 🔑', 'päss.json: … 🔑'],
  ['an escape sequence', 'a\u001B[2Jb', 'a\\u{1b}[2Jb'],
  ['a forged line', 'a\nkmscrypt: error: b', 'a\\u{a}kmscrypt: error: b'],
  ['text that runs backwards', 'a\u202Eb', 'a\\u{202e}b'],
])('%s', (_name, line, expected) => {
  expect(printable(line)).toBe(expected);
});
