/** What an invocation may still take; what is not quite Lambda may not know it. */
interface Clock {
  readonly getRemainingTimeInMillis?: (() => number) | undefined;
}

/** What a timer of Node can hold, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** Of the work; in milliseconds. */
const RESERVE = 3_000;
/** For Lambda to take the answer; in milliseconds. */
const LAST = 500;

export interface TimesLeft {
  /** Ends 3 seconds before Lambda ends the invocation, or a quarter of the time that is left, if that is less. */
  readonly signal: AbortSignal;
  /** Ends half a second before, or an eighth: always later than `signal`. */
  readonly answerBy: AbortSignal;
}

/** Signals that end before Lambda ends the invocation; never, where it is not known when that is. */
export function timesLeft(context: Clock): TimesLeft {
  const left = context.getRemainingTimeInMillis?.() ?? Infinity;
  return {
    signal: endingIn(left - Math.min(RESERVE, left / 4)),
    answerBy: endingIn(left - Math.min(LAST, left / 8)),
  };
}

function endingIn(milliseconds: number): AbortSignal {
  const time = Math.floor(milliseconds);
  return time <= LONGEST ? AbortSignal.timeout(Math.max(0, time)) : new AbortController().signal;
}
