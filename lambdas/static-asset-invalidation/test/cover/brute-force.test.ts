import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cover } from '../../src/cover.ts';
import { RUNS } from '../runs.ts';
import { bestOf } from './best-of.ts';
import { everyCover } from './brute-force.ts';
import { inputOf, type Problem, problems } from './problems.ts';

/** The costs of a cover are those of the best of all there are. */
function expectBest(problem: Problem, covers = everyCover(problem)): void {
  const best = bestOf(covers, problem);
  const found = cover(inputOf(problem), problem.mostWildcards);
  const { items, dropped, wildcards } = found;
  expect({ items: items.length, dropped, wildcards }).toEqual(best);
  expect(found.cost).toBe(problem.pathPrice * items.length + problem.refetchPrice * dropped);
}

test('no cover costs less, of few paths with long names', () => {
  const property = fc.property(problems({ paths: 5, unchanged: 12, characters: 6 }), (problem) =>
    expectBest(problem),
  );
  fc.assert(property, { numRuns: RUNS });
});

test('no cover costs less, of more paths with short names', () => {
  const property = fc.property(problems({ paths: 8, unchanged: 12, characters: 3 }), (problem) =>
    expectBest(problem),
  );
  fc.assert(property, { numRuns: RUNS });
});

test('the price of an item rises no further than it takes, whatever the limit', () => {
  const size = { paths: 7, fewestPaths: 5, unchanged: 20, characters: 3 };
  const property = fc.property(problems(size), (problem) => {
    const covers = everyCover(problem);
    for (let mostPaths = 0; mostPaths < problem.paths.length; mostPaths += 1) {
      expectBest({ ...problem, mostPaths, refetchPrice: problem.refetchPrice + 1 }, covers);
    }
  });
  fc.assert(property, { numRuns: RUNS });
});

test('no cover costs less at real prices', () => {
  const property = fc.property(problems({ paths: 6, unchanged: 12, characters: 4 }), (problem) => {
    const prices = { pathPrice: 0.005 / problem.pathPrice, refetchPrice: 0.001 * problem.refetchPrice };
    const covers = everyCover(problem).filter(({ wildcards }) => wildcards <= problem.mostWildcards);
    fc.pre(covers.length > 0);
    const costs = covers.map(
      ({ items, dropped }) => prices.pathPrice * items + prices.refetchPrice * dropped,
    );
    const found = cover({ ...inputOf(problem), ...prices, mostPaths: Infinity }, problem.mostWildcards);
    expect(found.cost).toBeCloseTo(Math.min(...costs), 12);
  });
  fc.assert(property, { numRuns: RUNS });
});
