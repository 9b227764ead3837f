import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cover } from '../../src/cover.ts';
import { RUNS } from '../runs.ts';
import { bestOf } from './best-of.ts';
import { everyCover, type Totals } from './brute-force.ts';
import { inputOf, type Problem, problems } from './problems.ts';

/** What can be told of the cover that was found. */
function totalsOf(problem: Problem): Totals {
  const { items, dropped, wildcards } = cover(inputOf(problem), problem.mostWildcards);
  return { items: items.length, dropped, wildcards };
}

test.each([
  { name: 'few paths with long names', size: { paths: 5, unchanged: 12, characters: 6 } },
  { name: 'more paths with short names', size: { paths: 8, unchanged: 12, characters: 3 } },
])('no cover costs less, of $name', ({ size }) => {
  const property = fc.property(problems(size), fc.nat(9), (any, wildcardPrice) => {
    const problem = { ...any, wildcardPrice };
    expect(totalsOf(problem)).toEqual(bestOf(everyCover(problem), problem));
  });
  fc.assert(property, { numRuns: RUNS });
});

test('the price of an item rises no further than it takes, whatever the limit', () => {
  const size = { paths: 7, fewestPaths: 5, unchanged: 20, characters: 3 };
  const property = fc.property(problems(size), fc.nat(9), (any, wildcardPrice) => {
    const covers = everyCover(any);
    for (let mostPaths = 0; mostPaths < any.paths.length; mostPaths += 1) {
      const problem = { ...any, mostPaths, refetchPrice: any.refetchPrice + 1, wildcardPrice };
      expect(totalsOf(problem)).toEqual(bestOf(covers, problem));
    }
  });
  fc.assert(property, { numRuns: RUNS });
});

test('no cover costs less at real prices', () => {
  const property = fc.property(problems({ paths: 6, unchanged: 12, characters: 4 }), (problem) => {
    const prices = { pathPrice: 0.005 / problem.pathPrice, refetchPrice: 0.001 * problem.refetchPrice };
    const covers = everyCover(problem).filter(({ wildcards }) => wildcards <= problem.mostWildcards);
    fc.pre(problem.open.length === 0);
    const costs = covers.map(
      ({ items, dropped }) => prices.pathPrice * items + prices.refetchPrice * dropped,
    );
    const found = cover({ ...inputOf(problem), ...prices, mostPaths: Infinity }, problem.mostWildcards);
    expect(found.cost).toBeCloseTo(Math.min(...costs), 12);
  });
  fc.assert(property, { numRuns: RUNS });
});
