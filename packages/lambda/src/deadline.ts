/** What an invocation may still take; what is not quite Lambda may not know it. */
interface Clock {
  readonly getRemainingTimeInMillis?: (() => number) | undefined;
}

/** What a timer of Node can hold, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/**
 * A signal that ends some time before Lambda ends the invocation; never, where that is not known.
 *
 * @param reserve what is kept, in milliseconds; never more than a quarter of the time that is left.
 */
export function timeLeft(context: Clock, reserve: number): AbortSignal {
  const left = context.getRemainingTimeInMillis?.() ?? Infinity;
  const time = Math.floor(left - Math.min(reserve, left / 4));
  return time <= LONGEST ? AbortSignal.timeout(Math.max(0, time)) : new AbortController().signal;
}
