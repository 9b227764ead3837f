import type { InvalidationConfig } from './config.ts';

/**
 * What a path is worth in a run, in dollars: its price, as far as the run uses up the free paths of a month. A run that needs a
 * hundredth of them pays a hundredth of the price, so that it drops next to nothing else; one that needs them all pays in full.
 *
 * @param needed paths and tags of the run, before any is collapsed.
 */
export function priceOfPath({ pathPrice, freePaths }: InvalidationConfig, needed: number): number {
  return freePaths === 0 ? pathPrice : pathPrice * Math.min(1, needed / freePaths);
}
