import { parseToml, tomlStringOf } from '../formats/toml.ts';
import type { OutlineNode, OutlineValue } from './outline.ts';
import { type Pair, pairOf, tablesOf, type Value } from './toml-tables.ts';

/**
 * Reads TOML. smol-toml is the judge of the text; as it tells no ranges, these are toml-eslint-parser's.
 *
 * @throws Unreadable
 */
export function outlineToml(text: string): OutlineNode {
  parseToml(text);
  const root = draftOf('map', { keyStart: 0, start: 0, end: text.length });
  for (const { path, keys, start, end, pairs } of tablesOf(text)) {
    const names = keys.values();
    let keyStart = start;
    let table = root;
    for (const [depth, step] of path.entries()) {
      if (typeof step === 'string') keyStart = names.next().value?.start ?? start;
      const kind = typeof path[depth + 1] === 'number' ? 'list' : 'map';
      table = below(table, step, () => draftOf(kind, { keyStart, start, end }));
    }
    for (const pair of pairs) addPair(text, table, pair);
  }
  return finished(root);
}

/** A map or list whose children come from several places of the text. */
interface Draft {
  readonly kind: 'map' | 'list';
  readonly keyStart: number;
  readonly start: number;
  readonly end: number;
  readonly children: Map<string | number, Draft | Leaf>;
}

interface Leaf {
  readonly keyStart: number;
  readonly node: OutlineNode;
}

function draftOf(kind: Draft['kind'], place: Pick<Draft, 'keyStart' | 'start' | 'end'>): Draft {
  return { kind, ...place, children: new Map() };
}

function below({ children }: Draft, step: string | number, make: () => Draft): Draft {
  const there = children.get(step);
  if (there !== undefined && 'children' in there) return there;
  const made = make();
  children.set(step, made);
  return made;
}

function addPair(text: string, map: Draft, { keys, value, end }: Pair): void {
  let parent = map;
  for (const [index, { name, start }] of keys.entries()) {
    if (index < keys.length - 1) {
      parent = below(parent, name, () => draftOf('map', { keyStart: start, start, end }));
    } else parent.children.set(name, { keyStart: start, node: nodeOf(text, value) });
  }
}

function nodeOf(text: string, value: Value): OutlineNode {
  const [start, end] = value.range;
  if (value.type === 'TOMLArray') {
    return { kind: 'list', start, end, items: value.elements.map((element) => nodeOf(text, element)) };
  }
  if (value.type === 'TOMLInlineTable') {
    const map = draftOf('map', { keyStart: start, start, end });
    for (const pair of value.body) addPair(text, map, pairOf(pair));
    return finished(map);
  }
  return { kind: 'value', start, end, ...scalarOf(value, text.slice(start, end)) };
}

function scalarOf(
  value: Exclude<Value, { readonly type: 'TOMLArray' | 'TOMLInlineTable' }>,
  source: string,
): Pick<OutlineValue, 'type' | 'text'> {
  switch (value.kind) {
    case 'string':
      // Of a line break in it, the judge keeps the CR.
      return { type: 'string', text: value.multiline ? tomlStringOf(source) : value.value };
    case 'integer':
    case 'float':
      return { type: 'number', text: source };
    case 'boolean':
      return { type: 'boolean', text: source };
    default:
      return { type: 'datetime', text: source };
  }
}

function finished({ kind, start, end, children }: Draft): OutlineNode {
  const entries = Array.from(children, ([step, child]) => ({
    key: String(step),
    keyStart: child.keyStart,
    node: 'children' in child ? finished(child) : child.node,
  }));
  return kind === 'map'
    ? { kind, start, end, entries }
    : { kind, start, end, items: entries.map(({ node }) => node) };
}
