import { writeLineComment } from './comment.ts';
import { join, type Part, plaintextsOf, Refusal } from './stretch.ts';
import { doubleQuoted, isPlainWord } from './yaml-flow.ts';

/**
 * Writes a block scalar: in place where neither its indentation nor the line breaks at its end are concerned, else
 * as a double quoted one. The comment of its header is kept.
 */
export function writeBlock(
  parts: readonly Part[],
  of: { readonly value: string; readonly source: string; readonly literal: boolean },
): string | Refusal {
  const { header, body } = split(parts);
  const start = writeLineComment(header);
  if (start instanceof Refusal) return start;
  const plaintexts = plaintextsOf(body);
  if (plaintexts.every(isPlainWord)) return start + join(body, (plaintext) => plaintext);
  const indent = blockIndentOf(of.source);
  if (of.literal && indent !== '' && plaintexts.every(isBlockText)) {
    const newline = `${of.source.includes('\r\n') ? '\r\n' : '\n'}${indent}`;
    return start + join(body, (plaintext) => plaintext.replaceAll('\n', newline));
  }
  return doubleQuoted(of.value) + start.replace(/^[|>][-+0-9]*|\r$/gu, '') + blockTailOf(of.source);
}

// The header ends before the first line break, which is part of the body.
function split(parts: readonly Part[]): { readonly header: readonly Part[]; readonly body: readonly Part[] } {
  const index = parts.findIndex((part) => part.kept?.includes('\n'));
  const kept = parts[index]?.kept ?? '';
  const newline = kept.indexOf('\n');
  return {
    header: [...parts.slice(0, index), { kept: kept.slice(0, newline) }],
    body: [{ kept: kept.slice(newline) }, ...parts.slice(index + 1)],
  };
}

/** Whether lines are printable (section 5.1), and begin and end with something visible: white space counts at either end. */
export function isBlockText(plaintext: string): boolean {
  return (
    /^\S/u.test(plaintext) &&
    /\S$/u.test(plaintext) &&
    !/[\p{Cc}\ufeff\ufffe\uffff\u2028\u2029]/u.test(plaintext.replaceAll('\n', ' '))
  );
}

/** The indentation of the content; none where the header sets it, as it then counts from the parent's. */
export function blockIndentOf(source: string): string {
  const [header = '', ...lines] = source.split('\n');
  if (/^[|>][-+]*[1-9]/u.test(header)) return '';
  const first = lines.find((line) => /[^ \r]/u.test(line));
  return /^ */u.exec(first ?? '')?.[0] ?? '';
}

/** The line breaks after the last visible character: the layout of what follows. */
export function blockTailOf(source: string): string {
  let end = source.length;
  while (' \t\r\n'.includes(source[end - 1] ?? 'x')) end -= 1;
  return source.slice(end).replace(/[ \t]/gu, '');
}
