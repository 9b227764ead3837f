import type { StandardSchemaV1 } from '@standard-schema/spec';
import { propertyOf } from './standard-schema.ts';

/**
 * Runs a schema.
 *
 * zod's own `validate` runs it without awaiting first, and where a promise turns up once more: what the promise of the first
 * time rejects with nobody handles, so that it would end the process and be printed, with any secret in it. Its
 * `safeParseAsync` runs once.
 */
export async function runSchema(
  schema: StandardSchemaV1,
  input: unknown,
): Promise<StandardSchemaV1.Result<unknown>> {
  const parse: unknown = propertyOf(schema, 'safeParseAsync');
  const { vendor, validate } = schema['~standard'];
  if (vendor !== 'zod' || typeof parse !== 'function') return validate(input);
  const result: unknown = await Reflect.apply(parse, schema, [input]);
  const issues = propertyOf(propertyOf(result, 'error'), 'issues');
  if (isIssues(issues)) return { issues };
  if (propertyOf(result, 'success') === true) return { value: propertyOf(result, 'data') };
  throw new TypeError('safeParseAsync of the schema tells neither a result nor issues');
}

function isIssues(value: unknown): value is readonly StandardSchemaV1.Issue[] {
  return Array.isArray(value);
}
