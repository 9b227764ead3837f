import type { Cover, CoverInput } from '../cover.ts';
import { MOST_PATHS, MOST_WILDCARDS } from '../invalidation.ts';
import { itemsOf } from './items.ts';
import type { Solve, Weighed } from './least-price.ts';
import { optimum } from './optimum.ts';
import { costOf, type PartialCover, type Prices, wildcardsOf } from './partial-cover.ts';
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

/** What a wildcard costs on top where they cannot be kept within the limit, in items: it takes the place of so many. */
const WILDCARD_IN_ITEMS = MOST_PATHS / MOST_WILDCARDS;
/** By these, the cover with the fewest items is the least. */
const FEWEST: Prices = { item: 1, drop: 0, wildcard: 0 };

/** @throws Error where `/` is open and `/*` may not be used: nothing covers it */
export function subjectOf(input: CoverInput, mostWildcards: number): Subject {
  const { open, over, pathPrice, refetchPrice, mayDropAll } = input;
  const paths = input.paths.toSorted();
  const nodes = weigh(prefixTree(paths, open), ({ first, length }) => {
    const isAllowed = length > (mayDropAll ? '' : '/').length;
    return isAllowed ? over((paths[first] ?? '').slice(0, length)) : undefined;
  });
  const isLimited = open.size === 0 || optimum(nodes, { prices: FEWEST, mostWildcards }) !== undefined;
  const limit = isLimited ? mostWildcards : Infinity;
  const restPrices = { item: 0, drop: refetchPrice, wildcard: isLimited ? 0 : WILDCARD_IN_ITEMS * pathPrice };
  const solve = (price: number): Found => {
    const prices = price === Infinity ? FEWEST : { ...restPrices, item: price };
    const cover = optimum(nodes, { prices, mostWildcards: limit });
    if (cover === undefined) throw new Error('/ is open, but /* is not allowed');
    return { cover, items: cover.items, rest: costOf(cover, restPrices) };
  };
  const write = ({ cover }: Found): Cover => {
    const { items, itemOf } = itemsOf(paths, wildcardsOf(cover));
    const cost = costOf(cover, { item: pathPrice, drop: refetchPrice, wildcard: 0 });
    return { items, wildcards: cover.wildcards, dropped: cover.dropped, cost, itemOf };
  };
  return { solve, write };
}
