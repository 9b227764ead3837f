import type { Failure } from './failure.ts';

/** Why nothing more is sent to a destination for now. */
export interface Stop {
  /** For the log. */
  readonly reason: string;
  /** Whether it is the destination that fails, so that what has had no turn would have failed, too. */
  readonly isDown: boolean;
  /** When the rest comes back, in seconds; absent: with what has failed, or at once. */
  readonly retryAfter?: number | undefined;
}

/** How a batch goes at one destination. */
export interface Course {
  readonly stopped: () => Stop | undefined;
  /** How much it has taken. */
  readonly accepted: () => number;
  readonly accept: () => void;
  readonly fail: (failure: Failure) => void;
  readonly stop: (stop: Stop) => void;
}

/** So many failures in a row, and the destination is taken as down. */
const ENOUGH = 2;

export function createCourse(): Course {
  let accepted = 0;
  let inARow = 0;
  let stopped: Stop | undefined;
  const stop = (why: Stop): void => {
    stopped ??= why;
  };
  return {
    stopped: () => stopped,
    accepted: () => accepted,
    accept: () => {
      accepted += 1;
      inARow = 0;
    },
    fail: ({ reason, isLimit, isOurs }) => {
      if (isOurs) return;
      inARow += 1;
      if (isLimit) stop({ reason, isDown: false });
      else if (inARow >= ENOUGH) stop({ reason, isDown: true });
    },
    stop,
  };
}
