import { Unreadable } from '../formats/problems.ts';
import { atomsOf, type HclAtom } from './hcl-atoms.ts';

/** Where a value ends: at the end of its line, also at a comma, or at a comma or bracket alone, whatever the line. */
export type HclContext = 'line' | 'object' | 'tuple';

/** A place in an HCL file that moves forward. */
export interface HclCursor {
  at: number;
  readonly text: string;
  readonly atoms: ReadonlyMap<number, HclAtom>;
}

export function cursorOf(text: string): HclCursor {
  return { at: 0, text, atoms: atomsOf(text) };
}

/** Takes what a sticky pattern finds here. */
export function take(cursor: HclCursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0] ?? '';
  cursor.at += found.length;
  return found;
}

/** Whether a character is next; takes it then. */
export function takes(cursor: HclCursor, sign: string): boolean {
  if (cursor.text[cursor.at] !== sign) return false;
  cursor.at += 1;
  return true;
}

/** Takes white space and comments, on the line or also behind it. */
export function skip(cursor: HclCursor, of: 'line' | 'lines'): void {
  for (;;) {
    take(cursor, of === 'line' ? /[ \t]*/y : /(?:[ \t\n]|\r\n)*/y);
    const atom = cursor.atoms.get(cursor.at);
    if (atom?.kind !== 'comment') return;
    cursor.at = atom.end;
  }
}

/** Whether nothing more stands on the line. */
export function isAtBreak({ text, at }: HclCursor): boolean {
  return at === text.length || text[at] === '\n' || text.startsWith('\r\n', at);
}

/** Whether a value in this context ends here. */
export function isAtEnd(cursor: HclCursor, context: HclContext): boolean {
  const next = cursor.text[cursor.at];
  if (context === 'tuple') return next === ',' || next === ']';
  return next === '}' || isAtBreak(cursor) || (context === 'object' && next === ',');
}

const CODE = /[^\s"#/<(){}[\],=:]+|[^]/uy;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Takes all up to the end of a value, or to where `stops` says so outside of brackets; gives where the code ends. */
export function skipCode(cursor: HclCursor, stops: () => boolean, of: 'line' | 'lines'): number {
  const open: { readonly at: number; readonly closing: string }[] = [];
  let end = cursor.at;
  for (;;) {
    skip(cursor, open.length === 0 ? of : 'lines');
    const { at, text } = cursor;
    if (open.length === 0 && (at === text.length || stops())) return end;
    const opened = open.at(-1);
    if (at === text.length) throw Unreadable.at(opened?.at ?? at, 'a bracket is not closed');
    const atom = cursor.atoms.get(at);
    const sign = text[at] ?? '';
    if (atom !== undefined) cursor.at = atom.end;
    else if (sign === opened?.closing) {
      open.pop();
      cursor.at += 1;
    } else if (/[)}\]]/u.test(sign)) throw Unreadable.at(at, 'a bracket closes that was not opened');
    else {
      const closing = CLOSING[sign];
      if (closing !== undefined) open.push({ at, closing });
      take(cursor, CODE);
    }
    end = cursor.at;
  }
}
