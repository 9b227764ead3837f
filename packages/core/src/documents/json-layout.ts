import type { Range } from '../formats/range.ts';
import { lineStartAt } from './layout.ts';
import type { OutlineList, OutlineMap } from './outline.ts';

/** The items of a list or of a map, with their keys. */
export function itemsOf(parent: OutlineList | OutlineMap): readonly Range[] {
  return parent.kind === 'list'
    ? parent.items
    : parent.entries.map(({ keyStart, node: { end } }) => ({ start: keyStart, end }));
}

/** What stands behind an item. */
export interface Tail {
  /** Where its comma is; absent behind the last item, unless that has one too. */
  readonly comma?: number;
  /** Where all that belongs to the item ends: its comma, and comments that nothing follows on the line. */
  readonly end: number;
  /** Whether nothing else follows on the line. */
  readonly endsLine: boolean;
  /** Whether what belongs to it ends with a line comment, so that nothing can follow on the line. */
  readonly endsWithLineComment: boolean;
}

/** Looks behind an item that ends at `itemEnd`. A comment in front of the comma, or of the bracket, is the item's. */
export function tailOf(text: string, itemEnd: number): Tail {
  const next = itemEnd + match(text, itemEnd, TRIVIA).length;
  const comma = text[next] === ',' ? next : undefined;
  const from = comma === undefined ? itemEnd : comma + 1;
  const rest = match(text, from, LINE_REST);
  const after = text[from + rest.length];
  const endsLine = after === undefined || after === '\n' || after === '\r';
  const beforeBracket = comma === undefined ? rest.trimEnd() : '';
  return {
    ...(comma === undefined ? {} : { comma }),
    end: from + (endsLine ? rest : beforeBracket).length,
    endsLine,
    endsWithLineComment: endsLine && LINE_COMMENT_LAST.test(rest),
  };
}

/** Where the bracket or comma in front of an item ends. */
export function endBefore(text: string, parent: OutlineList | OutlineMap, index: number): number {
  const before = itemsOf(parent)[index - 1];
  if (before === undefined) return parent.start + 1;
  const { comma } = tailOf(text, before.end);
  return (comma ?? before.end) + 1;
}

/** Whether an item begins its line, if with comments, so that the bracket or comma in front is on a line above. */
export function startsLine(text: string, { start }: Range, before: number): boolean {
  return before <= lineStartAt(text, start);
}

const TRIVIA = /(?:[ \t\r\n]|\/\/[^\r\n]*|\/\*[^]*?\*\/)*/uy;
const LINE_REST = /(?:[ \t]|\/\*[^]*?\*\/)*(?:\/\/[^\r\n]*)?/uy;
const LINE_COMMENT_LAST = /^(?:[ \t]|\/\*[^]*?\*\/)*\/\//u;

function match(text: string, from: number, pattern: RegExp): string {
  pattern.lastIndex = from;
  return pattern.exec(text)?.[0] ?? '';
}
