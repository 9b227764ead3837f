/** A place in a text, as editors count it: line and column both start at 1; a column is a code point, a BOM too. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const NEWLINE = 0x0a;
const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Turns ascending offsets into {@link Position}s in one pass: indexes into a string, or byte offsets into bytes
 * (read as UTF-8; each invalid sequence counts as one column).
 */
export function positionsOf(text: string | Uint8Array, offsets: readonly number[]): Position[] {
  const indexOfNewline = (from: number): number =>
    typeof text === 'string' ? text.indexOf('\n', from) : text.indexOf(NEWLINE, from);
  const positions: Position[] = [];
  let line = 1;
  let column = 1;
  let at = 0;
  let newline = indexOfNewline(0);
  for (const offset of offsets) {
    while (newline !== -1 && newline < offset) {
      line += 1;
      column = 1;
      at = newline + 1;
      newline = indexOfNewline(at);
    }
    column += codePoints(text, at, offset);
    at = offset;
    positions.push({ line, column });
  }
  return positions;
}

/** The {@link Position} of one offset. */
export function positionAt(text: string | Uint8Array, offset: number): Position {
  const [position] = positionsOf(text, [offset]);
  return position ?? { line: 1, column: 1 };
}

function codePoints(text: string | Uint8Array, start: number, end: number): number {
  const part = typeof text === 'string' ? text.slice(start, end) : DECODER.decode(text.subarray(start, end));
  let count = 0;
  for (const _ of part) count += 1;
  return count;
}
