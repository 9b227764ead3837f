import type { Range } from '../formats/range.ts';
import { Refusal } from '../formats/stretch.ts';
import type { Edit } from './editor.ts';
import type { Path } from './path.ts';
import { merged, removeItems } from './toml-items.ts';
import { isWithin, pathOf, type Table, tablesOf } from './toml-tables.ts';
import { endOfTable, linesToRemove } from './toml-layout.ts';
import { containerAt, pairAround } from './toml-values.ts';

/** Takes away a value with its line, tables with all of theirs, or what an array or inline table holds. */
export function removeToml(text: string, path: Path): Edit | Refusal {
  const tables = tablesOf(text);
  const statements = tables.flatMap((table) => statementsOf(text, table));
  const edits: Edit[] = [];
  let run: Statement[] = [];
  for (const statement of [...statements, undefined]) {
    if (statement !== undefined && isWithin(statement.path, path)) run.push(statement);
    else if (run.length > 0) {
      edits.push({ ...linesOf(text, run, path), source: '' });
      run = [];
    }
  }
  return edits.length > 0 ? merged(text, edits) : removeWithin(text, tables, path);
}

/** A header or a pair. */
interface Statement extends Range {
  readonly path: Path;
  readonly table: Table;
}

function statementsOf(text: string, table: Table): readonly Statement[] {
  const { path, keys, start, headerEnd } = table;
  const pairs = table.pairs.map((pair) => ({
    path: pathOf(table, pair),
    table,
    start: pair.start,
    end: pair.end,
  }));
  return keys.length === 0 ? pairs : [{ path, table, start, end: headerEnd }, ...pairs];
}

function removeWithin(text: string, tables: readonly Table[], path: Path): Edit | Refusal {
  const around = pairAround(tables, path);
  const step = around?.rest.at(-1);
  const container = around && containerAt(around.pair.value, around.rest.slice(0, -1));
  if (container === undefined || step === undefined) return new Refusal('it is not there');
  const { pairs, rest } = container;
  const keys = [...rest, step];
  const isGone = (index: number): boolean =>
    pairs === undefined ? index === step : isWithin(namesOf(pairs[index]?.keys ?? []), keys);
  return removeItems(text, container, isGone);
}

function namesOf(keys: Table['keys']): Path {
  return keys.map(({ name }) => name);
}

function linesOf(text: string, run: readonly Statement[], path: Path): Range {
  const start = run[0]?.start ?? 0;
  const last = run.at(-1);
  const end = last?.end ?? start;
  const isWhole = last !== undefined && last.table.keys.length > 0 && isWithin(last.table.path, path);
  return linesToRemove(text, { start, end: isWhole ? endOfTable(text, end) : end });
}
