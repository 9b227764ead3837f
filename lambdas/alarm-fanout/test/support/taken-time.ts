import type { Clock } from '../../src/clock.ts';
import { NOW } from './jobs.ts';

/** A clock that sleeps at once, and keeps for how long. */
export function takenTime(): Clock & { readonly slept: readonly number[] } {
  let now = NOW;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
}
