/** Control characters, invisible formatting and line separators: what could move a cursor, hide text or forge a line. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** A line as it is safe to show: file names, tokens and what a server says may hold anything. */
export function printable(line: string): string {
  return line.replace(UNPRINTABLE, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
}
