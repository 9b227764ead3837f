import { z } from 'zod';
import type { Path } from './path.ts';
import { configSchema } from './schema.ts';

/**
 * The schema of what stands at a path; undefined where a config has nothing there.
 *
 * @param value the whole config: of a mapping that comes in several types, one of its values says which
 */
export function schemaAt(path: Path, value: unknown): z.ZodType | undefined {
  let schema: unknown = configSchema;
  let at = value;
  for (const step of path) {
    schema = below(bare(schema), at, step);
    at = valueBelow(at, step);
  }
  return schema instanceof z.ZodType ? schema : undefined;
}

/** Whether it may be left out, be it that it has a default. */
export function mayBeAbsent(
  schema: unknown,
): schema is z.ZodDefault<z.ZodType> | z.ZodPrefault<z.ZodType> | z.ZodOptional<z.ZodType> {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional;
}

/** Without default and `optional`. */
export function bare(schema: unknown): unknown {
  return mayBeAbsent(schema) ? bare(schema.unwrap()) : schema;
}

/** The mapping that a schema stands for, where it is one; of several types the one that `value` says. */
export function mappingOf(schema: unknown, value: unknown): z.ZodObject | undefined {
  const found = bare(schema);
  if (found instanceof z.ZodObject) return found;
  if (!(found instanceof z.ZodDiscriminatedUnion)) return undefined;
  const { discriminator } = found.def;
  const option = found.options.find((each) => {
    const type: unknown = each instanceof z.ZodObject ? each.shape[discriminator] : undefined;
    return type instanceof z.ZodType && type.safeParse(valueBelow(value, discriminator)).success;
  });
  return option instanceof z.ZodObject ? option : undefined;
}

/** What stands in a mapping or list; undefined where there is nothing. */
export function valueBelow(value: unknown, step: string | number): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, step)
    ? Reflect.get(value, step)
    : undefined;
}

function below(schema: unknown, value: unknown, step: string | number): unknown {
  if (schema instanceof z.ZodArray) return schema.element;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  const shape = mappingOf(schema, value)?.shape ?? {};
  return Object.hasOwn(shape, step) ? shape[step] : undefined;
}
