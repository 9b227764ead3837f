/** A problem, as zod has it. */
// oxlint-disable-next-line typescript/consistent-type-definitions -- an interface would not be taken for a record
export type Problem = {
  readonly code: 'custom';
  readonly input: unknown;
  readonly path: PropertyKey[];
  readonly message: string;
};

/** What an object has; of anything else nothing. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
