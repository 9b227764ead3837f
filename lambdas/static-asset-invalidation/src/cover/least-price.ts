import { costOf, type PartialCover, type Prices } from './partial-cover.ts';

/** Finds the least cover at some prices. */
export type Solve = (prices: Prices) => PartialCover | undefined;

/** By these, the cover with the fewest items is the least. */
const FEWEST: Prices = { item: 1, drop: 0, wildcard: 0 };

/**
 * The least cover at the least price of an item, from the given one on, at which it has no more than `mostItems`; the one with
 * the fewest items where none has.
 *
 * As the price rises, least covers have ever fewer items and ever more of the other costs; drawn against each other they are the
 * corners of a convex line. Between a corner with too many items and one that fits, the price at which both cost the same finds a
 * corner between them, or shows that there is none. So the price is exact, but for rounding.
 */
export function coverThatFits(solve: Solve, prices: Prices, mostItems: number): PartialCover | undefined {
  let tooMany = solve(prices);
  if (tooMany === undefined || tooMany.items <= mostItems) return tooMany;
  let fitting = solve(FEWEST);
  if (fitting === undefined || fitting.items > mostItems) return fitting;
  for (;;) {
    const rise = costOf(fitting, { ...prices, item: 0 }) - costOf(tooMany, { ...prices, item: 0 });
    const between = solve({ ...prices, item: rise / (tooMany.items - fitting.items) });
    if (between === undefined || between.items <= fitting.items || between.items >= tooMany.items)
      return fitting;
    if (between.items <= mostItems) fitting = between;
    else tooMany = between;
  }
}
