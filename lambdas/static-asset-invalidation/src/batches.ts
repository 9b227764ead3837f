import { MOST_PATHS, MOST_WILDCARDS } from './invalidation.ts';

/** Cuts items, in whatever order, into as few lists as the limits allow, each sorted: at most 3,000 items a list, of which 15 end with `*`. */
export function batchesOf(items: readonly string[]): readonly (readonly string[])[] {
  const sorted = items.toSorted();
  const wildcards = sorted.filter((item) => item.endsWith('*'));
  const others = sorted.filter((item) => !item.endsWith('*'));
  const batches: string[][] = [];
  while (wildcards.length + others.length > 0) {
    const batch = wildcards.splice(0, MOST_WILDCARDS);
    batches.push([...batch, ...others.splice(0, MOST_PATHS - batch.length)].toSorted());
  }
  return batches;
}
