import { expect, test } from 'vitest';
import { nearest } from '../../src/schema/nearest.ts';

test.each<[word: string, expected: string | undefined]>([
  ['minHealty', 'minHealthy'],
  ['min-healthy', 'minHealthy'],
  ['MINHEALTHY', 'minHealthy'],
  ['minHealthyy', 'minHealthy'],
  ['hosts', 'hours'],
  ['ab', undefined],
  ['colour', undefined],
  ['', undefined],
])('%s', (word, expected) => {
  expect(nearest(word, ['minHealthy', 'hours', 'x'])).toBe(expected);
});
