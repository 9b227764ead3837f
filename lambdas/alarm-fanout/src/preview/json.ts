/** What may be in JSON that nobody here has made: looks take what they know, and show the rest as it is. */
export type Fields = Readonly<Record<string, unknown>>;

/** The fields of an object; of anything else none. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text; undefined for anything else. */
export function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A name of few letters and digits, whatever their case; for classes of elements. */
export function wordIn(value: unknown, absent = ''): string {
  const text = textIn(value)?.toLowerCase() ?? absent;
  return /^[a-z0-9]*$/u.test(text) ? text : absent;
}

/** The fields without those that are shown. */
export function rest(fields: Fields, shown: readonly string[]): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => value !== undefined && !shown.includes(name)),
  );
}
