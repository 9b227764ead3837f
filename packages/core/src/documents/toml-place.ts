import { Refusal } from '../formats/stretch.ts';
import type { Insertion } from './editor.ts';
import { lineBreakOf } from './layout.ts';
import type { Path } from './path.ts';
import { isWithin, type Pair, pathOf, type Table } from './toml-tables.ts';
import { writeToml, writeTomlKey } from './toml-write.ts';

/** What is added, and the document that it is added to. */
export interface Place {
  readonly text: string;
  readonly tables: readonly Table[];
  readonly insertion: Insertion;
}

/** How a new pair is to look. */
export interface PairStyle {
  readonly steps: Path;
  /** The source of the keys in front of the steps. */
  readonly prefix?: string;
  /** A pair whose spaces around `=` and whose quotes are taken; else the document's last one. */
  readonly model?: Pair | undefined;
}

/** The source of a new pair, from its key on. */
export function newPair(place: Place, { steps, prefix, model }: PairStyle): string | Refusal {
  const { text, tables } = place;
  const like = model ?? tables.findLast(({ pairs }) => pairs.length > 0)?.pairs.at(-1);
  const [start, end] = like?.value.range ?? [0, 0];
  const source = newValue(place, text.slice(start, end));
  if (source instanceof Refusal) return source;
  const key = writeTomlKey(steps);
  const isTight = text.slice(like?.keys.at(-1)?.end, start) === '=';
  return `${prefix === undefined ? key : `${prefix}.${key}`}${isTight ? '=' : ' = '}${source}`;
}

/** The source of a new value, in the quotes of another if those are for one line. */
export function newValue({ text, insertion: { scalar } }: Place, like: string): string | Refusal {
  return writeToml(scalar, { source: /^'(?!'')/u.exec(like)?.[0] ?? '', newline: lineBreakOf(text) });
}

/** The pair whose dotted keys are the last to make the map at a path, and the source of those. */
export function dottedAt(
  { text, tables }: Place,
  path: Path,
): { readonly model: Pair; readonly prefix: string } | undefined {
  for (const table of tables) {
    if (!isWithin(path, table.path) || table.path.length === path.length) continue;
    const model = table.pairs.findLast((pair) => isWithin(pathOf(table, pair), path));
    const prefixEnd = model?.keys[path.length - table.path.length - 1]?.end;
    if (model !== undefined) return { model, prefix: text.slice(model.start, prefixEnd) };
  }
  return undefined;
}
