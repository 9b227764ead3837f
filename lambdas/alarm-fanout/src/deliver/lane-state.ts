import * as z from '@kmscrypt/lambda/schema';
import type { DigestEntry } from '../content.ts';

/** What is known of a destination as a whole. Times are in milliseconds since the epoch. */
export interface LaneState {
  /** When it was last sent something. */
  readonly lastSent?: number | undefined;
  /** When the window ends within which changes are grouped. */
  readonly until?: number | undefined;
  /** What goes with the next digest: its messages are gone, but for one that comes back. */
  readonly held: readonly Held[];
  /** The digest that is being sent, or of which nobody knows whether it arrived. */
  readonly sending?: SentDigest | undefined;
  /** How many changes a digest lists at most, while one is looked for that makes it fail; absent: all. */
  readonly size?: number | undefined;
  /** How often the digest has failed in a row; default 0. */
  readonly failures?: number | undefined;
}

/** A line of a digest to come. */
export interface Held {
  readonly entry: DigestEntry;
  /** {@link Delivery.handedOverAt} */
  readonly handedOverAt: string;
  /** {@link Delivery.subject} */
  readonly subject?: string | undefined;
  /** Whether it may have arrived; default false. */
  readonly isRepeat?: boolean | undefined;
  /** As those of a mark, of when it was sent alone. */
  readonly failures?: number | undefined;
  readonly worn?: number | undefined;
  readonly unknown?: number | undefined;
}

export interface SentDigest {
  readonly key: string;
  readonly held: readonly Held[];
  /** Whether its sending has been given up for now; else it may be under way. */
  readonly isOpen: boolean;
}

export const NO_LANE: LaneState = { held: [] };

const held = z.object({
  entry: z.custom<DigestEntry>((value) => typeof value === 'object' && value !== null && 'key' in value),
  handedOverAt: z.string(),
  subject: z.optional(z.string()),
  isRepeat: z.optional(z.boolean()),
  failures: z.optional(z.number()),
  worn: z.optional(z.number()),
  unknown: z.optional(z.number()),
});

export const laneSchema = z.object({
  lastSent: z.optional(z.number()),
  until: z.optional(z.number()),
  held: z.array(held),
  sending: z.optional(z.object({ key: z.string(), held: z.array(held), isOpen: z.boolean() })),
  size: z.optional(z.number()),
  failures: z.optional(z.number()),
});

/** Whether something is there that no message holds any more. */
export function isPending({ held: waiting, sending }: LaneState): boolean {
  return waiting.length > 0 || sending !== undefined;
}

/** Whether a change is among what is to go with a digest. */
export function hasEntry({ held: waiting, sending }: LaneState, key: string): boolean {
  return [...waiting, ...(sending?.held ?? [])].some(({ entry }) => entry.key === key);
}
