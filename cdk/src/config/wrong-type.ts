import type { z } from 'zod';
import { cureOfMissing, cureOfType, cureOfUnquoted } from './cures.ts';
import type { Given } from './given.ts';
import type { Path } from './path.ts';
import type { Finding } from './problem.ts';
import { schemaAt } from './schema-at.ts';
import { wrongTypeMessage } from './type-words.ts';

/** That a value has another type than the schema wants, or is not there at all. */
export function wrongType(
  path: Path,
  { expected, input }: z.core.$ZodIssueInvalidType,
  { value, source }: Given,
): Finding {
  const message = wrongTypeMessage(input, expected);
  const wrong = { path, input, schema: schemaAt(path, value), written: source.text(path) };
  if (input === undefined || input === null)
    return { code: 'VALUE_MISSING', path, message, cure: cureOfMissing(wrong) };
  if (expected === 'string' && ['number', 'boolean', 'bigint'].includes(typeof input)) {
    const unquoted = `is ${typeof input === 'boolean' ? 'a truth value' : 'a number'}, but has to be text`;
    return { code: 'NUMBER_UNQUOTED', path, message: unquoted, cure: cureOfUnquoted(wrong) };
  }
  return { code: 'TYPE_WRONG', path, message, cure: cureOfType(wrong) };
}
