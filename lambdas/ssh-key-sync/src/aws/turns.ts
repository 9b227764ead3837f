import { setTimeout as delay } from 'node:timers/promises';
import { KmscryptError } from '@kmscrypt/core/error';
import type { RetryOptions } from '@kmscrypt/core/retry';

export interface TurnsOptions {
  /** How many begin in a second, at even distances. */
  readonly perSecond: number;
  /** In milliseconds, of a clock that only goes forward; default performance.now. */
  readonly clock?: (() => number) | undefined;
  /** Default a timer. */
  readonly sleep?: RetryOptions['sleep'];
}

/** Waits for the caller's turn; turns come in the order of the calls. @throws KmscryptError `ABORTED` */
export type Turn = (signal: AbortSignal) => Promise<void>;

/** Lets calls begin at even distances: never a burst, also after a pause. */
export function createTurns({
  perSecond,
  clock = () => performance.now(),
  sleep = timer,
}: TurnsOptions): Turn {
  const gap = 1000 / perSecond;
  let free = -Infinity;
  return async (signal) => {
    try {
      signal.throwIfAborted();
      const now = clock();
      const turn = Math.max(now, free);
      free = turn + gap;
      if (turn > now) await sleep(turn - now, signal);
      signal.throwIfAborted();
    } catch (cause) {
      throw new KmscryptError('ABORTED', 'the run was ended', { cause });
    }
  };
}

function timer(milliseconds: number, signal: AbortSignal | undefined): Promise<unknown> {
  return delay(milliseconds, undefined, signal === undefined ? {} : { signal });
}
