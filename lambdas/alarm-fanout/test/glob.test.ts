import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitsGlob } from '../src/glob.ts';
import { RUNS } from './runs.ts';

it.each<[pattern: string, text: string, fits: boolean]>([
  ['', '', true],
  ['', 'a', false],
  ['a', '', false],
  ['cpu-high', 'cpu-high', true],
  ['cpu-high', 'cpu-high-2', false],
  ['cpu', 'CPU', false],
  ['*', '', true],
  ['*', 'anything at all', true],
  ['**', 'a', true],
  ['cpu-*', 'cpu-', true],
  ['cpu-*', 'my-cpu-', false],
  ['*-high', 'cpu-high', true],
  ['*-high', 'cpu-high-', false],
  ['*a*b', 'xaxbxab', true],
  ['*a*b', 'xaxbxa', false],
  ['a*a', 'a', false],
  ['a?c', 'abc', true],
  ['a?c', 'ac', false],
  ['?', '😀', true],
  ['??', '😀', false],
  ['a*?', 'a', false],
  ['a*?', 'ab', true],
  ['a.c', 'abc', false],
  ['[a]+(b)', '[a]+(b)', true],
  ['a\\*', 'a\\b', true],
])('%j and %j: %s', (pattern, text, fits) => {
  expect(fitsGlob(pattern, text)).toBe(fits);
});

it('says what a regular expression would', () => {
  const letters = fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 8 });
  const texts = fc.array(fc.constantFrom('a', 'b'), { maxLength: 10 });
  fc.assert(
    fc.property(letters, texts, (signs, characters) => {
      const expression = signs.map((sign) => (sign === '*' ? '.*' : sign === '?' ? '.' : sign)).join('');
      expect(fitsGlob(signs.join(''), characters.join(''))).toBe(
        new RegExp(`^${expression}$`, 'u').test(characters.join('')),
      );
    }),
    { numRuns: 5 * RUNS },
  );
});

it('takes no time for what would take a regular expression for ever', () => {
  expect(fitsGlob(`${'*a'.repeat(100)}*b`, 'a'.repeat(1_000))).toBe(false);
});
