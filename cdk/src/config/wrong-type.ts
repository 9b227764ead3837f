import type { z } from 'zod';
import { cureOfMissing, cureOfType, cureOfUnquoted } from './cures.ts';
import type { Given } from './given.ts';
import type { Path } from './path.ts';
import type { Finding } from './problem.ts';
import { schemaAt } from './schema-at.ts';

const TYPES: Readonly<Record<string, string>> = {
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

/** That a value has another type than the schema wants, or is not there at all. */
export function wrongType(
  path: Path,
  { expected, input }: z.core.$ZodIssueInvalidType,
  { value, source }: Given,
): Finding {
  const wanted = TYPES[expected] ?? expected;
  const wrong = { path, input, schema: schemaAt(path, value), written: source.text(path) };
  if (input === undefined || input === null) {
    const message = input === undefined ? 'is missing' : `is empty, but has to be ${wanted}`;
    return { code: 'VALUE_MISSING', path, message, cure: cureOfMissing(wrong) };
  }
  if (expected === 'string' && ['number', 'boolean', 'bigint'].includes(typeof input)) {
    const message = `is ${typeof input === 'boolean' ? 'a truth value' : 'a number'}, but has to be text`;
    return { code: 'NUMBER_UNQUOTED', path, message, cure: cureOfUnquoted(wrong) };
  }
  const message = `is ${nameOfType(input)}, but has to be ${wanted}`;
  return { code: 'TYPE_WRONG', path, message, cure: cureOfType(wrong) };
}

function nameOfType(input: unknown): string {
  if (Array.isArray(input)) return 'a list';
  return typeof input === 'number' && !Number.isInteger(input)
    ? 'a fraction'
    : (TYPES[typeof input] ?? typeof input);
}
