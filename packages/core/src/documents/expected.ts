import type { Insertable } from './change-plan.ts';
import { asParent, type OutlineEntry, type OutlineMap, type OutlineNode, type Scalar } from './outline.ts';
import type { Path } from './path.ts';

/** Whether `after` is what a document's outline has to be once a value is added. */
export function isAfterInsertion(
  root: OutlineNode,
  { path, scalar }: Insertable,
  after: OutlineNode,
): boolean {
  return sameOutline(withNode(root, path, { kind: 'value', start: 0, end: 0, ...scalar }), after);
}

/**
 * Whether `after` is what a document's outline has to be once the node at `path` is taken away. A map or list that only
 * its items make, such as the map of TOML's dotted keys, may go with the last of them.
 */
export function isAfterRemoval(root: OutlineNode, path: Path, after: OutlineNode): boolean {
  if (sameOutline(withNode(root, path, undefined), after)) return true;
  const above = path.slice(0, -1);
  return above.length > 0 && sizeOf(nodesOn(root, above).at(-1)) === 1 && isAfterRemoval(root, above, after);
}

/**
 * Whether two documents have the same structure and the same values, in whatever order their maps are. Without
 * recursion, as a document may be nested as deeply as its parser bears.
 *
 * @param replaced what values of `one` have become.
 */
export function sameOutline(
  one: OutlineNode,
  other: OutlineNode,
  replaced: ReadonlyMap<OutlineNode, Scalar> = new Map(),
): boolean {
  const pending: [OutlineNode, OutlineNode][] = [[one, other]];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    const [left, right] = pair;
    if (left.kind === 'value' && right.kind === 'value') {
      const { type, text } = replaced.get(left) ?? left;
      if (type !== right.type || text !== right.text) return false;
    } else if (left.kind === 'other' && right.kind === 'other') {
      if (left.what !== right.what) return false;
    } else if (left.kind === 'list' && right.kind === 'list') {
      if (left.items.length !== right.items.length) return false;
      for (const [index, item] of left.items.entries()) pending.push([item, right.items[index] ?? right]);
    } else if (left.kind === 'map' && right.kind === 'map') {
      if (left.entries.length !== right.entries.length) return false;
      const theirs = sorted(right.entries);
      for (const [index, { key, node }] of sorted(left.entries).entries()) {
        const match = theirs[index];
        if (match?.key !== key) return false;
        pending.push([node, match.node]);
      }
    } else return false;
  }
  return true;
}

// Stable, so that a key that stands twice keeps its order.
function sorted(entries: readonly OutlineEntry[]): readonly OutlineEntry[] {
  return entries.toSorted((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
}

const EMPTY: OutlineMap = { kind: 'map', start: 0, end: 0, entries: [] };

/** The outline with another node at a path, or with none; maps that are missing on the way are made. */
function withNode(root: OutlineNode, path: Path, node: OutlineNode | undefined): OutlineNode {
  const way = nodesOn(root, path);
  const changed = path.reduceRight<OutlineNode | undefined>(
    (child, step, depth) => withChild(asParent(way[depth] ?? EMPTY), step, child),
    node,
  );
  return changed ?? EMPTY;
}

/** The root and all that follows it on a path, as far as it goes. */
function nodesOn(root: OutlineNode, path: Path): readonly OutlineNode[] {
  const nodes = [root];
  let node: OutlineNode | undefined = root;
  for (const step of path) {
    if (node?.kind === 'list') node = node.items[Number(step)];
    else node = node?.kind === 'map' ? node.entries.find(({ key }) => key === step)?.node : undefined;
    if (node === undefined) break;
    nodes.push(node);
  }
  return nodes;
}

function withChild(parent: OutlineNode, step: string | number, child: OutlineNode | undefined): OutlineNode {
  if (parent.kind === 'list') {
    return { ...parent, items: parent.items.toSpliced(Number(step), 1, ...(child ? [child] : [])) };
  }
  if (parent.kind !== 'map') return parent;
  const found = parent.entries.findIndex(({ key }) => key === step);
  const index = found === -1 ? parent.entries.length : found;
  const entry = child && { key: String(step), keyStart: 0, node: child };
  return { ...parent, entries: parent.entries.toSpliced(index, 1, ...(entry ? [entry] : [])) };
}

function sizeOf(node: OutlineNode | undefined): number {
  if (node?.kind === 'list') return node.items.length;
  return node?.kind === 'map' ? node.entries.length : 0;
}
