import type { Message } from '@kmscrypt/lambda';
import * as z from '@kmscrypt/lambda/schema';
import type { Delivery } from '../delivery.ts';

/** What a message holds. */
export type Read = { readonly delivery: Delivery } | { readonly problem: string };

const text = z.string().check(z.minLength(1));
const time = z.string().check(z.refine((written) => !Number.isNaN(Date.parse(written))));

/** What deliver itself reads; the rest is the destinations'. */
const schema = z.looseObject({
  version: z.literal(1),
  destination: text,
  key: text,
  subject: text,
  handedOverAt: time,
  content: z.discriminatedUnion('type', [
    z.looseObject({ type: z.literal('alarm'), alarm: z.looseObject({ name: text, state: text, at: time }) }),
    z.looseObject({
      type: z.literal('notice'),
      notice: z.looseObject({ title: text, status: text, at: time }),
    }),
    z.looseObject({
      type: z.literal('digest'),
      entries: z.array(z.looseObject({ key: text })).check(z.minLength(1)),
    }),
    z.looseObject({ type: z.literal('graph'), png: text }),
  ]),
  parked: z.optional(z.looseObject({ at: time })),
});

/** Takes a delivery out of its message. A problem names keys, never what they hold. */
export function readDelivery({ payload, problem = 'it is empty' }: Message): Read {
  if (payload === undefined) return { problem };
  const { success, error } = schema.safeParse(payload);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as ingest made it; what deliver reads of it was looked at
  if (success) return { delivery: payload as Delivery };
  const paths = error.issues.map(({ path }) => path.join('.') || 'all of it');
  return { problem: `it is no delivery: ${[...new Set(paths)].join(', ')}` };
}
