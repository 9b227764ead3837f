import type { Totals } from './brute-force.ts';
import type { Problem } from './problems.ts';

/** A price as the quotient of whole numbers, so that nothing is rounded. */
interface Price {
  readonly numerator: number;
  readonly denominator: number;
}

/** What a wildcard costs on top where there are too many, in items. */
const WILDCARD_IN_ITEMS = 200;

/** What {@link cover} has to come to, found by looking at every cover. */
export function bestOf(covers: readonly Totals[], problem: Problem): Totals | undefined {
  const { pathPrice, refetchPrice, wildcardPrice = 0, mostPaths, mostWildcards } = problem;
  const allowed = covers.filter(({ wildcards }) => problem.open.length > 0 || wildcards <= mostWildcards);
  const restOf = ({ dropped, wildcards }: Totals): number =>
    refetchPrice * dropped +
    (wildcardPrice + (wildcards > mostWildcards ? WILDCARD_IN_ITEMS * pathPrice : 0)) * wildcards;
  const bestAt = ({ numerator, denominator }: Price): Totals | undefined =>
    least(allowed, (totals) => [
      numerator * totals.items + denominator * restOf(totals),
      totals.items,
      totals.dropped,
      totals.wildcards,
    ]);

  // Only where two covers cost the same can the best one change.
  const turns = allowed.flatMap((one) =>
    allowed.flatMap((other) => {
      const turn = { numerator: restOf(one) - restOf(other), denominator: other.items - one.items };
      return turn.denominator > 0 && turn.numerator > pathPrice * turn.denominator ? [turn] : [];
    }),
  );
  const distinct = new Map(turns.map((turn) => [turn.numerator / turn.denominator, turn]));
  const prices = [...distinct].toSorted(([one], [other]) => one - other).map(([, turn]) => turn);
  for (const price of [{ numerator: pathPrice, denominator: 1 }, ...prices]) {
    const best = bestAt(price);
    if (best === undefined || best.items <= mostPaths) return best;
  }
  return least(allowed, ({ items, dropped }) => [items, dropped]);
}

/** The one whose figures come first, compared one after the other. */
function least(
  covers: readonly Totals[],
  figuresOf: (totals: Totals) => readonly number[],
): Totals | undefined {
  return covers.reduce<Totals | undefined>((best, totals) => {
    if (best === undefined) return totals;
    const known = figuresOf(best);
    const difference = figuresOf(totals)
      .map((figure, index) => figure - (known[index] ?? 0))
      .find((each) => each !== 0);
    return difference !== undefined && difference < 0 ? totals : best;
  }, undefined);
}
