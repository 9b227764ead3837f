import { z } from 'zod';

const destination = z.looseObject({
  type: z.string(),
  /** Of `sns`. */
  topic: z.string().optional(),
  /** Of `email`. */
  from: z.string().optional(),
  region: z.string().optional(),
  configurationSet: z.string().optional(),
});

/** What a deployment has to know of a fan-out's config; the whole of it is checked by the Lambda's own schema. */
export const fanoutShape = z.looseObject({
  destinations: z.record(z.string(), destination),
  graphs: z.union([z.literal(false), z.looseObject({ bucket: z.string().optional() })]).optional(),
  accounts: z
    .record(z.string(), z.looseObject({ name: z.string().optional(), role: z.string().optional() }))
    .default({}),
});

export type DestinationShape = z.output<typeof destination>;
