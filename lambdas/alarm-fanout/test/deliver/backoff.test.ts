import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backoff } from '../../src/deliver/backoff.ts';
import { RUNS } from '../runs.ts';

const HOUR = 3_600_000;

it.each<[failures: number, giveUpAfter: number, isUp: boolean, seconds: number]>([
  [1, 12 * HOUR, false, 1],
  [2, 12 * HOUR, false, 2],
  [6, 12 * HOUR, false, 32],
  [7, 12 * HOUR, false, 60],
  [5_000, 12 * HOUR, false, 60],
  [3, 12 * HOUR, true, 4],
  [7, 12 * HOUR, true, 5],
  [5_000, 240 * HOUR, false, 1_152],
])('after %i failures, given up after %i ms, up %s: %i s', (failures, giveUpAfter, isUp, seconds) => {
  expect(backoff(failures, { giveUpAfter, isUp, random: () => 0.5 })).toBeCloseTo(seconds, 6);
});

it('gives or takes a fifth', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (failures, random) => {
        const [middle, other] = [0.5, random].map((luck) =>
          backoff(failures, { giveUpAfter: 12 * HOUR, isUp: false, random: () => luck }),
        );
        expect((other ?? 0) / (middle ?? 0)).toBeGreaterThanOrEqual(0.8 - 1e-9);
        expect((other ?? 0) / (middle ?? 0)).toBeLessThan(1.2);
      },
    ),
    { numRuns: RUNS },
  );
});

it('a destination that is dead until it is given up is asked less than a thousand times', () => {
  for (const hours of [0.1, 1, 12, 24, 100, 240]) {
    const giveUpAfter = hours * HOUR;
    let receives = 0;
    for (let time = 0; time < giveUpAfter; receives += 1) {
      // The shortest waits that there are.
      time += 1_000 * backoff(receives + 1, { giveUpAfter, isUp: false, random: () => 0 });
    }
    expect(receives).toBeLessThan(1_000);
  }
});
