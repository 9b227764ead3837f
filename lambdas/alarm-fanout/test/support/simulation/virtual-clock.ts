import { type VirtualTime, virtualTime } from '../../../../../packages/core/test/support/virtual-time.ts';
import type { Clock } from '../../../src/clock.ts';

/** A clock of a virtual time that begins at a day of 2026. */
export interface VirtualClock extends Clock {
  /** Sleeps without an end before its time: a signal of many sleeps keeps them all. */
  pause(milliseconds: number): Promise<void>;
  readonly run: VirtualTime['run'];
}

const BEGIN = Date.parse('2026-11-21T12:00:00.000Z');

export function virtualClock(): VirtualClock {
  const time = virtualTime();
  return {
    now: () => BEGIN + time.now(),
    sleep: async (milliseconds, signal) => {
      signal.throwIfAborted();
      await time.sleep(milliseconds, signal);
    },
    pause: async (milliseconds) => {
      await time.sleep(milliseconds, undefined);
    },
    run: time.run,
  };
}
