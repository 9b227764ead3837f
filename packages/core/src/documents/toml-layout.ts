import type { Range } from '../formats/range.ts';
import { lineEndAt, lineStartAt, nextLineAt } from './layout.ts';

/** Where a table ends whose last header or pair ends at `offset`: with the comments below, unless they lead to what follows. */
export function endOfTable(text: string, offset: number): number {
  const end = lineEndAt(text, offset);
  COMMENTS_TO_BLANK.lastIndex = end;
  return end + (COMMENTS_TO_BLANK.exec(text)?.[0].length ?? 0);
}

const COMMENTS_TO_BLANK = /(?:\r?\n[ \t]*#[^\r\n]*)+(?=\s*$|\r?\n[ \t]*\r?\n)/uy;

/** Where a header with the comments right above it begins; none of them is in front of `floor`. */
export function startWithComments(text: string, header: number, floor: number): number {
  let start = lineStartAt(text, header);
  while (start > floor) {
    const above = lineStartAt(text, start - 1);
    if (above < floor || !/^[ \t]*#/u.test(text.slice(above, start))) break;
    start = above;
  }
  return start;
}

/** The whole lines of a range, with blank lines that would then be too many, or lead to nothing. */
export function linesToRemove(text: string, { start, end }: Range): Range {
  const from = lineStartAt(text, start);
  const [breaks = ''] = /(?:\r?\n[ \t]*)*$/u.exec(text.slice(0, from)) ?? [];
  const contentEnd = from - breaks.length;
  const blanks = breaks.split('\n').length - (contentEnd === 0 ? 1 : 2);
  const next = nextLineAt(text, end);
  BLANK_LINES.lastIndex = next;
  const after = BLANK_LINES.exec(text)?.[0].match(/\n/gu)?.length ?? 0;
  let to = next;
  for (let left = from === 0 ? after : Math.min(blanks, after); left > 0; left -= 1)
    to = nextLineAt(text, to);
  if (next < text.length) return { start: from, end: to };
  // A text without a last line break stays one.
  return { start: text.endsWith('\n') ? Math.min(from, nextLineAt(text, contentEnd)) : contentEnd, end: to };
}

const BLANK_LINES = /(?:[ \t]*\r?\n)*/uy;
