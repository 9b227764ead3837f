import { setTimeout as delay } from 'node:timers/promises';
import { aborted } from './aborted.ts';
import { KmscryptError, type KmscryptErrorCode } from './error.ts';

export interface RetryOptions {
  /**
   * Attempts at most, the first included. Default, and not to be raised: 8 for THROTTLED, 5 for KMS_FAILED and AWS_FAILED, 4 for NETWORK,
   * 2 for TIMEOUT and CLOCK_SKEW, 1 for the rest.
   */
  readonly maxAttempts?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** A number in [0, 1); default Math.random. */
  readonly random?: () => number;
  /** Waits, in milliseconds; default a timer that the signal ends. */
  readonly sleep?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<unknown>;
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
const BASE_DELAY = 100;
const MAX_DELAY = 5_000;

/**
 * Makes a call again while it fails in a way that may pass, with full jitter between the attempts: a random share of
 * 100 ms, 200 ms, 400 ms, …, at most 5 s (AWS Architecture Blog, "Exponential Backoff And Jitter").
 *
 * @throws the last failure; KmscryptError `ABORTED` where the signal ended a wait.
 */
export async function retry<T>(call: () => Promise<T>, options: RetryOptions = {}): Promise<T> {
  const { maxAttempts = Infinity, signal, random = Math.random, sleep = sleepUntil } = options;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      const allowed = error instanceof KmscryptError ? (ATTEMPTS[error.code] ?? 1) : 1;
      if (attempt >= Math.min(allowed, maxAttempts)) throw error;
      await sleep(random() * Math.min(MAX_DELAY, BASE_DELAY * 2 ** (attempt - 1)), signal);
    }
  }
}

async function sleepUntil(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await delay(milliseconds, undefined, { signal });
  } catch (cause) {
    throw aborted(cause);
  }
}
