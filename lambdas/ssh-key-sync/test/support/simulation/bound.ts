import type { SyncConfig } from '../../../src/config.ts';

/** Between two ticks, at most; in milliseconds. */
export const TICK = 300_000;
/** The longest pause before a read that has failed is tried again. */
const BACKOFF = 30 * 60_000;
/** How long a run that died has the whole read for itself. */
const LEASE = 120_000;
/** What a round takes, its reads and its writing. */
const ROUND = 60_000;
const STALE = 60_000;

/**
 * How long a revocation may take that no event tells of, from when it is so and reads succeed (again) until the manifest without it
 * is in the bucket; in milliseconds.
 *
 * A whole read that began just before, or within the minute in which reads are stale, does not show it: the next begins `readEvery`
 * later. If reads have failed before, the last of them is tried again after half an hour and on the next tick, and only when it has
 * succeeded does the next whole read begin. Whole reads begin on ticks. A run that died may hold the read for its lease. What a read
 * has missed is read again after `confirmAfter`, on the next tick at the latest.
 *
 *     max(1,800 + 300, readEvery + 60) + 300 + 120 + 60 + confirmAfter + 300 + 60 seconds
 *
 * With the defaults: 50 minutes after an outage. Without one (the first term `readEvery + 60`) 45 minutes.
 */
export function boundOf({ readEvery, confirmAfter }: SyncConfig): number {
  const first = Math.max(BACKOFF + TICK, readEvery * 60_000 + STALE);
  return first + TICK + LEASE + ROUND + confirmAfter * 1_000 + TICK + ROUND;
}

/** The same for what an event has told, from when a run was given it; in milliseconds. */
export const TOLD_BOUND = 180_000;
