const BEGIN = '# >>> kmscrypt git install >>>';
const END = '# <<< kmscrypt git install <<<';
/** Stands behind BEGIN in a file that was not there before: the file then goes with our lines. */
const WHOLE_FILE = ' made this file';
const MARKED = new RegExp(`^${BEGIN}(${WHOLE_FILE})?\n[^]*?^${END}$`, 'm');

/** Lines of ours in a file that is otherwise somebody else's. Texts are latin1, so that every byte of it stays. */
export interface Lines {
  readonly lines: readonly string[];
  /** What a new file begins with. */
  readonly head: string;
  /** Where the lines go in a file that has none of ours yet: the beginning of a line, or the end of the text. */
  readonly offsetIn: (text: string) => number;
}

/** The text with our lines, in the place of those that it has already; `text` is undefined where there is no file. */
export function withLines(text: string | undefined, { lines, head, offsetIn }: Lines): string {
  const marked = (mark: string): string =>
    [`${BEGIN}${mark}`, ...lines.map((line) => Buffer.from(line, 'utf8').toString('latin1')), END].join('\n');
  if (text === undefined) return `${head}${marked(WHOLE_FILE)}\n`;
  const known = MARKED.exec(text);
  if (known) {
    const { index, 0: old, 1: mark = '' } = known;
    return text.slice(0, index) + marked(mark) + text.slice(index + old.length);
  }
  const offset = offsetIn(text);
  const before = text.slice(0, offset);
  // Only the last line of a text can be without a newline, which is then owed before our lines and not after them.
  return before === '' || before.endsWith('\n')
    ? `${before}${marked('')}\n${text.slice(offset)}`
    : `${before}\n${marked('')}`;
}

/** The text without our lines; undefined where nothing but its `head` is left of a file that was ours. */
export function withoutLines(text: string, head: string): string | undefined {
  const known = MARKED.exec(text);
  if (!known) return text;
  const { index, 0: marked, 1: mark } = known;
  const after = text.slice(index + marked.length);
  const rest = after.startsWith('\n')
    ? text.slice(0, index) + after.slice(1)
    : text.slice(0, Math.max(0, index - 1)) + after;
  return mark !== undefined && rest === head ? undefined : rest;
}
