/** A place in a text, as editors count it: line and column both start at 1; a column is a code point. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const NEWLINE = 0x0a;

/**
 * Turns an offset into a {@link Position}: an index into a string, or a byte offset into bytes
 * (whose line up to there is read as UTF-8, each invalid sequence counting as one column).
 */
export function positionAt(text: string | Uint8Array, offset: number): Position {
  let line = 1;
  let lineStart = 0;
  const next = (from: number): number =>
    typeof text === 'string' ? text.indexOf('\n', from) : text.indexOf(NEWLINE, from);
  for (let at = next(0); at !== -1 && at < offset; at = next(lineStart)) {
    line += 1;
    lineStart = at + 1;
  }
  const before =
    typeof text === 'string'
      ? text.slice(lineStart, offset)
      : new TextDecoder('utf-8', { ignoreBOM: false }).decode(text.subarray(lineStart, offset));
  return { line, column: Array.from(before).length + 1 };
}
