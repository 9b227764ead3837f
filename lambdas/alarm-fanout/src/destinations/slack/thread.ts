import * as z from '@kmscrypt/lambda/schema';

const schema = z.object({ channel: z.string(), ts: z.string(), at: z.string(), summary: z.string() });

/** The message that an incident began with. */
export type Thread = Readonly<z.output<typeof schema>>;

/** What was kept of it; undefined where it is none, or one in another channel than the config has by now. */
export function threadOf(kept: unknown, channel: string): Thread | undefined {
  const { success, data } = schema.safeParse(kept);
  return success && data.channel === channel ? data : undefined;
}
