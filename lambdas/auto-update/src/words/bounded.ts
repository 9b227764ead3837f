import { counted } from '@kmscrypt/lambda';

/**
 * One line of at most so many characters; what is more is cut and marked by `…`. What hosts and tags say is others' words: no control
 * characters get through.
 */
export function lineOf(text: string, most: number): string {
  const line = indentedLineOf(text, Infinity).trim();
  return line.length <= most ? line : indentedLineOf(line, most);
}

/** The same, with the spaces that it begins with. */
export function indentedLineOf(text: string, most: number): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
  return line.length <= most ? line : `${whole(line.slice(0, most - 1))}…`;
}

/** As many whole lines as fit; the last one then says how many are left out, and where they are. */
export function linesOf(
  lines: readonly string[],
  { most, where }: { readonly most: number; readonly where: string },
): string {
  const text = lines.join('\n');
  if (text.length <= most) return text;
  // The number of the lines that are left out is never longer than that of all.
  const room = most - `… and ${counted(lines.length, 'more line')}: ${where}`.length;
  const kept: string[] = [];
  let used = 0;
  for (const line of lines) {
    if (used + line.length + 1 > room) break;
    kept.push(line);
    used += line.length + 1;
  }
  return [...kept, `… and ${counted(lines.length - kept.length, 'more line')}: ${where}`].join('\n');
}

/** Without the half of a pair of surrogates at its end. */
function whole(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/u, '');
}
