import ini from 'ini';
import { type IniLine, type IniPair, type IniScalar, scanIni } from '../formats/ini-lines.ts';
import type { OutlineOther, OutlineValue, ScalarType } from './outline.ts';

/** A line and where what it says lies in the document; nothing where the reader skips it. */
export type IniRow =
  | { readonly kind: 'other'; readonly line: IniLine }
  | { readonly kind: 'section'; readonly line: IniLine; readonly path: IniPath }
  | IniPairRow;

export interface IniPairRow {
  readonly kind: 'pair';
  readonly line: IniPair;
  /** The section that it stands in. */
  readonly section: IniPath;
  /** Its own path; that of the list where it is an item of one. */
  readonly path: IniPath;
  /** Whether its key ends with `[]`. */
  readonly isItem: boolean;
  readonly node: OutlineValue | OutlineOther;
}

export type IniPath = readonly string[];

const BLOCKED = '__proto__';

/** Reads the lines of an INI file as `decode` of the npm package `ini` does. */
export function readIniRows(text: string): readonly IniRow[] {
  let section: IniPath | undefined = [];
  return scanIni(text).map((line): IniRow => {
    if (line.kind === 'section') {
      section = sectionPathOf(String(meaningOf(text, line.name)));
      return section === undefined ? { kind: 'other', line } : { kind: 'section', line, path: section };
    }
    const pair = line.kind === 'pair' && !line.skipped && section && pairRow(text, line, section);
    return pair || { kind: 'other', line };
  });
}

// The reader nests sections at dots, unescapes the last step alone, and drops one step.
function sectionPathOf(name: string): IniPath | undefined {
  if (name === BLOCKED) return undefined;
  const steps = name.split(/(?<!\\)\./u);
  const last = steps.at(-1) ?? '';
  const above = steps.slice(0, -1).filter((step) => step !== BLOCKED);
  const unescaped = last.replaceAll('\\.', '.');
  return above.length === 0 && unescaped === last ? [name] : [...above, unescaped];
}

function pairRow(text: string, line: IniPair, section: IniPath): IniPairRow | undefined {
  const raw = String(meaningOf(text, line.key));
  const isItem = raw.length > 2 && raw.endsWith('[]');
  const key = isItem ? raw.slice(0, -2) : raw;
  if (key === BLOCKED) return undefined;
  const node = nodeOf(text, line);
  // The reader takes a null for an object, so it nests such a key as it nests a section.
  const isNested = section.length === 0 && node.kind === 'value' && node.type === 'null';
  const path = isNested ? (sectionPathOf(key) ?? []) : [...section, key];
  return { kind: 'pair', line, section, path, isItem, node };
}

function nodeOf(text: string, { key, value }: IniPair): OutlineValue | OutlineOther {
  if (value === undefined)
    return { kind: 'value', type: 'boolean', start: key.end, end: key.end, text: 'true' };
  const { start, end } = value;
  const source = text.slice(start, end);
  const of = (type: ScalarType, meaning: string): OutlineValue => ({
    kind: 'value',
    type,
    start,
    end,
    text: meaning,
  });
  // In single quotes the reader takes whatever is JSON.
  const meaning = meaningOf(text, value);
  switch (meaning) {
    case 'true':
    case 'false':
    case true:
    case false:
      return of('boolean', String(meaning));
    case 'null':
    case null:
      return of('null', 'null');
    default:
      if (typeof meaning === 'string') return of('string', meaning);
      if (typeof meaning === 'number') return of('number', source.slice(1, -1).trim());
      return { kind: 'other', start, end, what: 'JSON in quotes' };
  }
}

// Quotes in front of a comment are a part of the value.
function meaningOf(text: string, { start, end, comment }: IniScalar): unknown {
  return ini.unsafe(text.slice(start, comment?.end ?? end));
}

export function isSamePath(one: IniPath, other: IniPath): boolean {
  return one.length === other.length && one.every((step, depth) => step === other[depth]);
}
