import { splice } from '../formats/stretch.ts';
import type { Range } from '../formats/range.ts';
import type { Edit } from './editor.ts';
import { indentUnitOf, lineBreakOf, lineIndentAt, lineStartAt, nextLineAt } from './layout.ts';

/** An array or an inline table, from bracket to bracket, and what stands in it between commas. */
export interface Items extends Range {
  readonly items: readonly Range[];
  /** What stands between a bracket and an only item: a space in inline tables. */
  readonly padding: string;
}

/** Adds an item behind the last one: on its line, or on a line of its own as that has. */
export function addItem(text: string, { start, end, items, padding }: Items, item: string): Edit {
  const newline = lineBreakOf(text);
  const last = items.at(-1);
  if (last === undefined) return addFirst(text, { start, end, item, padding });
  const comma = commaAt(text, last.end);
  const from = comma === undefined ? last.end : comma + 1;
  const before = endBefore(text, { start, items }, items.length - 1);
  if (!startsLine(text, last, before)) {
    const gap = items.length === 1 ? ' ' : (/[ \t]*$/u.exec(text.slice(before, last.start))?.[0] ?? '');
    return { start: from, end: from, source: comma === undefined ? `,${gap}${item}` : `${gap}${item},` };
  }
  const comment = at(text, from, COMMENT);
  const line = newline + lineIndentAt(text, last.start) + item;
  // A comma goes in front of the comment.
  return comma === undefined
    ? { start: from, end: from + comment.length, source: `,${comment}${line}` }
    : { start: from + comment.length, end: from + comment.length, source: `${line},` };
}

function addFirst(
  text: string,
  { start, end, item, padding }: Range & { readonly item: string; readonly padding: string },
): Edit {
  const inside = text.slice(start + 1, end - 1);
  const outer = lineIndentAt(text, start);
  const inner = /\n([ \t]*)#/u.exec(inside)?.[1] ?? outer + indentUnitOf(text);
  const line = lineBreakOf(text) + inner + item;
  const comments = inside.trimEnd();
  if (comments !== '') {
    const behind = start + 1 + comments.length;
    return { start: behind, end: behind, source: line };
  }
  const source = inside.includes('\n') ? line + lineBreakOf(text) + outer : padding + item + padding;
  return { start: start + 1, end: end - 1, source };
}

/** Takes items away with their commas; and with their lines, where they stand alone there, and the comments on those. */
export function removeItems(
  text: string,
  { start, end, items }: Items,
  isGone: (index: number) => boolean,
): Edit {
  const edits: Edit[] = [];
  for (let first = 0; first < items.length; first += 1) {
    if (!isGone(first)) continue;
    let last = first;
    while (last + 1 < items.length && isGone(last + 1)) last += 1;
    edits.push(removeRun(text, { start, items }, { first, last }));
    first = last;
  }
  const edit = merged(text, edits);
  const inside = text.slice(start + 1, edit.start) + edit.source + text.slice(edit.end, end - 1);
  return inside.trim() === '' ? { start: start + 1, end: end - 1, source: '' } : edit;
}

function removeRun(
  text: string,
  list: Pick<Items, 'start' | 'items'>,
  { first, last }: { readonly first: number; readonly last: number },
): Edit {
  const start = list.items[first]?.start ?? 0;
  const itemEnd = list.items[last]?.end ?? 0;
  const before = endBefore(text, list, first);
  const comma = commaAt(text, itemEnd);
  const end = comma === undefined ? itemEnd : comma + 1;
  const lineEnd = end + at(text, end, COMMENT).length;
  const isFirst = startsLine(text, { start }, before);
  const isLast = /^[ \t]*(?:\r?\n|$)/u.test(text.slice(lineEnd));
  const isTail = last === list.items.length - 1;
  const isBlank = text.slice(before, start).trim() === '';
  const from = start - (/[ \t]*$/u.exec(text.slice(before, start))?.[0].length ?? 0);
  let edit: Edit;
  if (isTail && isBlank) edit = { start: before, end: isFirst && isLast ? lineEnd : end, source: '' };
  else if (isFirst && isLast)
    edit = { start: lineStartAt(text, start), end: nextLineAt(text, lineEnd), source: '' };
  else if (isTail || isLast) edit = { start: from, end, source: '' };
  else edit = { start, end: end + at(text, end, BLANKS).length, source: '' };
  if (!isTail || comma !== undefined || first === 0) return edit;
  // The comma in front would now stand behind the last item; a comment between stays.
  return { ...edit, start: before - 1, source: text.slice(before, edit.start) };
}

/** One edit that does the same as several, which are in order. */
export function merged(text: string, edits: readonly Edit[]): Edit {
  const start = edits[0]?.start ?? 0;
  const end = edits.at(-1)?.end ?? start;
  const shifted = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  return { start, end, source: splice(text.slice(start, end), shifted) };
}

/** Where the bracket or comma in front of an item ends. */
function endBefore(text: string, { start, items }: Pick<Items, 'start' | 'items'>, index: number): number {
  const before = items[index - 1];
  return before === undefined ? start + 1 : (commaAt(text, before.end) ?? before.end) + 1;
}

function startsLine(text: string, { start }: Pick<Range, 'start'>, before: number): boolean {
  return before <= lineStartAt(text, start);
}

/** Where the comma behind an item is; the last one may have none. */
function commaAt(text: string, itemEnd: number): number | undefined {
  const next = itemEnd + at(text, itemEnd, TRIVIA).length;
  return text[next] === ',' ? next : undefined;
}

const TRIVIA = /(?:[ \t\r\n]|#[^\n]*)*/uy;
const COMMENT = /(?:[ \t]*#[^\r\n]*)?/uy;
const BLANKS = /[ \t]*/uy;

function at(text: string, from: number, pattern: RegExp): string {
  pattern.lastIndex = from;
  return pattern.exec(text)?.[0] ?? '';
}
