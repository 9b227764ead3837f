import type { HclBody, HclEntry, HclHeader, HclNode } from './hcl-nodes.ts';

export interface HclBlock extends HclBody {
  readonly header: HclHeader;
}

/** What stands in a body, in order. */
export interface HclContent {
  readonly attributes: readonly HclEntry[];
  readonly blocks: readonly HclBlock[];
}

/** The entries of a body: blocks lie below their type and labels; those that have the same of both are a list. */
export function entriesOf({ attributes, blocks }: HclContent): readonly HclEntry[] {
  const types = grouped(blocks, ({ header }) => header.type);
  const entries = Array.from(types, ([type, some]) => blockEntries(type, some, 0)).flat();
  return [...attributes, ...entries].toSorted((one, other) => one.keyStart - other.keyStart);
}

// Two entries where some blocks have more labels than others, as what lies below is not clear then.
function blockEntries(key: string, blocks: readonly HclBlock[], depth: number): readonly HclEntry[] {
  const kinds = grouped(blocks, ({ header }) => header.labels.length > depth);
  return Array.from(kinds.values(), (some) => {
    const start = some[0]?.start ?? 0;
    return { key, keyStart: start, keyEnd: start, node: nodeOf(some, depth) };
  });
}

function nodeOf(blocks: readonly HclBlock[], depth: number): HclNode {
  const [first, second] = blocks;
  const range = { start: first?.start ?? 0, end: blocks.at(-1)?.end ?? 0 };
  if (first?.header.labels.length === depth) {
    return second === undefined ? first : { kind: 'list', form: 'blocks', ...range, items: blocks };
  }
  const labels = grouped(blocks, ({ header }) => header.labels[depth] ?? '');
  const entries = Array.from(labels, ([label, some]) => blockEntries(label, some, depth + 1)).flat();
  return { kind: 'map', form: 'labels', ...range, entries, depth };
}

function grouped<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
