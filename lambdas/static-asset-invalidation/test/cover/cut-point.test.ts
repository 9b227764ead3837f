import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { cutPoint } from '../../src/cover/cut-point.ts';
import { RUNS } from '../runs.ts';
import { isLegalPrefix } from './brute-force.ts';

it.each([
  { name: 'plain text', path: '/abc', length: 3, expected: '/ab' },
  { name: 'all of it', path: '/a%20', length: 5, expected: '/a%20' },
  { name: 'a space, before its digits', path: '/a%20', length: 3, expected: '/a' },
  { name: 'a space, between its digits', path: '/a%20', length: 4, expected: '/a' },
  { name: 'two bytes, between them', path: '/a%C3%A9', length: 5, expected: '/a' },
  { name: 'two bytes, within the second', path: '/a%C3%A9', length: 7, expected: '/a' },
  { name: 'three bytes, before the last', path: '/%E2%82%AC', length: 7, expected: '/' },
  { name: 'four bytes, before the last', path: '/%F0%9F%98%80', length: 10, expected: '/' },
  { name: 'whole characters before', path: '/%C3%A9%C3%A8', length: 10, expected: '/%C3%A9' },
  { name: 'between characters', path: '/%C3%A9%C3%A8', length: 7, expected: '/%C3%A9' },
  {
    name: 'an escaped percent sign before what looks like a byte',
    path: '/%25C3a',
    length: 6,
    expected: '/%25C3',
  },
  { name: 'nothing', path: '/a', length: 0, expected: '' },
  { name: 'bytes of no character', path: '/%80%80%80%80%80a', length: 16, expected: '/%80%80%80%80%80' },
])('$name', ({ path, length, expected }) => {
  expect(path.slice(0, cutPoint(path, length))).toBe(expected);
});

test('the longest beginning that can be decoded', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 12 });
  const property = fc.property(text, fc.nat(), (name, at) => {
    const path = `/${encodeURIComponent(name.toWellFormed())}`;
    const length = 1 + (at % path.length);
    const prefixes = Array.from({ length }, (_, index) => path.slice(0, index + 1));
    expect(path.slice(0, cutPoint(path, length))).toBe(prefixes.findLast(isLegalPrefix));
  });
  fc.assert(property, { numRuns: RUNS });
});
