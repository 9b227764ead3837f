import { expect, it } from 'vitest';
import type { FindingKind } from '../../src/scan/finding.ts';
import { isWaived } from '../../src/scan/waivers.ts';

it.each<[string, string, boolean]>([
  ['on the line', 'a\nX # secretlint-disable-line\nb', true],
  ['on the line, in front', '/* secretlint-disable-line */ X', true],
  ['on the last line', 'a\nX secretlint-disable-line', true],
  ['on the line before', '# secretlint-disable-next-line -- why\nX\n', true],
  ['on the line before, with CRLF', 'a\r\n# secretlint-disable-next-line\r\nX\r\n', true],
  ['for the line before', 'X\n# secretlint-disable-line\n', false],
  ['for the line after', '# secretlint-disable-line\nX\n', false],
  ['two lines before', '# secretlint-disable-next-line\n\nX\n', false],
  ['for the next line, on the line', 'X # secretlint-disable-next-line\n', false],
  ['nowhere', 'X', false],
])('a comment %s', (_, text, expected) => {
  expect(isWaived({ kind: 'leak', offset: text.indexOf('X') }, text)).toBe(expected);
});

it.each<[FindingKind, boolean]>([
  ['leak', true],
  ['broken-token', true],
  ['plaintext', false],
  ['local-key', false],
  ['misplaced', false],
  ['unreadable', false],
])('a comment about %s', (kind, expected) => {
  expect(isWaived({ kind, offset: 0 }, 'X # secretlint-disable-line')).toBe(expected);
});
