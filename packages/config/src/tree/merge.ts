import type { MapNode, Node } from './node.ts';

/** Lays one tree over another: maps are merged, everything else is replaced as a whole, lists too. */
export function merge(base: Node, over: Node): Node {
  if (base.kind !== 'map' || over.kind !== 'map') return over;
  const entries = new Map(base.entries);
  for (const [key, node] of over.entries) {
    const below = entries.get(key);
    entries.set(key, below === undefined ? node : merge(below, node));
  }
  return { kind: 'map', entries } satisfies MapNode;
}
