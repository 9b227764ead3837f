import type { WatchTimes } from './watch-settings.ts';

/** In milliseconds. */
const FIRST_RETRY = 1_000;
const LEAST_RETRY = 100;

/** When to read again after a read that went well, in milliseconds. */
export function refreshDelay({ ttl, ttlJitter }: WatchTimes, random: () => number): number {
  return ttl * (1 - ttlJitter * random());
}

/**
 * When to read again after so many failures in a row, in milliseconds: full jitter, a random share of 1 s, 2 s, 4 s, … up to
 * `ttl`, and no less than 100 ms (AWS Architecture Blog, "Exponential Backoff And Jitter").
 */
export function retryDelay(failures: number, { ttl }: WatchTimes, random: () => number): number {
  const most = Math.min(ttl, FIRST_RETRY * 2 ** (failures - 1));
  return Math.max(Math.min(most, LEAST_RETRY), most * random());
}
