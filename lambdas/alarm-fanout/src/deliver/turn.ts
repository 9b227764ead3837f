import type { Clock } from '../clock.ts';

/** Lets one after the other, with the pause between them that a destination asks for. */
export interface Turn {
  /** Waits until it may be sent. Answers false where that is too late. */
  take(): Promise<boolean>;
  /** Something has been sent, whatever came of it. */
  done(): void;
  /** When that was last; in milliseconds since the epoch. */
  readonly last: () => number | undefined;
}

export interface TurnOptions {
  readonly clock: Clock;
  /** In milliseconds. */
  readonly pace: number;
  /** When something was last sent by an earlier invocation. */
  readonly lastSent: number | undefined;
  /** After which nothing more is begun, as it could not be finished. */
  readonly endsAt: number;
  readonly signal: AbortSignal;
}

export function createTurn({ clock, pace, lastSent, endsAt, signal }: TurnOptions): Turn {
  let last: number | undefined;
  return {
    take: async () => {
      const at = (last ?? lastSent ?? -Infinity) + pace;
      // A clock that was put back is no reason to wait for longer.
      const wait = Math.min(pace, at - clock.now());
      if (clock.now() + Math.max(0, wait) > endsAt) return false;
      if (wait > 0) await clock.sleep(wait, signal).catch(() => {});
      return !signal.aborted;
    },
    done: () => {
      last = clock.now();
    },
    last: () => last,
  };
}
