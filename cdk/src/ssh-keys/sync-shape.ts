import { z } from 'zod';

const host = z.looseObject({
  role: z.string().optional(),
  tags: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  document: z.string(),
});

/** What a deployment has to know of the Lambda's config; the whole of it is checked by the Lambda's own schema. */
export const syncShape = z.looseObject({
  bucket: z.string(),
  hosts: z.record(z.string(), host),
  sources: z.record(z.string(), z.looseObject({ role: z.string() })).default({}),
  parameters: z.string().optional(),
  /** In minutes; the Lambda's own default. */
  readEvery: z.int().default(30),
});
