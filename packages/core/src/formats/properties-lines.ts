import { Unreadable } from './problems.ts';
import { unicodeEscape } from './unicode-escape.ts';
import type { Range } from './range.ts';

/** A logical line from its indentation to its line break: its key and its value as they stand, with continuations and escapes. */
export interface PropertyPair extends Range {
  readonly kind: 'pair';
  readonly key: Range;
  readonly value: Range;
}

export type PropertyLine = PropertyPair | (Range & { readonly kind: 'comment' });

const BLANK = /[ \t\f]*/y;
const REST = /[^\r\n]*/y;
const SPACE = /(?:[ \t\f]|\\(?:\r\n|[\r\n]))*/y;
const BREAK = /(?:\r\n|[\r\n])?/y;
// A backslash at the end of the text is no part of the key, so that a value can stand in its place.
const KEY = /(?:\\(?:\r\n[ \t\f]*|[\r\n][ \t\f]*|[^])|[^\\\r\n \t\f:=]+)*/y;
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
    const { start } = take(BLANK);
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
      const value = take(VALUE);
      const { end } = take(BREAK);
      if (value.end > key.end || !isBlank(text, key)) lines.push({ kind: 'pair', start, end, key, value });
    }
  }
  return lines;
}

// Java skips a line that is blank once its continuations are joined.
function isBlank(text: string, { start, end }: Range): boolean {
  return /^(?:\\[\r\n]+[ \t\f]*)*$/u.test(text.slice(start, end));
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
  return inAscii(value.replace(/\\/gu, '\\\\').replace(/^[ :=]/u, '\\$&'));
}

/** Writes a key in printable ASCII. */
export function escapePropertyKey(key: string): string {
  return inAscii(key.replace(/[\\ :=]|^[#!]/gu, '\\$&'));
}

function inAscii(text: string): string {
  return text.replace(/[^ -~]/g, (unit) => LETTER_ESCAPES[unit] ?? unicodeEscape(unit));
}

const LETTER_ESCAPES: Readonly<Record<string, string>> = {
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\f': '\\f',
};
