import type { Measure } from '../words/cut.ts';

/** Lines in groups, in their order: each as long as it may be. */
export function packed(
  lines: readonly string[],
  {
    most,
    measure,
    around,
  }: {
    /** Of a group. */
    readonly most: number;
    readonly measure: Measure;
    /** What a line takes besides. */
    readonly around: number;
  },
): readonly (readonly string[])[] {
  const groups: string[][] = [];
  let left = 0;
  for (const line of lines) {
    const length = measure(line) + around;
    if (length > left) {
      groups.push([]);
      left = most;
    }
    groups.at(-1)?.push(line);
    left -= length;
  }
  return groups;
}

/** How long lines are together. */
export function lengthOf(
  lines: readonly string[],
  { measure, around }: { readonly measure: Measure; readonly around: number },
): number {
  return lines.reduce((sum, line) => sum + measure(line) + around, 0);
}
