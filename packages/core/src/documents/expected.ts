import type { Change } from './change.ts';
import { type OutlineEntry, type OutlineNode, type OutlineValue, type Scalar } from './outline.ts';

/** What a document's outline has to be after a change; ranges are of no account in it. */
export function expectedAfter(root: OutlineNode, { path, scalar }: Change): OutlineNode {
  const [step, ...rest] = path;
  if (step === undefined) return scalar === undefined ? root : leaf(scalar);
  if (root.kind === 'value' || root.kind === 'other') return root;
  const below = (child: OutlineNode | undefined): OutlineNode =>
    expectedAfter(child ?? mapOf([]), { path: rest, scalar });
  const goes = scalar === undefined && rest.length === 0;
  if (root.kind === 'list') {
    const index = step === '-' ? root.items.length : Number(step);
    if (goes) return { ...root, items: root.items.toSpliced(index, 1) };
    return { ...root, items: root.items.toSpliced(index, 1, below(root.items[index])) };
  }
  const at = root.entries.findIndex(({ key }) => key === String(step));
  if (at === -1) return mapOf([...root.entries, { key: String(step), keyStart: 0, node: below(undefined) }]);
  if (goes) return mapOf(root.entries.toSpliced(at, 1));
  return mapOf(root.entries.map((entry, index) => (index === at ? { ...entry, node: below(entry.node) } : entry)));
}

/** Whether two documents have the same structure and the same values, in whatever order their maps are. */
export function sameOutline(one: OutlineNode, other: OutlineNode): boolean {
  const pending: [OutlineNode, OutlineNode][] = [[one, other]];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    const [left, right] = pair;
    if (left.kind === 'value' && right.kind === 'value') {
      if (left.type !== right.type || left.text !== right.text) return false;
    } else if (left.kind === 'other' && right.kind === 'other') {
      if (left.what !== right.what) return false;
    } else if (left.kind === 'list' && right.kind === 'list') {
      if (left.items.length !== right.items.length) return false;
      for (const [index, item] of left.items.entries()) pending.push([item, right.items[index] ?? right]);
    } else if (left.kind === 'map' && right.kind === 'map') {
      if (left.entries.length !== right.entries.length) return false;
      const [ours, theirs] = [sorted(left.entries), sorted(right.entries)];
      for (const [index, { key, node }] of ours.entries()) {
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

function mapOf(entries: readonly OutlineEntry[]): OutlineNode {
  return { kind: 'map', start: 0, end: 0, entries };
}

function leaf({ type, text }: Scalar): OutlineValue {
  return { kind: 'value', start: 0, end: 0, type, text };
}

