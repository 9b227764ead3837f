import { Refusal } from '../formats/stretch.ts';
import type { Edit } from './editor.ts';
import { lineBreakOf, lineEndAt, lineIndentAt, lineStartAt } from './layout.ts';
import { formatPath, type Path } from './path.ts';
import { endOfTable, startWithComments } from './toml-layout.ts';
import { newPair, type Place } from './toml-place.ts';
import type { Table } from './toml-tables.ts';
import { writeTomlKey } from './toml-write.ts';

/** Adds a table with one pair behind those `within` its parent. */
export function addTable(place: Place, within: readonly Table[]): Edit | Refusal {
  const { text, insertion } = place;
  const { parentPath: path, missing } = insertion;
  const pair = newPair(place, { steps: missing.slice(-1) });
  if (pair instanceof Refusal) return pair;
  const [first] = within;
  const above = keysOf(text, first, path);
  const key = writeTomlKey(missing.slice(0, -1));
  const sibling = within.findLast((table) => table.path.length === path.length + missing.length - 1);
  const end = path.length === 0 ? text.trimEnd().length : endOfTable(text, within.at(-1)?.end ?? 0);
  return below(place, end, {
    header: `[${above === '' ? key : `${above}.${key}`}]`,
    pair,
    like: sibling ?? first,
  });
}

/** Adds an `[[item]]` with one pair behind the others of its list, which are `within` it. */
export function addTableItem(place: Place, within: readonly Table[]): Edit | Refusal {
  const { text, insertion } = place;
  const { parentPath: path, missing } = insertion;
  const [index, ...steps] = missing;
  const last = within.findLast((table) => table.path.length === path.length + 1);
  if (steps.length === 0) {
    const item = formatPath([...path, index ?? 0, 'key']);
    return new Refusal(`the list holds tables only; write a key of the next one, such as ${item}`);
  }
  const pair = newPair(place, { steps, model: last?.pairs.at(-1) });
  if (pair instanceof Refusal) return pair;
  const end = endOfTable(text, within.at(-1)?.end ?? 0);
  return below(place, end, { header: `[[${keysOf(text, last, path)}]]`, pair, like: last });
}

/** Adds the header that a table has not, as those `within` it are enough to make it, with one pair, above them. */
export function addTableAbove(place: Place, within: readonly Table[]): Edit | Refusal {
  const { text, tables, insertion } = place;
  const { parentPath: path, missing } = insertion;
  const pair = newPair(place, { steps: missing });
  if (pair instanceof Refusal) return pair;
  const [first] = within;
  const offset = first?.start ?? 0;
  const newline = lineBreakOf(text);
  const start = startWithComments(text, offset, tables.findLast(({ end }) => end <= offset)?.end ?? 0);
  const indent = lineIndentAt(text, offset);
  const header = `[${keysOf(text, first, path)}]`;
  const source = `${indent}${header}${newline}${indent}${pair}${newline}${gapOf(place)}`;
  return { start, end: start, source };
}

/** The source of a path in the header of a table within it. */
function keysOf(text: string, table: Table | undefined, path: Path): string {
  const { length } = path.filter((step) => typeof step === 'string');
  const keys = table?.keys.slice(0, length) ?? [];
  return text.slice(keys[0]?.start ?? 0, keys.at(-1)?.end ?? 0);
}

interface Lines {
  readonly header: string;
  readonly pair: string;
  /** A table whose indentation is taken. */
  readonly like: Table | undefined;
}

/** Adds a table below the line where `offset` is. */
function below(place: Place, offset: number, { header, pair, like }: Lines): Edit {
  const { text } = place;
  const newline = lineBreakOf(text);
  const outer = lineIndentAt(text, like?.start ?? 0);
  const inner = lineIndentAt(text, like?.pairs.at(-1)?.start ?? like?.start ?? 0);
  const lines = `${outer}${header}${newline}${inner}${pair}`;
  if (offset === 0) return { start: 0, end: 0, source: lines + newline };
  const start = lineEndAt(text, offset);
  const isTight = /^\r?\n[ \t]*[^\s]/u.test(text.slice(start));
  return { start, end: start, source: newline + (isTight ? '' : gapOf(place)) + lines };
}

/** The blank line that the document has between tables; one as well where nothing says that it has none. */
function gapOf({ text, tables }: Place): string {
  const starts = tables
    .slice(1)
    .map(({ start }, index) => startWithComments(text, start, tables[index]?.end ?? 0))
    .filter((start) => text.slice(0, start).trim() !== '');
  const isTight =
    starts.length > 0 &&
    starts.every((start) => text.slice(lineStartAt(text, start - 1), start).trim() !== '');
  return isTight ? '' : lineBreakOf(text);
}
