// The words that secretlint's users know, whatever the comments of the file look like:
// https://github.com/secretlint/secretlint/tree/master/packages/%40secretlint/secretlint-rule-filter-comments
const THIS_LINE = 'secretlint-disable-line';
const NEXT_LINE = 'secretlint-disable-next-line';

/** Whether a comment on the line of an offset, or on the line before, says that it is no leak. */
export function isWaived(text: string, offset: number): boolean {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const newline = text.indexOf('\n', offset);
  const line = text.slice(start, newline === -1 ? text.length : newline);
  const lineBefore = start === 0 ? '' : text.slice(text.lastIndexOf('\n', start - 2) + 1, start);
  return line.includes(THIS_LINE) || lineBefore.includes(NEXT_LINE);
}
