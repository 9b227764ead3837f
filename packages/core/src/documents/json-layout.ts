import type { Range } from '../formats/range.ts';
import { BLOCK_COMMENT } from './block-comment.ts';
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
  LINE_REST.lastIndex = from;
  const { 0: rest = '', groups } = LINE_REST.exec(text) ?? {};
  const after = from + rest.length;
  const endsLine = /^(?:\r?\n|$)/u.test(text.slice(after, after + 2));
  const beforeBracket = comma === undefined ? rest.trimEnd() : '';
  return {
    ...(comma === undefined ? {} : { comma }),
    end: from + (endsLine ? rest : beforeBracket).length,
    endsLine,
    endsWithLineComment: groups?.['line'] !== undefined,
  };
}

/** Where the bracket or comma in front of an item ends. */
export function endBefore(text: string, parent: OutlineList | OutlineMap, index: number): number {
  const before = itemsOf(parent)[index - 1];
  if (before === undefined) return parent.start + 1;
  const { comma } = tailOf(text, before.end);
  return (comma ?? before.end) + 1;
}

/**
 * Where the line of an item begins, if the bracket or comma in front of it, which ends at `before`, is on a line above.
 * A line break in a comment counts for none.
 */
export function ownLineAt(text: string, before: number): number | undefined {
  const lines = match(text, before, LINES);
  return lines === '' ? undefined : before + lines.length;
}

// Each comment can be read in one way only, so that none of the patterns backtracks into it.
const LINE_COMMENT = String.raw`\/\/[^\r\n]*(?![^\r\n])`;
const TRIVIA = new RegExp(`(?:[ \\t\\r\\n]|${LINE_COMMENT}|${BLOCK_COMMENT})*`, 'uy');
const LINES = new RegExp(`(?:(?:[ \\t\\r]|${LINE_COMMENT}|${BLOCK_COMMENT})*\\n)*`, 'uy');
const LINE_REST = new RegExp(`(?:[ \\t]|${BLOCK_COMMENT})*(?<line>${LINE_COMMENT})?`, 'uy');

function match(text: string, from: number, pattern: RegExp): string {
  pattern.lastIndex = from;
  return pattern.exec(text)?.[0] ?? '';
}
