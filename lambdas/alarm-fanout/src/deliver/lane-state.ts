import * as z from '../zod.ts';
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
  /** How often the digest has failed in a row; default 0. */
  readonly failures?: number | undefined;
}

/** A line of a digest to come. */
export interface Held {
  readonly entry: DigestEntry;
  /** {@link Delivery.handedOverAt} */
  readonly handedOverAt: string;
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
});

export const laneSchema = z.object({
  lastSent: z.optional(z.number()),
  until: z.optional(z.number()),
  held: z.array(held),
  sending: z.optional(z.object({ key: z.string(), held: z.array(held), isOpen: z.boolean() })),
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
