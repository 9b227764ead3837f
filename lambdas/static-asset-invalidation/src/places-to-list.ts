import type { ObjectChange } from './change.ts';
import type { InvalidationConfig } from './config.ts';
import { countNeeds, type Needs } from './needs.ts';
import { priceOfPath } from './prices.ts';

/** A part of a bucket. */
export interface Place {
  readonly bucket: string;
  readonly prefix: string;
}

/**
 * Tells what is worth listing: the least prefix of each bucket that holds all its changes, where a wildcard could save as much
 * as one object is worth that is dropped though unchanged. A call that lists 1,000 objects costs a thousandth of a path.
 */
export function placesToList(
  config: InvalidationConfig,
  changes: readonly ObjectChange[],
  needs: readonly Needs[],
): readonly Place[] {
  const price = priceOfPath(config, countNeeds(needs));
  const worthIt = needs.filter(({ paths }) => (paths.size - 1) * price >= config.refetchPrice);
  const buckets = new Set(worthIt.flatMap(({ sites }) => sites.map(({ bucket }) => bucket)));
  return [...buckets].toSorted().flatMap((bucket) => {
    const keys = changes.filter((change) => change.bucket === bucket).map(({ key }) => key);
    return keys.length === 0 ? [] : [{ bucket, prefix: commonPrefix(keys) }];
  });
}

function commonPrefix(keys: readonly string[]): string {
  const [first = ''] = keys;
  let length = first.length;
  for (const key of keys) {
    while (!key.startsWith(first.slice(0, length))) length -= 1;
  }
  const prefix = first.slice(0, length);
  // Half a character is none.
  return prefix.isWellFormed() ? prefix : prefix.slice(0, -1);
}
