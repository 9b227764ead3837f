import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ParameterKey } from '../../src/brokers/broker.ts';
import { parameterBatches } from '../../src/brokers/parameter-batches.ts';
import { RUNS } from '../runs.ts';

const keyOf = (name: string, selector?: string): ParameterKey => ({ name, selector, region: undefined });

it.each<[string, ParameterKey[], number[]]>([
  ['none', [], []],
  [
    '100 names',
    Array.from({ length: 100 }, (_, index) => keyOf(`/p/${index}`)),
    Array.from({ length: 10 }, () => 10),
  ],
  ['11 names', Array.from({ length: 11 }, (_, index) => keyOf(`/p/${index}`)), [10, 1]],
  ['versions of one name', [keyOf('/a'), keyOf('/a', '1'), keyOf('/b'), keyOf('/a', 'stable')], [2, 1, 1]],
  ['a name and its ARN', [keyOf('/a/b'), keyOf('arn:aws:ssm:us-east-1:111111111111:parameter/a/b')], [1, 1]],
  [
    'a name without a slash and its ARN',
    [keyOf('a'), keyOf('arn:aws:ssm:us-east-1:111111111111:parameter/a')],
    [1, 1],
  ],
])('the batches of %s', (_name, keys, sizes) => {
  expect(parameterBatches(keys).map(({ length }) => length)).toEqual(sizes);
});

it('hold every key once, ten at most, and no name twice; names alone are packed full', () => {
  const key = fc.record({
    name: fc.integer({ min: 0, max: 40 }).map((number) => `/p/${number}`),
    selector: fc.constantFrom(undefined, '1', 'stable'),
    region: fc.constant(undefined),
  });
  const keys = fc.uniqueArray(key, {
    maxLength: 80,
    selector: ({ name, selector }) => `${name}:${selector}`,
  });
  const property = fc.property(keys, (all) => {
    const batches = parameterBatches(all);
    expect(new Set(batches.flat())).toEqual(new Set(all));
    expect(batches.flat()).toHaveLength(all.length);
    for (const batch of batches) {
      expect(batch.length).toBeLessThanOrEqual(10);
      expect(new Set(batch.map(({ name }) => name)).size).toBe(batch.length);
    }
    const plain = all.filter(({ selector }) => selector === undefined);
    expect(parameterBatches(plain)).toHaveLength(Math.ceil(plain.length / 10));
  });
  fc.assert(property, { numRuns: RUNS });
});
