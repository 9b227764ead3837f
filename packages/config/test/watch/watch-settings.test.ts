import { describe, expect, it } from 'vitest';
import { refreshDelay, retryDelay } from '../../src/watch/delays.ts';
import { watchTimes } from '../../src/watch/watch-settings.ts';

describe('watchTimes', () => {
  it.each([
    [{}, { ttl: 300_000, ttlJitter: 0.1, maxStale: 3_600_000 }],
    [
      { ttl: 1_000, ttlJitter: 0 },
      { ttl: 1_000, ttlJitter: 0, maxStale: 3_600_000 },
    ],
    [{ ttl: 600_000 }, { ttl: 600_000, ttlJitter: 0.1, maxStale: 7_200_000 }],
    [{ maxStale: Infinity }, { ttl: 300_000, ttlJitter: 0.1, maxStale: Infinity }],
    [
      { ttl: undefined, maxStale: undefined },
      { ttl: 300_000, ttlJitter: 0.1, maxStale: 3_600_000 },
    ],
  ])('%o', (settings, times) => {
    expect(watchTimes(settings)).toEqual(times);
  });

  it.each([
    { ttl: 0 },
    { ttl: -1 },
    { ttl: Number.NaN },
    { ttl: Infinity },
    { ttl: '5' as unknown as number },
    { ttlJitter: 1.1 },
    { ttlJitter: -0.1 },
    { ttl: 1_000, maxStale: 1_000 },
    { maxStale: Number.NaN },
  ])('refuses %o', (settings) => {
    expect(() => watchTimes(settings)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
  });
});

describe('delays', () => {
  const times = { ttl: 60_000, ttlJitter: 0.25, maxStale: Infinity };

  it('a refresh comes up to the jitter sooner', () => {
    expect([0, 0.5, 1].map((share) => refreshDelay(times, () => share))).toEqual([60_000, 52_500, 45_000]);
  });

  it('a failed one again after a random share of 1, 2, 4, … s up to ttl', () => {
    const most = [1, 2, 3, 7, 8, 2_000].map((failures) => retryDelay(failures, times, () => 1));
    expect(most).toEqual([1_000, 2_000, 4_000, 60_000, 60_000, 60_000]);
    expect(retryDelay(3, times, () => 0.5)).toBe(2_000);
  });

  it('and never at once', () => {
    expect(retryDelay(9, times, () => 0)).toBe(100);
    expect(retryDelay(9, { ...times, ttl: 10 }, () => 0)).toBe(10);
  });
});
