import type { Range } from '../formats/range.ts';
import { Refusal } from '../formats/stretch.ts';
import type { Edit, Insertion } from './editor.ts';
import { lineBreakOf, lineEndAt, lineIndentAt } from './layout.ts';
import { addTable, addTableAbove, addTableItem } from './toml-insert-table.ts';
import { addItem } from './toml-items.ts';
import { startWithComments } from './toml-layout.ts';
import { dottedAt, newPair, newValue, type PairStyle, type Place } from './toml-place.ts';
import { isWithin, tablesOf } from './toml-tables.ts';
import { type Around, containerAt, pairAround } from './toml-values.ts';

/**
 * Adds a value to the array, inline table or table that is there; what is nested deeper, with dots in its key, or below
 * a header of its own where the document has such.
 */
export function insertToml(text: string, insertion: Insertion): Edit | Refusal {
  const tables = tablesOf(text);
  const place: Place = { text, tables, insertion };
  const { parent, parentPath: path, missing: steps } = insertion;
  const around = pairAround(tables, path);
  if (around !== undefined) return intoValue(place, around);
  const within = tables.filter((table) => isWithin(table.path, path));
  if (parent.kind === 'list') return addTableItem(place, within);
  const dotted = dottedAt(place, path);
  if (dotted !== undefined) return addLine(place, dotted.model, { ...dotted, steps });
  const home = within.find((table) => table.path.length === path.length);
  if (home === undefined) return steps.length > 1 ? addTable(place, within) : addTableAbove(place, within);
  const hasTables = path.length === 0 || within.length > 1;
  const hasDots = home.pairs.some(({ keys }) => keys.length > 1);
  if (steps.length > 1 && hasTables && !hasDots) return addTable(place, within);
  const model = home.pairs.at(-1);
  if (model !== undefined) return addLine(place, model, { steps, model });
  return path.length === 0
    ? addFirstLine(place)
    : addLine(place, { start: home.start, end: home.headerEnd }, { steps });
}

function intoValue(place: Place, { pair, rest }: Around): Edit | Refusal {
  const { text, insertion } = place;
  const container = containerAt(pair.value, rest);
  if (container === undefined) return new Refusal('there is no array or inline table');
  const { pairs, items } = container;
  const [, ...below] = insertion.missing;
  const last = items.at(-1);
  if (pairs === undefined && below.length === 0) {
    const value = newValue(place, text.slice(last?.start ?? 0, last?.end ?? 0));
    return value instanceof Refusal ? value : addItem(text, container, value);
  }
  const steps = pairs === undefined ? below : [...container.rest, ...insertion.missing];
  const member = newPair(place, { steps, model: pairs?.at(-1) ?? pair });
  if (member instanceof Refusal) return member;
  return addItem(text, container, pairs === undefined ? `{ ${member} }` : member);
}

/** Adds a pair on a line below another, or below a header. */
function addLine(place: Place, { start, end }: Range, style: PairStyle): Edit | Refusal {
  const { text } = place;
  const pair = newPair(place, style);
  if (pair instanceof Refusal) return pair;
  const at = lineEndAt(text, end);
  return { start: at, end: at, source: lineBreakOf(text) + lineIndentAt(text, start) + pair };
}

/** Adds the first pair that is in no table: above all of those, or below all comments. */
function addFirstLine(place: Place): Edit | Refusal {
  const { text, tables, insertion } = place;
  const pair = newPair(place, { steps: insertion.missing });
  if (pair instanceof Refusal) return pair;
  const newline = lineBreakOf(text);
  const header = tables[1];
  if (header !== undefined) {
    const at = startWithComments(text, header.start, 0);
    return { start: at, end: at, source: pair + newline + newline };
  }
  const content = text.trimEnd().length;
  if (content === 0) return { start: 0, end: 0, source: pair + newline };
  const at = lineEndAt(text, content);
  return { start: at, end: at, source: newline + pair };
}
