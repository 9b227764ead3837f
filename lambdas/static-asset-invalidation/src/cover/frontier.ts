import { isBetter, type PartialCover, type Prices, together } from './partial-cover.ts';

/**
 * The best covers of the same paths: in ascending order of how many wildcards they have, each better than all before it. None
 * where nothing covers the paths. Where wildcards are not limited, the best alone.
 */
export type Frontier = readonly PartialCover[];

export interface Terms {
  readonly prices: Prices;
  /** Infinity for no limit. */
  readonly mostWildcards: number;
}

/** The best covers of the paths of both. */
export function join(one: Frontier, other: Frontier, terms: Terms): Frontier {
  const covers: PartialCover[] = [];
  for (const left of one) for (const right of other) covers.push(together(left, right));
  return best(covers, terms);
}

/** The best of covers of the same paths. */
export function best(covers: readonly PartialCover[], { prices, mostWildcards }: Terms): Frontier {
  if (covers.length === 1 && covers[0]?.wildcards === 0) return covers;
  const byWildcards: PartialCover[] = [];
  for (const cover of covers) {
    if (cover.wildcards > mostWildcards) continue;
    const place = mostWildcards === Infinity ? 0 : cover.wildcards;
    const known = byWildcards[place];
    if (known === undefined || isBetter(cover, known, prices)) byWildcards[place] = cover;
  }
  const frontier: PartialCover[] = [];
  for (const cover of byWildcards) {
    const fewer = frontier.at(-1);
    // Places may be empty.
    if (cover !== undefined && (fewer === undefined || isBetter(cover, fewer, prices))) frontier.push(cover);
  }
  return frontier;
}
