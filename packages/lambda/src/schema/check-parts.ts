/** A problem, as zod has it. */
// oxlint-disable-next-line typescript/consistent-type-definitions -- an interface would not be taken for a record
export type Problem = {
  readonly code: 'custom';
  readonly input: undefined;
  readonly path: PropertyKey[];
  readonly message: string;
};

export function problem(path: PropertyKey[], message: string): Problem {
  return { code: 'custom', input: undefined, path, message };
}

/** What has not been checked yet, as a record; empty where it is none. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** What has not been checked yet, as a list; one value is a list of it. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined ? [] : [value];
}
