import type { Range } from '../formats/range.ts';
import { type HclNode, type HclObject, type HclTuple, rangeOf } from './hcl-nodes.ts';
import { BLOCK_COMMENT } from './block-comment.ts';
import { lineIndentAt, lineStartAt } from './layout.ts';

/** The items of a list or an object, with their keys. */
export function itemsOf(parent: HclTuple | HclObject): readonly Range[] {
  return parent.kind === 'list' ? parent.items : parent.entries.map(rangeOf);
}

/** What stands behind an item. */
export interface HclTail {
  /** Where its comma is. */
  readonly comma?: number;
  /** Where all that belongs to the item ends: its comma, and comments that nothing follows on the line. */
  readonly end: number;
  /** Whether nothing else follows on the line. */
  readonly endsLine: boolean;
  /** Whether what belongs to it ends with a line comment, so that nothing can follow on the line. */
  readonly endsWithLineComment: boolean;
}

const LINE_COMMENT = String.raw`(?:#|\/\/)[^\r\n]*(?![^\r\n])`;
const BLANKS = `(?:[ \\t]|${BLOCK_COMMENT})*`;
const ON_LINE = new RegExp(BLANKS, 'uy');
const ON_LINES = new RegExp(`(?:[ \\t\\r\\n]|${LINE_COMMENT}|${BLOCK_COMMENT})*`, 'uy');
const LINE_REST = new RegExp(`${BLANKS}(?:${LINE_COMMENT})?`, 'uy');
const LINE_COMMENT_LAST = new RegExp(`^${BLANKS}(?:#|\\/\\/)`, 'u');
const ONLY_BLANKS = new RegExp(`^${BLANKS}$`, 'u');

/** Whether nothing but block comments stands in a stretch of a line. */
export function isBlankOnLine(source: string): boolean {
  return ONLY_BLANKS.test(source);
}

/** Looks behind what ends at `itemEnd`; in a list its comma may be on a line below. */
export function tailOf(text: string, itemEnd: number, inList: boolean): HclTail {
  const next = itemEnd + match(text, itemEnd, inList ? ON_LINES : ON_LINE).length;
  const comma = text[next] === ',' ? next : undefined;
  const from = comma === undefined ? itemEnd : comma + 1;
  const rest = match(text, from, LINE_REST);
  const after = text[from + rest.length];
  const endsLine = after === undefined || after === '\n' || after === '\r';
  // A comment in front of the closing bracket is the item's.
  const own = endsLine ? rest : comma === undefined ? rest.trimEnd() : '';
  return {
    ...(comma === undefined ? {} : { comma }),
    end: from + own.length,
    endsLine,
    endsWithLineComment: endsLine && LINE_COMMENT_LAST.test(rest),
  };
}

/** Whether what begins at `start` begins its line, if behind comments; what stands in front ends at `before`. */
export function startsLine(text: string, start: number, before: number): boolean {
  return before <= lineStartAt(text, start);
}

/** Where what stands in front of an item ends: its comma, or the item or bracket before. */
export function endBefore(text: string, parent: HclTuple | HclObject, index: number): number {
  const before = itemsOf(parent)[index - 1];
  if (before === undefined) return parent.start + 1;
  const { comma } = tailOf(text, before.end, parent.kind === 'list');
  return comma === undefined ? before.end : comma + 1;
}

/** Whether the last line of a stretch is the end of a heredoc, which nothing can follow on its line. */
export function endsWithHeredoc(text: string, { start, end }: Range): boolean {
  const source = text.slice(start, end);
  return source.includes('<<') && /\n[ \t]*[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(source);
}

/** One step of indentation: that of the first block, object or list whose first item has a line of its own; else two spaces. */
export function hclUnitOf(text: string, node: HclNode): string {
  return unitWithin(text, node) ?? '  ';
}

function unitWithin(text: string, node: HclNode): string | undefined {
  if (node.kind === 'value' || node.kind === 'other') return undefined;
  const children = node.kind === 'list' ? node.items : node.entries.map((entry) => entry.node);
  const first = node.kind === 'list' ? node.items[0]?.start : node.entries[0]?.keyStart;
  const outer = lineIndentAt(text, node.start);
  const inner = first === undefined ? outer : lineIndentAt(text, first);
  if (inner.startsWith(outer) && inner !== outer) return inner.slice(outer.length);
  for (const child of children) {
    const unit = unitWithin(text, child);
    if (unit !== undefined) return unit;
  }
  return undefined;
}

function match(text: string, from: number, pattern: RegExp): string {
  pattern.lastIndex = from;
  return pattern.exec(text)?.[0] ?? '';
}
