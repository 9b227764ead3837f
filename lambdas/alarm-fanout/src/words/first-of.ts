import { cut } from './cut.ts';

/** The first `most` of a list's lines, each cut to `width` characters; where there are more, the last line says how many. */
export function firstOf(
  lines: readonly string[],
  { most, width = 300 }: { readonly most: number; readonly width?: number },
): readonly string[] {
  const shown = lines.slice(0, most).map((line) => cut(line, width));
  return lines.length > most ? [...shown, `and ${lines.length - most} more`] : shown;
}
