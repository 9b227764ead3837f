import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cover, cover } from '../../src/cover.ts';
import { covers } from '../matcher.ts';
import { RUNS } from '../runs.ts';
import { isLegalPrefix } from './brute-force.ts';
import { inputOf, type Problem, problems } from './problems.ts';

const PROBLEMS = problems({ paths: 60, unchanged: 60, characters: 7 });

function solve(problem: Problem): Cover {
  return cover(inputOf(problem), problem.mostWildcards);
}

function check(predicate: (problem: Problem) => void): void {
  fc.assert(fc.property(PROBLEMS, predicate), { numRuns: RUNS });
}

function wildcardsOf(items: readonly string[]): readonly string[] {
  return items.filter((item) => item.endsWith('*'));
}

test('every path is covered, open ones with any query string', () => {
  check((problem) => {
    const { items } = solve(problem);
    for (const path of problem.paths) expect(covers(items, path)).toBe(true);
    for (const path of problem.open) expect(covers(items, `${path}?v=1`)).toBe(true);
  });
});

test('each path has the item that covers it, and no item is without a path', () => {
  check((problem) => {
    const { items, itemOf } = solve(problem);
    expect([...itemOf.keys()].toSorted()).toEqual(problem.paths.toSorted());
    for (const [path, item] of itemOf) expect(covers([item], path)).toBe(true);
    expect([...new Set(itemOf.values())].toSorted()).toEqual(items);
  });
});

test('what is told of a cover is so', () => {
  check((problem) => {
    const { items, wildcards, dropped, cost } = solve(problem);
    const hit = problem.unchanged.filter((path) => covers(items, path));
    expect(wildcards).toBe(wildcardsOf(items).length);
    expect(dropped).toBe(hit.length);
    expect(cost).toBe(problem.pathPrice * items.length + problem.refetchPrice * hit.length);
  });
});

test('wildcards end with a whole character, below the root unless all may be dropped, and not within another', () => {
  check((problem) => {
    const wildcards = wildcardsOf(solve(problem).items);
    for (const wildcard of wildcards) {
      expect(isLegalPrefix(wildcard.slice(0, -1))).toBe(true);
      expect(covers(wildcards, wildcard.slice(0, -1))).toBe(true);
      expect(wildcards.filter((other) => other.startsWith(wildcard.slice(0, -1)))).toEqual([wildcard]);
    }
    if (!problem.mayDropAll) expect(wildcards).not.toContain('/*');
  });
});

test('wildcards stay within their limit where no path is open', () => {
  check((problem) => {
    const { wildcards } = solve({ ...problem, open: [] });
    expect(wildcards).toBeLessThanOrEqual(problem.mostWildcards);
  });
});

test('the order of the paths does not matter, nor does a second time', () => {
  check((problem) => {
    const first = solve(problem);
    expect(solve(problem)).toEqual(first);
    expect(solve({ ...problem, paths: problem.paths.toReversed() })).toEqual(first);
  });
});

test('a cover is its own best cover', () => {
  check((problem) => {
    const { items, cost } = solve({ ...problem, mostPaths: Infinity });
    const prefixes = wildcardsOf(items).map((wildcard) => wildcard.slice(0, -1));
    const paths = [...items.filter((item) => !item.endsWith('*')), ...prefixes];
    const again = solve({ ...problem, paths, open: prefixes, mostPaths: Infinity });
    expect(again.cost).toBe(cost);
  });
});

test('more wildcards never cost more', () => {
  check((problem) => {
    const closed = inputOf({ ...problem, open: [], mostPaths: Infinity });
    const costs = [0, 1, 2, 3, 4, 15].map((mostWildcards) => cover(closed, mostWildcards).cost);
    expect(costs).toEqual(costs.toSorted((one, other) => other - one));
  });
});

test('a dearer item never makes more items', () => {
  check((problem) => {
    const found = [0.5, 1, 2, 5, 20, 1000].map((pathPrice) =>
      solve({ ...problem, mostPaths: Infinity, pathPrice }),
    );
    // Where wildcards are not limited, their price rises too.
    fc.pre(found.every(({ wildcards }) => wildcards <= problem.mostWildcards));
    const counts = found.map(({ items }) => items.length);
    expect(counts).toEqual(counts.toSorted((one, other) => other - one));
  });
});

test('as many items as allowed, if that can be', () => {
  check((problem) => {
    const fewest = solve({ ...problem, mostPaths: 0 }).items.length;
    const { items } = solve(problem);
    if (fewest <= problem.mostPaths) expect(items.length).toBeLessThanOrEqual(problem.mostPaths);
    else expect(items.length).toBe(fewest);
  });
});
