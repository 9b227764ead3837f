import * as z from '@kmscrypt/lambda/schema';

/** How a delivery ended. */
export type FinalOutcome = (typeof FINAL)[number];

/** What is known of one delivery. */
export interface Mark {
  /** {@link Delivery.key} */
  readonly key: string;
  /** `sending`: it is being sent, or nobody is left who knows what came of it. `open`: it has failed, and is tried again. */
  readonly status: 'sending' | 'open' | FinalOutcome;
  /** When this was written; in seconds since the epoch. */
  readonly at: number;
  /** Whether an earlier send may have arrived. */
  readonly isRepeat?: boolean | undefined;
  /** How often it has failed; default 0. */
  readonly failures?: number | undefined;
  /** How often it has failed while the destination took others, or by a fault of ours; default 0. */
  readonly worn?: number | undefined;
  /** What its copies that may be there add up to; toll.ts has what each counts for. Default 0. */
  readonly unknown?: number | undefined;
  /** When it was put into the dead-letter queue; ISO 8601. */
  readonly parkedAt?: string | undefined;
}

const FINAL = ['sent', 'grouped', 'superseded', 'withheld', 'dropped', 'refused', 'gave-up'] as const;

/** In seconds: a message lasts 14 days in SQS at most. */
const LASTS = 15 * 86_400;
/** Of a subject, so that an item stays below some 20 KB. */
const MOST = 200;

export const markSchema = z.object({
  key: z.string(),
  status: z.enum(['sending', 'open', ...FINAL]),
  at: z.number(),
  isRepeat: z.optional(z.boolean()),
  failures: z.optional(z.number()),
  worn: z.optional(z.number()),
  unknown: z.optional(z.number()),
  parkedAt: z.optional(z.string()),
});

export function markOf(marks: readonly Mark[], key: string): Mark | undefined {
  return marks.find((mark) => mark.key === key);
}

/**
 * With a mark in the place of the one that there was; those that no message can come for any more are forgotten, and the oldest
 * where there are too many. Without a mark in its place where it says nothing.
 */
export function withMark(marks: readonly Mark[], mark: Mark): readonly Mark[] {
  const others = marks.filter(({ key, at }) => key !== mark.key && at > mark.at - LASTS);
  const { status, isRepeat = false, failures = 0 } = mark;
  if (status === 'open' && !isRepeat && failures === 0) return others;
  return [...others, mark].slice(-MOST);
}

/**
 * Whether nothing is left to do. What was put into the dead-letter queue, and was sent back from there, is to be tried anew: it
 * says when it was put there, as its mark does.
 */
export function isSettled(mark: Mark | undefined, parkedAt: string | undefined): boolean {
  if (mark === undefined || mark.status === 'sending' || mark.status === 'open') return false;
  return mark.parkedAt === undefined || mark.parkedAt !== parkedAt;
}
