import { leastThatFits } from './cover/least-price.ts';
import { subjectOf } from './cover/subject.ts';
import { MOST_WILDCARDS } from './invalidation.ts';

export interface CoverInput {
  /** Distinct encoded viewer paths that have to be covered, in any order. */
  readonly paths: readonly string[];
  /** Those of them that only a wildcard covers, as their query strings are cached apart; `/` only with `mayDropAll`. */
  readonly open: ReadonlySet<string>;
  /** How many unchanged objects `prefix*` would drop: finite, and no more for a longer prefix. */
  readonly over: (prefix: string) => number;
  /** In dollars, of one item. */
  readonly pathPrice: number;
  /** In dollars, of one unchanged object that is dropped. */
  readonly refetchPrice: number;
  /** In dollars, of a wildcard beside what it costs as an item: so much it has to save; default 0. */
  readonly wildcardPrice?: number | undefined;
  /** Whether `/*` may be used. */
  readonly mayDropAll: boolean;
  /** The most items, where that is possible. */
  readonly mostPaths: number;
}

export interface Cover {
  /** Sorted; exact paths and wildcards. */
  readonly items: readonly string[];
  readonly wildcards: number;
  readonly dropped: number;
  /** Of the cost function, at the price that was given. */
  readonly cost: number;
  /** By needed path the item that covers it. */
  readonly itemOf: ReadonlyMap<string, string>;
}

/**
 * Covers paths with as cheap a set of items as there is: paths themselves, and prefixes with a `*`.
 *
 * The cost is `pathPrice × items + refetchPrice × dropped + wildcardPrice × wildcards`. Of all sets that cover every path, have no more than `mostWildcards`
 * wildcards, and cut no encoded character in two, the result costs the least. Of several, it has the fewest items, of these it
 * drops the least, and of these it has the fewest wildcards, each as long as can be. Two cases are apart:
 *
 * - With more than `mostPaths` items, it is the one of least cost at a higher `pathPrice`, the lowest at which it fits. Where none
 *   does, it has the fewest items.
 * - Where there are open paths, there may be more than `mostWildcards` wildcards if that costs less in spite of the wait: each of
 *   them then costs 200 × `pathPrice` more (3,000 paths or 15 wildcards may be in progress).
 *
 * @param mostWildcards default {@link MOST_WILDCARDS}
 */
export function cover(input: CoverInput, mostWildcards: number = MOST_WILDCARDS): Cover {
  const { solve, write } = subjectOf(input, mostWildcards);
  return write(leastThatFits(solve, input.pathPrice, input.mostPaths).found);
}
