import { Unreadable } from './problems.ts';
import { unicodeEscape } from './unicode-escape.ts';
import type { Range } from './range.ts';

/** A comment, or a logical line: its key and its value as they stand, continuations and escapes included. */
export type PropertyLine =
  | (Range & { readonly kind: 'comment' })
  | { readonly kind: 'pair'; readonly key: Range; readonly value: Range };

const BLANK = /[ \t\f]*/y;
const REST = /[^\r\n]*/y;
const SPACE = /(?:[ \t\f]|\\(?:\r\n|[\r\n]))*/y;
const KEY = /(?:\\(?:\r\n[ \t\f]*|[\r\n][ \t\f]*|[^]|$)|[^\\\r\n \t\f:=]+)*/y;
const VALUE = /(?:\\(?:\r\n[ \t\f]*|[\r\n][ \t\f]*|[^]|$)|[^\\\r\n]+)*/y;

/** Finds the lines of a properties file, as `java.util.Properties.load` reads them. */
export function scanProperties(text: string): readonly PropertyLine[] {
  const lines: PropertyLine[] = [];
  let at = 0;
  const take = (pattern: RegExp): Range => {
    pattern.lastIndex = at;
    const start = at;
    at += pattern.exec(text)?.[0].length ?? 0;
    return { start, end: at };
  };
  while (at < text.length) {
    take(BLANK);
    const first = text[at];
    if (first === '\r' || first === '\n') at += 1;
    else if (first === '#' || first === '!') lines.push({ kind: 'comment', ...take(REST) });
    else if (first !== undefined) {
      const key = take(KEY);
      take(SPACE);
      if (text[at] === '=' || text[at] === ':') {
        at += 1;
        take(SPACE);
      }
      lines.push({ kind: 'pair', key, value: take(VALUE) });
    }
  }
  return lines;
}

const ESCAPE = /\\(?:\r\n[ \t\f]*|[\r\n][ \t\f]*|u(?:[0-9A-Fa-f]{4})?|[^]|$)/gu;
const LETTERS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

/** What a key or a value means. @throws Unreadable for `\u` without four digits, as Java does */
export function unescapeProperty(text: string, { start, end }: Range): string {
  return text.slice(start, end).replace(ESCAPE, (escape, offset: number) => {
    const kind = escape[1] ?? '\n';
    if (kind === '\r' || kind === '\n') return '';
    if (kind !== 'u') return LETTERS[kind] ?? escape.slice(1);
    if (escape.length < 6) throw Unreadable.at(start + offset, 'four hexadecimal digits must follow \\u');
    return String.fromCharCode(Number.parseInt(escape.slice(2), 16));
  });
}

/** Writes a value, or a part of one at any place, in printable ASCII. */
export function escapeProperty(value: string): string {
  return value
    .replace(/\\/gu, '\\\\')
    .replace(/^[ :=]/u, '\\$&')
    .replace(/[^ -~]/g, (unit) => LETTER_ESCAPES[unit] ?? unicodeEscape(unit));
}

const LETTER_ESCAPES: Readonly<Record<string, string>> = {
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\f': '\\f',
};
