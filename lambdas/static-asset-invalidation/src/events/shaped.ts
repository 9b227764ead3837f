import * as z from 'zod/mini';

/** A text that is not empty: the name of a bucket, a key. */
export const text = z.string().check(z.minLength(1));

/** What is of a shape; or, by their paths and never with their values, which fields are missing or of another type. */
export function shaped<Schema extends z.core.$ZodType>(
  schema: Schema,
  value: unknown,
): { readonly data: z.output<Schema> } | { readonly problem: string } {
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return { data: parsed.data };
  const paths = parsed.error.issues.map(({ path }) => path.join('.')).filter((path) => path !== '');
  if (paths.length === 0) return { problem: 'it is not an object' };
  return { problem: `not as S3 writes it: ${paths.join(', ')}` };
}
