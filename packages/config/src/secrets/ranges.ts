import { REDACTED } from './secret.ts';

/** A part of a text: from `start` up to but not including `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The text with each part replaced; parts that overlap are one. */
export function redactRanges(text: string, ranges: readonly Range[]): string {
  if (ranges.length === 0) return text;
  const pieces: string[] = [];
  let done = 0;
  for (const { start, end } of merged(ranges)) {
    pieces.push(text.slice(done, start), REDACTED);
    done = end;
  }
  pieces.push(text.slice(done));
  return pieces.join('');
}

function merged(ranges: readonly Range[]): readonly Range[] {
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}

/** A text that is shorter may be a part of any word by chance. In UTF-16 code units. */
const SHORT = 8;
const WORD = /[\p{L}\p{N}_]/u;

/** The ranges without short ones that are only a part of a word: `info` in `information`. */
export function withoutPartsOfWords(text: string, ranges: readonly Range[]): readonly Range[] {
  const isWordAt = (index: number): boolean => WORD.test(text.charAt(index));
  return ranges.filter(({ start, end }) => {
    if (end - start >= SHORT) return true;
    const goesOnBefore = isWordAt(start - 1) && isWordAt(start);
    return !goesOnBefore && !(isWordAt(end - 1) && isWordAt(end));
  });
}
