import { aborted, throwIfAborted } from './aborted.ts';
import { KmscryptError } from './error.ts';
import { type Sleep, sleepWith } from './sleep.ts';

/** Slows all calls to one service in one region down together, once it throttles one of them. */
export interface Pace {
  /**
   * Makes a call when its turn has come, and learns from how it ends.
   *
   * @param signal ends the wait for the turn, not the call.
   * @throws whatever the call throws; KmscryptError `ABORTED` where the signal ended the wait, with the last `THROTTLED` as
   *   its cause.
   */
  readonly run: <T>(call: () => Promise<T>, signal?: AbortSignal) => Promise<T>;
}

export interface PaceOptions {
  /** A number in [0, 1); default Math.random. */
  readonly random?: (() => number) | undefined;
  /** In milliseconds, of a clock that only goes forward; default performance.now. */
  readonly now?: (() => number) | undefined;
  /** Default: a timer. */
  readonly sleep?: Sleep | undefined;
  /** Waits do not keep the process alive; default false. */
  readonly unref?: boolean | undefined;
}

/** The first wait after a throttle is below so many milliseconds: half a second on average. */
const WAIT = 1_000;
/** The same while nothing has succeeded yet: most likely a whole fleet boots at once. */
const FIRST_WAIT = 2_000;
const MAX_WAIT = 8_000;
/** What a success leaves of the bound of the next wait. */
const DECAY = 0.75;
/** What each success adds to the calls at once, divided by their number: a quarter of a call a round trip. */
const GROWTH = 0.25;
/** With one call at once, the least time between the starts of two, in milliseconds; with n at once, the nth part. */
const GAP = 20;
/** With so many at once there is no gap any more. */
const UNHURRIED = 8;

/**
 * A pace without any effect until a call fails with `THROTTLED`. Then no call starts before a random share of 1 s has
 * passed (2 s if none has succeeded yet), doubled with every further throttle up to 8 s; and only half as many run at once
 * as have been running or have succeeded since the last throttle, at least one. Each success shortens the next wait and
 * lets more run at once: additive increase, multiplicative decrease, as TCP does, with full jitter.
 *
 * 200 processes that boot at once against 100 calls/s, each with 1 to 50 calls, need less than 3 requests a call whether
 * the service lets bursts of 1, 10 or 100 through; from 10 calls each and bursts of 10 on in at most 1.4 times the least
 * time (test/fleet.test.ts). The SDK's own limiter (CUBIC) starts from a rate that it has measured before, which a process
 * with one call has not: up to 12 requests a call.
 */
export function createPace(options: PaceOptions = {}): Pace {
  const { random = Math.random, now = () => performance.now(), unref = false } = options;
  const { sleep = sleepWith({ unref }) } = options;
  /** Let calls start, in their order. */
  const waiting = new Set<() => void>();
  let alarm: AbortController | undefined;
  let running = 0;
  let limit = Infinity;
  let opensAt = -Infinity;
  let longest = 0;
  let succeeded = 0;
  let hasSucceeded = false;
  let throttled: KmscryptError | undefined;
  /** Throttles are counted once for all calls that ran at the time. */
  let round = 0;

  const speedUp = (itsRound: number): void => {
    hasSucceeded = true;
    if (itsRound !== round) return;
    succeeded += 1;
    limit += GROWTH / limit;
    longest *= DECAY;
  };
  const slowDown = (itsRound: number, error: KmscryptError): void => {
    throttled = error;
    if (itsRound !== round) return;
    round += 1;
    longest = Math.max(hasSucceeded ? WAIT : FIRST_WAIT, Math.min(MAX_WAIT, longest * 2));
    opensAt = now() + random() * longest;
    limit = Math.max(1, Math.min(limit, running, succeeded) / 2);
    succeeded = 0;
  };

  /** Starts whoever may start. Where nobody waits there is no timer left. */
  const admit = (): void => {
    for (const start of waiting) {
      if (running >= Math.floor(limit)) return;
      const wait = opensAt - now();
      if (wait > 0) return wakeIn(wait);
      waiting.delete(start);
      running += 1;
      if (limit < UNHURRIED) opensAt = now() + GAP / limit;
      start();
    }
    alarm?.abort();
    alarm = undefined;
  };
  const wakeIn = (milliseconds: number): void => {
    // It never opens earlier than it was going to.
    if (alarm !== undefined) return;
    const mine = new AbortController();
    alarm = mine;
    const wake = (): void => {
      if (alarm !== mine) return;
      alarm = undefined;
      admit();
    };
    sleep(milliseconds, mine.signal).then(wake, wake);
  };

  /** Without a throttle so far every call may start at once. */
  const mayStart = (): boolean => waiting.size === 0 && limit === Infinity;
  const turn = (signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const start = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        waiting.delete(start);
        admit();
        reject(aborted(throttled ?? signal?.reason));
      };
      signal?.addEventListener('abort', leave, { once: true });
      waiting.add(start);
      admit();
    });

  return {
    run: async (call, signal) => {
      throwIfAborted(signal);
      if (mayStart()) running += 1;
      else await turn(signal);
      const itsRound = round;
      try {
        const answer = await call();
        speedUp(itsRound);
        return answer;
      } catch (error) {
        if (error instanceof KmscryptError && error.code === 'THROTTLED') slowDown(itsRound, error);
        throw error;
      } finally {
        running -= 1;
        admit();
      }
    },
  };
}
