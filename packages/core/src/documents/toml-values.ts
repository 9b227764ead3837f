import type { Range } from '../formats/range.ts';
import type { Path } from './path.ts';
import type { Items } from './toml-items.ts';
import { isWithin, type Pair, pairOf, pathOf, type Table, type Value } from './toml-tables.ts';

/** An array or inline table within a value. */
export interface Container extends Items {
  /** The items of an inline table; absent in an array. */
  readonly pairs?: readonly Pair[];
  /** The steps that are left: dotted keys of the inline table begin with them. */
  readonly rest: Path;
}

/** A pair whose value a path leads to, and on by the rest of it. */
export interface Around {
  readonly pair: Pair;
  readonly rest: Path;
}

/** The pair whose value is at a path or holds it. */
export function pairAround(tables: readonly Table[], path: Path): Around | undefined {
  for (const table of tables) {
    if (!isWithin(path, table.path)) continue;
    const pair = table.pairs.find((each) => isWithin(path, pathOf(table, each)));
    if (pair !== undefined) return { pair, rest: path.slice(table.path.length + pair.keys.length) };
  }
  return undefined;
}

/** The innermost array or inline table on a path that begins at a value; undefined where that leads to a scalar. */
export function containerAt(value: Value, path: Path): Container | undefined {
  if (value.type === 'TOMLArray') {
    const [index, ...rest] = path;
    if (index !== undefined) {
      const element = value.elements[Number(index)];
      return element && containerAt(element, rest);
    }
    const items = value.elements.map(rangeOf);
    return { ...rangeOf(value), items, padding: '', rest: path };
  }
  if (value.type !== 'TOMLInlineTable') return undefined;
  const pairs = value.body.map(pairOf);
  const pair = pairs.find(({ keys }) => startsWith(path, keys));
  if (pair !== undefined) return containerAt(pair.value, path.slice(pair.keys.length));
  return { ...rangeOf(value), items: pairs, padding: ' ', pairs, rest: path };
}

function startsWith(path: Path, keys: Pair['keys']): boolean {
  return keys.every(({ name }, depth) => name === path[depth]);
}

function rangeOf({ range: [start, end] }: Value): Range {
  return { start, end };
}
