import { setTimeout as delay } from 'node:timers/promises';

/** Time; tests have their own. */
export interface Clock {
  /** In milliseconds since the epoch. */
  now(): number;
  /** Rejects when the signal ends it. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** The machine's own. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    await delay(milliseconds, undefined, { signal });
  },
};
