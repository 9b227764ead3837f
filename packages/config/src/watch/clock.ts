/** What of time a watcher needs. */
export interface Clock {
  /** In milliseconds, from any beginning; never goes back. */
  readonly now: () => number;
  /** Calls once after so many milliseconds, and keeps no process alive for it. Returns what cancels it. */
  readonly later: (milliseconds: number, call: () => void) => () => void;
}

/** What timers take, about 12 days; in milliseconds. */
export const LONGEST_DELAY: number = 2 ** 30;

export const PROCESS_CLOCK: Clock = {
  now: () => performance.now(),
  later: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds).unref();
    return () => clearTimeout(timer);
  },
};
