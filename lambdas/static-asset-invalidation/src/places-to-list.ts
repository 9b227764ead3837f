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
 * as one object is worth that is dropped though unchanged, or the budget asks for wildcards. A call that lists 1,000 objects
 * costs a thousandth of a path.
 */
export function placesToList(
  config: InvalidationConfig,
  changes: readonly ObjectChange[],
  { needs, allowance }: { readonly needs: readonly Needs[]; readonly allowance: number },
): readonly Place[] {
  const needed = countNeeds(needs);
  const price = priceOfPath(config, needed);
  const worthIt = needs.filter(
    ({ paths }) => paths.size > 1 && (needed > allowance || (paths.size - 1) * price >= config.refetchPrice),
  );
  const wanted = new Set(worthIt.flatMap(({ paths }) => [...paths.values()].flat()));
  const keys = new Map<string, string[]>();
  for (const { bucket, key, eventId } of changes) {
    if (!wanted.has(eventId)) continue;
    const own = keys.get(bucket);
    if (own === undefined) keys.set(bucket, [key]);
    else own.push(key);
  }
  return [...keys].map(([bucket, own]) => ({ bucket, prefix: commonPrefix(own) }));
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
