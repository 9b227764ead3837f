import type { Cover, CoverInput } from '../cover.ts';
import { MOST_PATHS, MOST_WILDCARDS } from '../invalidation.ts';
import { itemsOf } from './items.ts';
import type { Solve, Weighed } from './least-price.ts';
import { optimum } from './optimum.ts';
import { costOf, type PartialCover, type Prices, ROUNDING, wildcardsOf } from './partial-cover.ts';
import { prefixTree } from './prefix-tree.ts';
import { weigh } from './weigh.ts';

/** The least cover of a subject at some price of an item. */
export interface Found extends Weighed {
  readonly cover: PartialCover;
}

/** Paths that are made ready to be covered at one price of an item after another. */
export interface Subject {
  readonly solve: Solve<Found>;
  readonly write: (found: Found) => Cover;
}

/** What a wildcard costs on top where there are more than the limit, in items: it takes the place of so many in progress. */
const WILDCARD_IN_ITEMS = MOST_PATHS / MOST_WILDCARDS;
/** By these, the cover with the fewest items is the least. */
const FEWEST: Prices = { item: 1, drop: 0, wildcard: 0 };

/**
 * Sorts and weighs what does not depend on the price.
 *
 * @throws Error where `/` is open and `/*` may not be used: nothing covers it
 */
export function subjectOf(input: CoverInput, mostWildcards: number): Subject {
  const { open, over, pathPrice, refetchPrice, wildcardPrice = 0, mayDropAll } = input;
  const paths = input.paths.toSorted();
  const nodes = weigh(prefixTree(paths, open), ({ first, length }) => {
    const isAllowed = length > (mayDropAll ? '' : '/').length;
    return isAllowed ? over((paths[first] ?? '').slice(0, length)) : undefined;
  });
  const rest: Prices = { item: 0, drop: refetchPrice, wildcard: wildcardPrice };
  const restBeyond: Prices = { ...rest, wildcard: WILDCARD_IN_ITEMS * pathPrice + wildcardPrice };
  const solve = (price: number): Found => {
    const leastBy = (prices: Prices, most: number): Found | undefined => {
      const terms = price === Infinity ? FEWEST : { ...prices, item: price };
      const cover = optimum(nodes, { prices: terms, mostWildcards: most });
      return cover && { cover, items: cover.items, rest: costOf(cover, prices) };
    };
    const within = leastBy(rest, mostWildcards);
    // Without open paths wildcards are never needed, and what more of them save is not worth the wait.
    const beyond = open.size === 0 ? undefined : leastBy(restBeyond, Infinity);
    const found = within && beyond ? lesser(within, beyond, price) : (within ?? beyond);
    if (found === undefined) throw new Error('/ is open, but /* is not allowed');
    return found;
  };
  const write = ({ cover }: Found): Cover => {
    const { items, itemOf } = itemsOf(paths, wildcardsOf(cover));
    const cost = costOf(cover, { item: pathPrice, drop: refetchPrice, wildcard: 0 });
    return { items, wildcards: cover.wildcards, dropped: cover.dropped, cost, itemOf };
  };
  return { solve, write };
}

/** The first where they cost the same. */
function lesser(one: Found, other: Found, price: number): Found {
  const figures = ({ cover, items, rest }: Found): readonly number[] =>
    price === Infinity ? [items, cover.dropped] : [items * price + rest, items, cover.dropped];
  const known = figures(one);
  for (const [index, figure] of figures(other).entries()) {
    const difference = figure - (known[index] ?? 0);
    if (Math.abs(difference) > ROUNDING * figure) return difference < 0 ? other : one;
  }
  return one;
}
