import type { PrefixNode } from './prefix-tree.ts';

/** A prefix, and what its wildcard would drop. */
export interface WeighedNode extends PrefixNode {
  /** How many unchanged objects; undefined where it may not have a wildcard. */
  readonly dropped: number | undefined;
}

/**
 * Weighs prefixes, and leaves out what is below one that drops nothing: no other wildcards there could be better than its own.
 *
 * @param nodes children before their parents, as they are returned.
 * @param droppedBy no more for a longer prefix.
 */
export function weigh(
  nodes: readonly PrefixNode[],
  droppedBy: (node: PrefixNode) => number | undefined,
): readonly WeighedNode[] {
  const weighed: WeighedNode[] = [];
  // What is still to come and begins from here on is below a prefix that drops nothing.
  let done = Infinity;
  for (const node of nodes.toReversed()) {
    if (node.first >= done) continue;
    const dropped = droppedBy(node);
    if (dropped !== 0) weighed.push({ ...node, dropped });
    else {
      done = node.first;
      weighed.push({ ...node, dropped, children: 0, singles: node.end - node.first, isOpen: node.hasOpen });
    }
  }
  return weighed.toReversed();
}
