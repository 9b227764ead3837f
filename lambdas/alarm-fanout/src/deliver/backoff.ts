import type { Piece } from './piece.ts';

/** In seconds. */
const LONGEST = 60;
/** While the destination takes other messages: it is up, and they are not to wait for this one. In seconds. */
const LONGEST_ALONE = 5;
/** A queue's redrive policy counts to 1,000 at most (SQS API reference, SetQueueAttributes); some are for other waits. */
const RECEIVES = 750;
/** What comes on top or off, as a share. */
const JITTER = 0.2;

export interface BackoffOptions {
  /** After how long it is given up, in milliseconds. */
  readonly giveUpAfter: number;
  /** Whether the destination took something else meanwhile. */
  readonly isUp: boolean;
  /** A number in [0, 1). */
  readonly random: () => number;
}

/**
 * How long to wait after the nth failure in a row, in seconds: 1, 2, 4, … up to a minute, or as much longer as it takes for the
 * queue not to run out of receives before the time to give up has come; all of it give or take a fifth.
 */
export function backoff(failures: number, { giveUpAfter, isUp, random }: BackoffOptions): number {
  const longest = isUp ? LONGEST_ALONE : Math.max(LONGEST, giveUpAfter / 1_000 / RECEIVES);
  const seconds = Math.min(longest, 2 ** Math.max(0, failures - 1));
  return seconds * (1 - JITTER + 2 * JITTER * random());
}

/** The same for what has no failures of its own: as often as it was received. */
export function backoffOfMessages(pieces: readonly Piece[], options: Omit<BackoffOptions, 'isUp'>): number {
  const received = Math.max(1, ...pieces.map(({ message }) => message.receiveCount));
  return backoff(received, { ...options, isUp: false });
}
