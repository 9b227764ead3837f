import type { RetryOptions } from '@kmscrypt/core/retry';

/** Waits so many milliseconds. Rejects when the signal ends the wait. */
export type Sleep = NonNullable<RetryOptions['sleep']>;

export interface PauseOptions {
  readonly signal: AbortSignal;
  readonly sleep: Sleep;
  /** A number in [0, 1). */
  readonly random: () => number;
}

/** In milliseconds; a random share of it comes on top. CloudFront completes an invalidation in seconds. */
const PAUSE = 5_000;

/** Waits 5 to 10 s, or until the signal ends. */
export async function pause({ signal, sleep, random }: PauseOptions): Promise<void> {
  await sleep(PAUSE * (1 + random()), signal).catch(() => {});
}
