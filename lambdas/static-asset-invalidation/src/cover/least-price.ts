/** What it takes to weigh a cover: its items have a price, the rest of its cost is in dollars. */
export interface Weighed {
  readonly items: number;
  readonly rest: number;
}

/** Finds the least cover at a price of an item: `items × price + rest`. At Infinity that with the fewest items, then the least rest. */
export type Solve<Found extends Weighed> = (price: number) => Found;

/** A cover, and the lowest price from which on it is the least; Infinity where it has too many items at any price. */
export interface Priced<Found extends Weighed> {
  readonly price: number;
  readonly found: Found;
}

/**
 * The least cover at the lowest price of an item, from the given one on, at which it has no more than `mostItems`; the one with
 * the fewest items where none has.
 *
 * As the price rises, least covers have ever fewer items and ever more of the rest; drawn against each other they are corners of
 * a convex line. Of a corner with too many items and one that fits, the price at which both cost the same leads to a corner
 * between them, or shows that there is none. So the price is exact, but for rounding.
 */
export function leastThatFits<Found extends Weighed>(
  solve: Solve<Found>,
  price: number,
  mostItems: number,
): Priced<Found> {
  let tooMany = solve(price);
  if (tooMany.items <= mostItems) return { price, found: tooMany };
  let fitting = solve(Infinity);
  if (fitting.items > mostItems) return { price: Infinity, found: fitting };
  for (;;) {
    const middle = (fitting.rest - tooMany.rest) / (tooMany.items - fitting.items);
    const between = solve(middle);
    if (between.items <= fitting.items || between.items >= tooMany.items) {
      return { price: middle, found: fitting };
    }
    if (between.items <= mostItems) fitting = between;
    else tooMany = between;
  }
}
