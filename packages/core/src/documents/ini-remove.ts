import type { Range } from '../formats/range.ts';
import { Refusal, splice } from '../formats/stretch.ts';
import type { Edit } from './editor.ts';
import { type IniPath, type IniRow, isSamePath, readIniRows } from './ini-rows.ts';
import type { Path } from './path.ts';

/** Takes away the line of a key or of a list's item, or whole sections. */
export function removeIni(text: string, path: Path): Edit | Refusal {
  const rows = readIniRows(text);
  const lines = linesOf(rows, path);
  const first = lines[0];
  const last = lines.at(-1);
  if (first === undefined || last === undefined) return new Refusal('it is not there');
  const { start, end } = { start: first.start, end: last.end };
  const inside = lines.map((line) => ({ start: line.start - start, end: line.end - start, source: '' }));
  const source = splice(text.slice(start, end), inside);
  if (end < text.length || /[\r\n]$/u.test(text)) return { start, end, source };
  // A text without a last line break stays one.
  const kept = /(?:\r\n|[\r\n])?$/u;
  if (source !== '') return { start, end, source: source.replace(kept, '') };
  return {
    start: start - (kept.exec(text.slice(Math.max(0, start - 2), start))?.[0].length ?? 0),
    end,
    source,
  };
}

function linesOf(rows: readonly IniRow[], path: Path): readonly Range[] {
  const step = path.at(-1);
  const steps = path.map(String);
  const pairs = rows.filter((row) => row.kind === 'pair');
  if (typeof step === 'number') {
    const items = pairs.filter((row) => isSamePath(row.path, steps.slice(0, -1)));
    return items.slice(step, step + 1).map(({ line }) => line);
  }
  // Below a path without a section of its own there may be a key with a dot.
  const own = pairs.filter((row) =>
    isSamePath(row.section.length === 0 ? row.path.slice(0, steps.length) : row.path, steps),
  );
  return [...own.map(({ line }) => line), ...sectionsBelow(rows, steps)];
}

/** The lines from the header to the last key of every section at a path or below, and the blank lines that set it apart. */
function sectionsBelow(rows: readonly IniRow[], path: IniPath): readonly Range[] {
  return rows.flatMap((row, at) => {
    if (row.kind !== 'section' || !isSamePath(row.path.slice(0, path.length), path)) return [];
    const next = rows.findIndex(({ line }, index) => index > at && line.kind === 'section');
    const end = next === -1 ? rows.length : next;
    const last = rows.findLastIndex(({ kind }, index) => index >= at && index < end && kind !== 'other');
    const isBlank = ({ line }: IniRow): boolean => line.kind === 'blank';
    const after = rows.slice(last + 1).findIndex((each) => !isBlank(each));
    const from = after === -1 ? rows.slice(0, at).findLastIndex((each) => !isBlank(each)) + 1 : at;
    const to = after === -1 ? last : last + after;
    return [{ start: rows[from]?.line.start ?? 0, end: rows[to]?.line.end ?? 0 }];
  });
}
