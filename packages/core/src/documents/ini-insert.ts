import type { Range } from '../formats/range.ts';
import { writeIniKey, writeIniPath } from '../formats/ini-write.ts';
import { Refusal } from '../formats/stretch.ts';
import type { Edit, Insertion } from './editor.ts';
import { type IniPairRow, type IniPath, type IniRow, isSamePath, readIniRows } from './ini-rows.ts';
import { writeIniScalar } from './ini-scalar.ts';
import { lineBreakOf } from './layout.ts';

/** Adds a key behind the last one of its section, an item behind the last one of its list, a new section at the end. */
export function insertIni(text: string, { parent, parentPath, missing, scalar }: Insertion): Edit | Refusal {
  const value = writeIniScalar(scalar);
  if (value instanceof Refusal) return value;
  const rows = readIniRows(text);
  const above = parentPath.map(String);
  if (parent.kind === 'list') {
    const last = rows.findLast(
      (row): row is IniPairRow => row.kind === 'pair' && isSamePath(row.path, above),
    );
    if (last === undefined || missing.length > 1) return new Refusal('a list of ini holds values only');
    const key = text.slice(last.line.key.start, last.line.key.end);
    return behind(text, last.line, pairSource({ text, rows: [last], section: last.section }, key, value));
  }
  const section = [...above, ...missing.slice(0, -1).map(String)];
  const key = keySource(String(missing.at(-1)));
  if (key instanceof Refusal) return key;
  const pair = pairSource({ text, rows, section }, key, value);
  const last = missing.length === 1 ? lastOf(rows, section) : undefined;
  if (last !== undefined) return behind(text, last.line, pair);
  return section.length === 0 ? inFront(text, rows, pair) : atEnd(text, rows, { section, pair });
}

function keySource(key: string): string | Refusal {
  if (key.length > 2 && key.endsWith('[]'))
    return new Refusal('ini takes a key that ends with [] for a list');
  return writeIniKey({ parts: [{ plaintext: key }], value: key, comment: '' });
}

/** The last key of a section, else its header. */
function lastOf(rows: readonly IniRow[], section: IniPath): IniRow | undefined {
  return (
    rows.findLast((row) => row.kind === 'pair' && isSamePath(row.section, section)) ??
    rows.findLast((row) => row.kind === 'section' && isSamePath(row.path, section))
  );
}

/** A line in the style of the last one in its section, else of the last one in any. */
function pairSource(
  {
    text,
    rows,
    section,
  }: { readonly text: string; readonly rows: readonly IniRow[]; readonly section: IniPath },
  key: string,
  value: string,
): string {
  const models = rows.flatMap((row) => {
    if (row.kind !== 'pair' || row.line.value === undefined || row.line.key.comment !== undefined) return [];
    const separator = text.slice(row.line.key.end, row.line.value.start).replace(/\s{2,}/gu, ' ');
    const indent = text.slice(row.line.start, row.line.key.start);
    return row.line.value.end === row.line.value.start ? [] : [{ section: row.section, separator, indent }];
  });
  const model =
    models.findLast((each) => isSamePath(each.section, section)) ??
    models.findLast((each) => each.section.length > 0 && section.length > 0);
  return (model?.indent ?? '') + key + (model ?? models.at(-1) ?? { separator: '=' }).separator + value;
}

function behind(text: string, { start, end }: Range, source: string): Edit {
  const newline = lineBreakOf(text);
  const endsLine = /[\r\n]$/u.test(text.slice(start, end));
  return { start: end, end, source: endsLine ? source + newline : newline + source };
}

/** Adds the first key that is in no section: in front of the first section and the comments right above it. */
function inFront(text: string, rows: readonly IniRow[], pair: string): Edit {
  const header = rows.findIndex(({ line }) => line.kind === 'section');
  if (header === -1) {
    const last = rows.at(-1);
    return last ? behind(text, last.line, pair) : { start: 0, end: 0, source: pair + lineBreakOf(text) };
  }
  const first = rows.slice(0, header).findLastIndex(({ line }) => line.kind !== 'comment') + 1;
  const at = rows[first]?.line.start ?? 0;
  return { start: at, end: at, source: pair + lineBreakOf(text).repeat(2) };
}

function atEnd(
  text: string,
  rows: readonly IniRow[],
  { section, pair }: { readonly section: IniPath; readonly pair: string },
): Edit | Refusal {
  if (section.slice(0, -1).some((step) => step.includes('.'))) {
    return new Refusal('ini cannot have a dot in the name of a section that holds another');
  }
  const name = writeIniPath(section);
  if (name instanceof Refusal) return name;
  const newline = lineBreakOf(text);
  const at = text.length;
  const source = `[${name}]${newline}${pair}`;
  const last = rows.at(-1);
  if (last === undefined) return { start: at, end: at, source: source + newline };
  const endsLine = /[\r\n]$/u.test(text);
  const gap = (last.line.kind === 'blank' ? '' : newline) + (endsLine ? '' : newline);
  return { start: at, end: at, source: gap + source + (endsLine ? newline : '') };
}
