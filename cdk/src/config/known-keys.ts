import { z } from 'zod';
import type { Path } from './path.ts';
import { configSchema } from './schema.ts';

/** The keys that a mapping of the config may have; of one that comes in several types, those of the type that `value` says. */
export function knownKeys(path: Path, value: unknown): readonly string[] {
  let schema: unknown = configSchema;
  for (const step of path) schema = below(bare(schema), step);
  const found = bare(schema);
  if (found instanceof z.ZodObject) return Object.keys(found.shape);
  if (!(found instanceof z.ZodDiscriminatedUnion)) return [];
  const option = found.options.find((each) => {
    const type: unknown = each instanceof z.ZodObject ? each.shape['type'] : undefined;
    return type instanceof z.ZodType && type.safeParse(typeOf(value)).success;
  });
  return option instanceof z.ZodObject ? Object.keys(option.shape) : [];
}

function below(schema: unknown, step: string | number): unknown {
  if (schema instanceof z.ZodArray) return schema.element;
  return schema instanceof z.ZodObject ? schema.shape[step] : undefined;
}

/** Without default and `optional`. */
function bare(schema: unknown): unknown {
  const isWrapped =
    schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional;
  return isWrapped ? bare(schema.unwrap()) : schema;
}

function typeOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
}
