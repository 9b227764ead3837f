import type { Path } from '@kmscrypt/core/documents';
import type { Origin } from './origin.ts';

/** A config before it is resolved: each value knows which source it came from, and where it stands there. */
export type Node = MapNode | ListNode | Leaf;

export interface MapNode {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Node>;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly Node[];
}

/** Whatever has no children of its own: text, a number, a date. */
export interface Leaf {
  readonly kind: 'leaf';
  readonly value: unknown;
  readonly origin: Origin;
  /** In its source. */
  readonly path: Path;
}

export const EMPTY: MapNode = { kind: 'map', entries: new Map() };

/** A leaf and its path in the config. */
export interface Placed {
  readonly leaf: Leaf;
  readonly path: Path;
}

/** Every leaf below a node, in order. */
export function leavesOf(node: Node, path: Path = []): readonly Placed[] {
  const leaves: Placed[] = [];
  const visit = (each: Node, at: Path): void => {
    if (each.kind === 'leaf') leaves.push({ leaf: each, path: at });
    else if (each.kind === 'list') each.items.forEach((item, index) => visit(item, [...at, index]));
    else for (const [key, child] of each.entries) visit(child, [...at, key]);
  };
  visit(node, path);
  return leaves;
}

/** The config as plain objects and arrays, each leaf by what `valueOf` makes of it. A key `__proto__` cannot be in it. */
export function plainOf(node: Node, valueOf: (leaf: Leaf) => unknown): unknown {
  if (node.kind === 'leaf') return valueOf(node);
  if (node.kind === 'list') return node.items.map((item) => plainOf(item, valueOf));
  return Object.fromEntries(Array.from(node.entries, ([key, child]) => [key, plainOf(child, valueOf)]));
}
