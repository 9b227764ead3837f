import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { batchesOf } from '../src/batches.ts';
import { RUNS } from './runs.ts';

function paths(count: number, end = ''): string[] {
  return Array.from({ length: count }, (_, index) => `/${String(index).padStart(5, '0')}${end}`);
}

it.each([
  { name: 'nothing', items: [], expected: [] },
  { name: 'a few', items: ['/b', '/a*', '/a'], expected: [3] },
  { name: 'as many as go', items: paths(3_000), expected: [3_000] },
  { name: 'one more', items: paths(3_001), expected: [3_000, 1] },
  { name: 'wildcards', items: paths(31, '*'), expected: [15, 15, 1] },
  { name: 'both', items: [...paths(16, '*'), ...paths(3_000, '!')], expected: [3_000, 16] },
])('$name', ({ items, expected }) => {
  expect(batchesOf(items).map(({ length }) => length)).toEqual(expected);
});

test('the order of the items does not matter', () => {
  const items = paths(40, '*');
  expect(batchesOf(items.toReversed())).toEqual(batchesOf(items));
});

test('every item once, each batch within the limits', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.nat(9_000), (wildcards, others) => {
      const items = [...paths(wildcards, '*'), ...paths(others, '!')];
      const batches = batchesOf(items);
      expect(batches.flat().toSorted()).toEqual(items.toSorted());
      for (const batch of batches) {
        expect(batch.length).toBeLessThanOrEqual(3_000);
        expect(batch.filter((item) => item.endsWith('*')).length).toBeLessThanOrEqual(15);
        expect(batch).toEqual(batch.toSorted());
      }
    }),
    { numRuns: Math.min(RUNS, 300) },
  );
});
