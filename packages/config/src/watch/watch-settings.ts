import { ConfigError } from '../error.ts';
import { LONGEST_DELAY } from './clock.ts';

/** How a watcher keeps its config. */
export interface WatchSettings {
  /** How long a config is served before it is read again, in milliseconds; default 300,000. */
  readonly ttl?: number | undefined;
  /**
   * A share from 0 to 1, default 0.1: a refresh comes up to this share of `ttl` sooner, at random, so that a fleet that
   * started at once does not read at once.
   */
  readonly ttlJitter?: number | undefined;
  /**
   * How long the last good config may be served after it was read while refreshes fail, in milliseconds, more than `ttl`;
   * default 3,600,000, or 12 times `ttl` where that is more; Infinity is allowed.
   */
  readonly maxStale?: number | undefined;
}

/** With all defaults. */
export type WatchTimes = { readonly [Name in keyof WatchSettings]-?: number };

const TTL = 300_000;
const JITTER = 0.1;
const MAX_STALE = 3_600_000;

/**
 * Checks settings, and fills in defaults.
 *
 * @throws ConfigError `INVALID_OPTION`
 */
export function watchTimes({ ttl = TTL, ttlJitter = JITTER, maxStale }: WatchSettings): WatchTimes {
  const longest = maxStale ?? Math.max(MAX_STALE, 12 * ttl);
  const wrong = [
    isFrom(1, ttl, LONGEST_DELAY) ? '' : `ttl is a number of milliseconds from 1 to ${LONGEST_DELAY}`,
    isFrom(0, ttlJitter, 1) ? '' : 'ttlJitter is a number from 0 to 1',
    typeof longest === 'number' && longest > ttl
      ? ''
      : `maxStale is a number of milliseconds more than ttl, or Infinity: a config is read again after ttl`,
  ].filter((reason) => reason !== '');
  if (wrong.length > 0) throw new ConfigError('INVALID_OPTION', wrong.join('; '));
  return { ttl, ttlJitter, maxStale: longest };
}

function isFrom(least: number, value: unknown, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most;
}
