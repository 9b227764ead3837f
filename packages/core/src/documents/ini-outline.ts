import ini from 'ini';
import { Unreadable } from '../formats/problems.ts';
import type { Range } from '../formats/range.ts';
import { type IniPairRow, type IniPath, readIniRows } from './ini-rows.ts';
import type { OutlineEntry, OutlineMap, OutlineNode, OutlineValue } from './outline.ts';

/** Reads sections and keys. @throws Unreadable where the judge, which has its own ways, reads something else */
export function outlineIni(text: string): OutlineNode {
  const root: Section = { kind: 'map', start: 0, end: text.length, entries: [] };
  const sections = new Map([[JSON.stringify([]), root]]);
  for (const row of readIniRows(text)) {
    if (row.kind === 'section') sectionAt(sections, row.path, row.line);
    if (row.kind === 'pair') add(sectionAt(sections, row.path.slice(0, -1), row.line).entries, row);
  }
  const different = differenceOf(root, judged(text));
  if (different === undefined) return root;
  throw Unreadable.at(different.start, 'ini drops or moves what stands here; rename the key or the section');
}

function judged(text: string): unknown {
  try {
    return ini.decode(text);
  } catch {
    throw Unreadable.at(
      0,
      'ini cannot read a section below a key that is null, or a key that is quoted JSON',
    );
  }
}

interface Section extends OutlineMap {
  end: number;
  readonly entries: OutlineEntry[];
}

// A section may be continued. It is not continued by a key of its name: then that stands twice.
function sectionAt(sections: Map<string, Section>, path: IniPath, { start, end }: Range): Section {
  const name = JSON.stringify(path);
  const known = sections.get(name);
  if (known !== undefined) {
    known.end = Math.max(known.end, end);
    return known;
  }
  const section: Section = { kind: 'map', start, end, entries: [] };
  const above = sectionAt(sections, path.slice(0, -1), { start, end });
  above.entries.push({ key: path.at(-1) ?? '', keyStart: start, node: section });
  sections.set(name, section);
  return section;
}

function add(entries: OutlineEntry[], { line, path, isItem, node }: IniPairRow): void {
  const key = path.at(-1) ?? '';
  const at = entries.findLastIndex((entry) => entry.key === key && entry.node.kind !== 'map');
  const before = entries[at]?.node;
  const items = before?.kind === 'list' ? before.items : before && isItem ? [before] : [];
  const isList = isItem || before?.kind === 'list';
  const start = items[0]?.start ?? node.start;
  const entry: OutlineEntry = {
    key,
    keyStart: (items.length > 0 ? entries[at]?.keyStart : undefined) ?? line.key.start,
    node: isList ? { kind: 'list', start, end: node.end, items: [...items, node] } : node,
  };
  if (items.length > 0) entries[at] = entry;
  else entries.push(entry);
}

/** The first node that the judge reads otherwise. What stands twice is left to those who look for it. */
function differenceOf(node: OutlineNode, judgement: unknown): OutlineNode | undefined {
  switch (node.kind) {
    case 'other':
      return undefined;
    case 'value':
      return isSame(node, judgement) ? undefined : node;
    case 'list': {
      if (!Array.isArray(judgement) || judgement.length !== node.items.length) return node;
      const items: readonly unknown[] = judgement;
      return firstOf(node.items, (item, index) => differenceOf(item, items[index]));
    }
    default: {
      if (typeof judgement !== 'object' || judgement === null || Array.isArray(judgement)) return node;
      const values = new Map<string, unknown>(Object.entries(judgement));
      const counts = new Map<string, number>();
      for (const { key } of node.entries) counts.set(key, (counts.get(key) ?? 0) + 1);
      if (counts.size !== values.size) return node;
      return firstOf(node.entries, ({ key, node: child }) =>
        counts.get(key) === 1 ? differenceOf(child, values.get(key)) : undefined,
      );
    }
  }
}

function firstOf<Item, Result>(
  items: readonly Item[],
  find: (item: Item, index: number) => Result | undefined,
): Result | undefined {
  for (const [index, item] of items.entries()) {
    const found = find(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isSame({ type, text }: OutlineValue, judgement: unknown): boolean {
  if (type === 'string') return judgement === text;
  return (judgement === null ? 'null' : typeof judgement) === type && Object.is(judgement, JSON.parse(text));
}
