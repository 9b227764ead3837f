import { z } from 'zod';
import type { Path } from './path.ts';
import { mayBeAbsent } from './schema-at.ts';

/** Says what stands for a text, a number or a truth value. */
export type Leaf = (schema: z.ZodType, path: Path) => unknown;

/** The least that a schema takes: of mappings what has to be there, of lists one item, of types the first. */
export function leastOf(schema: unknown, path: Path, leaf: Leaf): unknown {
  if (mayBeAbsent(schema)) return leastOf(schema.unwrap(), path, leaf);
  if (schema instanceof z.ZodArray) return [leastOf(schema.element, [...path, 0], leaf)];
  if (schema instanceof z.ZodRecord) return {};
  if (schema instanceof z.ZodObject)
    return Object.fromEntries(
      Object.entries(schema.shape)
        .filter(([, each]) => !mayBeAbsent(each))
        .map(([key, each]) => [key, leastOf(each, [...path, key], leaf)]),
    );
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodLiteral) return schema.value;
  if (schema instanceof z.ZodUnion) return leastOf(schema.options[0], path, leaf);
  return schema instanceof z.ZodType ? leaf(schema, path) : undefined;
}
