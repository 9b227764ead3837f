import { aborted } from './aborted.ts';
import { KmscryptError, type KmscryptErrorCode } from './error.ts';
import type { Pace } from './pace.ts';
import { type Sleep, sleepWith } from './sleep.ts';

export { createPace, type Pace, type PaceOptions } from './pace.ts';

export interface RetryOptions {
  /**
   * Attempts at most, the first included. Default, and not to be raised: 8 for THROTTLED, 5 for KMS_FAILED and AWS_FAILED, 4 for NETWORK,
   * 2 for TIMEOUT and CLOCK_SKEW, 1 for the rest.
   */
  readonly maxAttempts?: number | undefined;
  /**
   * What all calls to one service in one region share, so that they slow down together. Every attempt waits for its turn, and
   * THROTTLED is tried again for as long as the signal lets it: it does not count as an attempt. KMS_FAILED and AWS_FAILED
   * have 7 attempts then, NETWORK 6, TIMEOUT 3. Default: each call is tried again for itself.
   */
  readonly pace?: Pace | undefined;
  readonly signal?: AbortSignal | undefined;
  /** A number in [0, 1); default Math.random. */
  readonly random?: (() => number) | undefined;
  /** Waits, in milliseconds; default a timer that the signal ends. */
  readonly sleep?: Sleep | undefined;
  /** Waits do not keep the process alive; default false. A pace has its own. */
  readonly unref?: boolean | undefined;
}

/** How often a call is made in all before its failure stands; a code that is not here is never tried again. */
const ATTEMPTS: Partial<Record<KmscryptErrorCode, number>> = {
  THROTTLED: 8,
  KMS_FAILED: 5,
  AWS_FAILED: 5,
  NETWORK: 4,
  TIMEOUT: 2,
  // The SDK learns the server's clock from the refusal, so that the second request is signed with it.
  CLOCK_SKEW: 2,
};
/** The same with a pace, as a process that boots has until its deadline to get over a blip; THROTTLED is not counted then. */
const ATTEMPTS_OF_BOOT: typeof ATTEMPTS = {
  ...ATTEMPTS,
  KMS_FAILED: 7,
  AWS_FAILED: 7,
  NETWORK: 6,
  TIMEOUT: 3,
};
const BASE_DELAY = 100;
const MAX_DELAY = 5_000;

/**
 * Makes a call again while it fails in a way that may pass, with full jitter between the attempts: a random share of
 * 100 ms, 200 ms, 400 ms, …, at most 5 s (AWS Architecture Blog, "Exponential Backoff And Jitter").
 *
 * @throws the last failure; KmscryptError `ABORTED` where the signal ended a wait or the call, with the last failure that was
 *   to be tried again as its cause, if there was one.
 */
export async function retry<T>(call: () => Promise<T>, options: RetryOptions = {}): Promise<T> {
  const { maxAttempts = Infinity, pace, signal, random = Math.random, unref = false } = options;
  const { sleep = sleepWith({ unref }) } = options;
  const attempts = pace === undefined ? ATTEMPTS : ATTEMPTS_OF_BOOT;
  let attempt = 1;
  let last: KmscryptError | undefined;
  for (;;) {
    try {
      return await (pace === undefined ? call() : pace.run(call, signal));
    } catch (error) {
      if (!(error instanceof KmscryptError)) throw error;
      if (error.code === 'ABORTED' && last !== undefined) throw aborted(last);
      const isPaced = pace !== undefined && error.code === 'THROTTLED';
      if (!isPaced && attempt >= Math.min(attempts[error.code] ?? 1, maxAttempts)) throw error;
      last = error;
      // The pace has a wait of its own.
      if (isPaced) continue;
    }
    try {
      await sleep(random() * Math.min(MAX_DELAY, BASE_DELAY * 2 ** (attempt - 1)), signal);
    } catch (cause) {
      throw signal?.aborted === true ? aborted(last) : cause;
    }
    attempt += 1;
  }
}
