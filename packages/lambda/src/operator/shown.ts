/** How many entries of a list are shown. */
export const SHOWN = 50;

/** A list with its heading, or nothing where it is empty; each entry may be several lines. */
export function section(heading: string, entries: readonly (readonly string[])[]): readonly string[] {
  if (entries.length === 0) return [];
  const more = entries.length - SHOWN;
  return [
    heading,
    ...entries.slice(0, SHOWN).flatMap((lines) => lines.map((line) => `  ${line}`)),
    ...(more > 0 ? [`  … and ${more} more (--json has them all)`] : []),
  ];
}

/**
 * Sections with an empty line between them; one without lines is left out. Names of tags and words of hosts are others': no control
 * characters get out.
 */
export function sectionsText(sections: readonly (readonly string[])[]): string {
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map(printable).join('\n'))
    .join('\n\n');
}

function printable(line: string): string {
  return line.replaceAll(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`,
  );
}
