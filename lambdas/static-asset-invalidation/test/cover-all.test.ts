import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { coverAll } from '../src/cover-all.ts';
import { cover } from '../src/cover.ts';
import { inputOf, type Problem, problems } from './cover/problems.ts';
import { RUNS } from './runs.ts';

/** Two files of a folder, of which so many have not changed. */
function folder(name: string, unchanged: number): Problem {
  return {
    paths: [`/${name}/1`, `/${name}/2`],
    open: [],
    unchanged: Array.from({ length: unchanged }, (_, index) => `/${name}/x${index}`),
    pathPrice: 5,
    refetchPrice: 1,
    mayDropAll: false,
    mostPaths: 3_000,
    mostWildcards: 15,
  };
}

it.each([
  {
    name: 'enough for all',
    allowance: 4,
    expected: [
      ['/a/1', '/a/2'],
      ['/b/1', '/b/2'],
    ],
  },
  { name: 'one item less: where it drops the least', allowance: 3, expected: [['/a/1', '/a/2'], ['/b/*']] },
  { name: 'one item each', allowance: 2, expected: [['/a/*'], ['/b/*']] },
  { name: 'less than that', allowance: 0, expected: [['/a/*'], ['/b/*']] },
])('$name', ({ allowance, expected }) => {
  const covers = coverAll([folder('a', 9), folder('b', 8)].map(inputOf), allowance);
  expect(covers.map(({ items }) => items)).toEqual(expected);
});

test('none', () => {
  expect(coverAll([], 0)).toEqual([]);
});

test("the allowance does not make up for a distribution's own limit", () => {
  const inputs = [{ ...folder('a', 9), mostPaths: 1 }, folder('b', 8)].map(inputOf);
  expect(coverAll(inputs, 4).map(({ items }) => items)).toEqual([['/a/*'], ['/b/1', '/b/2']]);
  expect(coverAll(inputs, 3).map(({ items }) => items)).toEqual([['/a/*'], ['/b/1', '/b/2']]);
  expect(coverAll(inputs, 2).map(({ items }) => items)).toEqual([['/a/*'], ['/b/*']]);
});

const SEVERAL = fc
  .tuple(fc.array(problems({ paths: 20, unchanged: 20, characters: 6 }), { maxLength: 4 }), fc.nat(9))
  .map(([all, refetchPrice]) => all.map((problem) => inputOf({ ...problem, pathPrice: 2, refetchPrice })));

test('with all that is allowed, or by itself, each is as it is alone', () => {
  fc.assert(
    fc.property(SEVERAL, (inputs) => {
      const alone = inputs.map((input) => cover(input));
      expect(coverAll(inputs, Infinity)).toEqual(alone);
      for (const input of inputs) {
        expect(coverAll([{ ...input, mostPaths: Infinity }], input.mostPaths)).toEqual([cover(input)]);
      }
    }),
    { numRuns: RUNS },
  );
});

test('as many items as allowed, if that can be, and with none to spare where one price more would do', () => {
  fc.assert(
    fc.property(SEVERAL, fc.nat(60), (inputs, allowance) => {
      const covers = coverAll(inputs, allowance);
      const count = (all: typeof covers): number => all.reduce((sum, { items }) => sum + items.length, 0);
      const fewest = count(coverAll(inputs, 0));
      expect(count(covers)).toBeLessThanOrEqual(Math.max(allowance, fewest));
      for (const [index, { cost }] of coverAll(inputs, allowance + 1).entries()) {
        expect(covers[index]?.cost).toBeGreaterThanOrEqual(cost);
      }
    }),
    { numRuns: RUNS },
  );
});
