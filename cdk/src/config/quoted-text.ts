/**
 * What a number or truth value would be as text, in quotes; undefined of anything else.
 *
 * @param written as the file has it, where that is known: `012345678901` is the number 12345678901
 */
export function quotedText(value: unknown, written: string | undefined): string | undefined {
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
    ? (written ?? String(value))
    : undefined;
}
