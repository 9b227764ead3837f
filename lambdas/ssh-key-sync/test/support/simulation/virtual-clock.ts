import { type VirtualTime, virtualTime } from '../../../../../packages/core/test/support/virtual-time.ts';

/** A clock of a virtual time that begins on a day of 2026; in milliseconds. */
export interface VirtualClock {
  readonly now: () => number;
  /** Ends early, and rejects, where the signal does. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  pause(milliseconds: number): Promise<void>;
  /** A signal that ends then, unless the other does before. */
  endingIn(milliseconds: number, unless: AbortSignal): AbortSignal;
  readonly run: VirtualTime['run'];
}

const BEGIN = Date.parse('2026-11-22T04:00:00.000Z');
/** A reason of its own each time takes most of the time. */
const OVER = new Error('it is over');

export function virtualClock(): VirtualClock {
  const time = virtualTime();
  const sleep: VirtualClock['sleep'] = async (milliseconds, signal) => {
    signal.throwIfAborted();
    await time.sleep(milliseconds, signal);
  };
  return {
    now: () => BEGIN + Math.floor(time.now()),
    sleep,
    pause: async (milliseconds) => {
      await time.sleep(milliseconds, undefined);
    },
    endingIn: (milliseconds, unless) => {
      const ending = new AbortController();
      void sleep(milliseconds, unless).then(
        () => ending.abort(OVER),
        () => {},
      );
      return ending.signal;
    },
    run: time.run,
  };
}
