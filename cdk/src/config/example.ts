import { z } from 'zod';
import { leastOf } from './least.ts';
import { bare } from './schema-at.ts';

/** What could stand there: the schema's own example, else its default, else the least that it takes. */
export function exampleOf(schema: z.ZodType): unknown {
  const written = ownExample(bare(schema));
  if (written !== undefined) return written;
  const absent: unknown = schema.safeParse(undefined).data;
  if (absent !== undefined && typeof absent !== 'object') return absent;
  // Every text that has to be somewhere has an example; of numbers and truth values the least is one.
  return leastOf(schema, [], (leaf) => ownExample(leaf) ?? (leaf instanceof z.ZodBoolean ? false : 1));
}

function ownExample(schema: unknown): unknown {
  const examples = schema instanceof z.ZodType ? schema.meta()?.['examples'] : undefined;
  return Array.isArray(examples) ? examples[0] : undefined;
}
