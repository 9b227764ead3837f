/** Where the line of an offset begins. */
export function lineStartAt(text: string, offset: number): number {
  // Before the first character, lastIndexOf would look at it.
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line of an offset ends, before its line break. */
export function lineEndAt(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline === -1) return text.length;
  return text[newline - 1] === '\r' && newline > offset ? newline - 1 : newline;
}

/** Where the next line begins, or the text ends. */
export function nextLineAt(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline === -1 ? text.length : newline + 1;
}

/** The white space that the line of an offset begins with, up to the offset. */
export function lineIndentAt(text: string, offset: number): string {
  return blanksAt(text.slice(0, offset), lineStartAt(text, offset));
}

/** The white space at an offset, to the end of the line at most. */
export function blanksAt(text: string, offset: number): string {
  BLANKS.lastIndex = offset;
  return BLANKS.exec(text)?.[0] ?? '';
}

const BLANKS = /[ \t]*/uy;

/** The line break that a text uses: that of its first line; LF where it has one line. */
export function lineBreakOf(text: string): '\n' | '\r\n' {
  return /\r?\n/u.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n';
}

/** One step of indentation: what the first indented line has; two spaces where there is none. */
export function indentUnitOf(text: string): string {
  return /^(\t|[ ]+)\S/mu.exec(text)?.[1] ?? '  ';
}
