import type { StandardSchemaV1 } from '@standard-schema/spec';

/** What an option `schema` has to be, for messages. */
export const SCHEMA_EXPECTED = 'a Standard Schema, such as one of zod 3.24, valibot 1 or arktype 2 and later';

/** Whether a value is a schema of Standard Schema v1 (https://standardschema.dev); arktype's are functions. */
export function isStandardSchema(value: unknown): value is StandardSchemaV1 {
  const props = propertyOf(value, '~standard');
  return propertyOf(props, 'version') === 1 && typeof propertyOf(props, 'validate') === 'function';
}

/** @returns undefined where the value is no object and no function, too */
export function propertyOf(value: unknown, name: string): unknown {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
  return isObject ? Reflect.get(value, name) : undefined;
}
