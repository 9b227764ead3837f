import type { PrefixNode } from './prefix-tree.ts';

/** What a cover consists of. */
export interface Items {
  /** Sorted; exact paths and wildcards. */
  readonly items: readonly string[];
  /** By path the item that covers it. */
  readonly itemOf: ReadonlyMap<string, string>;
}

/**
 * Writes out a cover: wildcards, and each path that none of them covers.
 *
 * @param paths sorted.
 * @param wildcards in the order of their paths, of which they have none in common.
 */
export function itemsOf(paths: readonly string[], wildcards: readonly PrefixNode[]): Items {
  const items: string[] = [];
  const itemOf = new Map<string, string>();
  let next = 0;
  for (const { first, end, length } of wildcards) {
    putExactly(first);
    const wildcard = `${(paths[first] ?? '').slice(0, length)}*`;
    items.push(wildcard);
    for (const path of paths.slice(first, end)) itemOf.set(path, wildcard);
    next = end;
  }
  putExactly(paths.length);
  return { items, itemOf };

  function putExactly(end: number): void {
    for (const path of paths.slice(next, end)) {
      items.push(path);
      itemOf.set(path, path);
    }
  }
}
