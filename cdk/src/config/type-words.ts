/** What people call the types of zod. */
export const TYPE_WORDS: Readonly<Record<string, string>> = {
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

/** What a value is: `a list`. */
export function nameOfType(input: unknown): string {
  if (Array.isArray(input)) return 'a list';
  return typeof input === 'number' && !Number.isInteger(input)
    ? 'a fraction'
    : (TYPE_WORDS[typeof input] ?? typeof input);
}

/** What is wrong with a value that has another type than it should. */
export function wrongTypeMessage(input: unknown, expected: string): string {
  if (input === undefined) return 'is missing';
  const wanted = TYPE_WORDS[expected] ?? expected;
  return `is ${input === null ? 'empty' : nameOfType(input)}, but has to be ${wanted}`;
}
