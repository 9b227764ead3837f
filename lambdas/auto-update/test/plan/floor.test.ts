import fc from 'fast-check';
import { expect, it } from 'vitest';
import { floorOf, isNeverFree } from '../../src/plan/floor.ts';
import { RUNS } from '../runs.ts';

it.each([
  { size: 10, minHealthy: '50%', maxUnavailable: '10%', floor: 9 },
  { size: 9, minHealthy: '50%', maxUnavailable: '10%', floor: 8 },
  { size: 19, minHealthy: '50%', maxUnavailable: '10%', floor: 18 },
  { size: 20, minHealthy: '50%', maxUnavailable: '10%', floor: 18 },
  { size: 3, minHealthy: '50%', maxUnavailable: '100%', floor: 2 },
  { size: 1, minHealthy: '50%', maxUnavailable: '10%', floor: 1 },
  { size: 1, minHealthy: 0, maxUnavailable: 1, floor: 0 },
  { size: 3, minHealthy: 5, maxUnavailable: 1, floor: 5 },
  { size: 4, minHealthy: 0, maxUnavailable: 9, floor: 0 },
  { size: 100, minHealthy: '29%', maxUnavailable: '100%', floor: 29 },
  { size: 0, minHealthy: '50%', maxUnavailable: '10%', floor: 0 },
] as const)('$size hosts, $minHealthy healthy, $maxUnavailable out: $floor', ({ size, floor, ...policy }) => {
  expect(floorOf(size, policy)).toBe(floor);
});

it('a share is never more than is said', () => {
  const share = fc.integer({ min: 0, max: 100 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 }), share, share, (size, healthy, out) => {
      const policy = { minHealthy: `${healthy}%`, maxUnavailable: `${out}%` };
      const floor = floorOf(size, policy);
      expect(floor * 100).toBeGreaterThanOrEqual(size * healthy);
      expect((size - floor) * 100 <= size * out || size - floor === 1).toBe(true);
      expect(isNeverFree(size, policy)).toBe(floor >= size);
    }),
    { numRuns: RUNS },
  );
});
