import type { Range } from './range.ts';

/** A key, a value or a section's name as it stands, without white space around it. */
export interface IniScalar extends Range {
  /** The comment that follows it up to the `=` or to the end of the line. */
  readonly comment?: Range;
}

export interface IniSection extends Range {
  readonly kind: 'section';
  readonly name: IniScalar;
}

export interface IniPair extends Range {
  readonly kind: 'pair';
  readonly key: IniScalar;
  /** Nothing where there is no `=`. */
  readonly value?: IniScalar;
  /** Whether the reader skips it: without a key, or with U+2028 in its value. */
  readonly skipped: boolean;
}

/** A line with its line break. */
export type IniLine =
  | IniSection
  | IniPair
  | (Range & { readonly kind: 'comment'; readonly comment: Range })
  | (Range & { readonly kind: 'blank' });

const LINE = /([^\r\n]*)(?:\r\n|[\r\n]|$)/gu;

/** Finds the lines of an INI file as the npm package `ini` does. */
export function scanIni(text: string): readonly IniLine[] {
  const matches = Array.from(text.matchAll(LINE)).filter(([line]) => line !== '');
  return matches.map(({ 0: line, 1: source = '', index: start }) => {
    return { ...lineOf(source, start), start, end: start + line.length };
  });
}

type Content<Line> = Line extends IniLine ? Omit<Line, 'start' | 'end'> : never;

function lineOf(source: string, start: number): Content<IniLine> {
  if (source.trim() === '') return { kind: 'blank' };
  if (/^\s*[;#]/u.test(source)) return { kind: 'comment', comment: trimmed(source, start) };
  if (/^\[[^\]]*\]\s*$/u.test(source)) {
    return { kind: 'section', name: trimmed(source.slice(1, source.indexOf(']')), start + 1) };
  }
  const equals = source.indexOf('=');
  const skipped = !/^[^=]+(?:=.*)?$/u.test(source);
  if (equals === -1) return { kind: 'pair', key: scalarOf(source, start), skipped };
  const value = scalarOf(source.slice(equals + 1), start + equals + 1);
  return { kind: 'pair', key: scalarOf(source.slice(0, equals), start), value, skipped };
}

function scalarOf(source: string, start: number): IniScalar {
  const end = isQuoted(source.trim()) ? source.length : commentStart(source);
  const scalar = trimmed(source.slice(0, end), start);
  return end === source.length ? scalar : { ...scalar, comment: trimmed(source.slice(end), start + end) };
}

function trimmed(source: string, at: number): Range {
  const start = at + source.length - source.trimStart().length;
  return { start, end: Math.max(start, at + source.trimEnd().length) };
}

export function isQuoted(value: string): boolean {
  return /^".*"$|^'.*'$|^["']$/su.test(value);
}

function commentStart(source: string): number {
  for (let at = 0; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === ';' || source[at] === '#') return at;
  }
  return source.length;
}
