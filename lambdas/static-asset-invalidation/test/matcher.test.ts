import { expect, test } from 'vitest';
import { covers } from './matcher.ts';

test.each<readonly [item: string, url: string, expected: boolean]>([
  ['/a', '/a', true],
  ['/a', '/A', false],
  ['/a', '/a/', false],
  ['/a', '/ab', false],
  ['/a', '/a?b=c', false],
  ['/a?b=c', '/a?b=c', true],
  ['/a*', '/a', true],
  ['/a*', '/ab/c?d=e', true],
  ['/a/*', '/a', false],
  ['/*', '/', true],
  ['/a?*', '/a?b=c', true],
  ['/a?*', '/a', false],
  ['/a*b', '/a*b', false],
  ['/a%2Ab', '/a*b', true],
  ['/a%7Eb', '/a~b', true],
  ['/a~b', '/a~b', false],
  ['/a b', '/a b', false],
  ['/a%20b', '/a b', true],
  ['/a%20b', '/a+b', false],
  ['/%C3%A9', '/\u{e9}', true],
  ['/\u{e9}', '/\u{e9}', false],
  ['/a%40b', '/a@b', false],
  ['/100%25', '/100%', true],
  ['a', '/a', false],
  ['#a', '/a', false],
  [`/${'x'.repeat(3_999)}`, `/${'x'.repeat(3_999)}`, true],
  [`/${'x'.repeat(4_000)}`, `/${'x'.repeat(4_000)}`, false],
])('%s covers %s: %s', (item, url, expected) => {
  expect(covers([item], url)).toBe(expected);
});
