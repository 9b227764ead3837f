import type { FindingKind, Spot } from './finding.ts';

// The words that secretlint's users know, whatever the comments of the file look like:
// https://github.com/secretlint/secretlint/tree/master/packages/%40secretlint/secretlint-rule-filter-comments
const THIS_LINE = 'secretlint-disable-line';
const NEXT_LINE = 'secretlint-disable-next-line';

/** What a text itself can say of: a rule of .kmscrypt.yaml is not overruled by the files that it is for. */
const WAIVABLE: ReadonlySet<FindingKind> = new Set(['leak', 'broken-token']);

/** Whether a comment on the line of a finding, or on the line before, says that it is no leak but an example. */
export function isWaived({ kind, offset }: Pick<Spot, 'kind' | 'offset'>, text: string): boolean {
  if (!WAIVABLE.has(kind)) return false;
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const newline = text.indexOf('\n', offset);
  const line = text.slice(start, newline === -1 ? text.length : newline);
  const lineBefore = start === 0 ? '' : text.slice(text.lastIndexOf('\n', start - 2) + 1, start);
  return line.includes(THIS_LINE) || lineBefore.includes(NEXT_LINE);
}
