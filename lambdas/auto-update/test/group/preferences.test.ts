import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupFloor, keptHosts } from '../../src/group/floor.ts';
import { refreshPreferences } from '../../src/group/preferences.ts';
import { RUNS } from '../runs.ts';
import { refreshFleet } from '../support/group-world.ts';
import { groupOf, hostAt } from './views.ts';

const boundsOf = (hosts: number, policy: Readonly<Record<string, unknown>>): readonly number[] => {
  const found = refreshPreferences({ fleet: refreshFleet({ policy }), group: groupOf(hosts) });
  return [found.minHealthyPercentage, found.maxHealthyPercentage];
};

describe('refreshPreferences', () => {
  it.each([
    ['a lone host: launched first', 1, {}, [100, 200]],
    ['a lone host in its window of outage', 1, { outage: 'window' }, [0, 100]],
    [
      'two hosts: launched first, or a zone might be empty',
      2,
      { maxUnavailable: '100%', minHealthy: 2 },
      [100, 200],
    ],
    ['a tenth', 20, {}, [90, 100]],
    ['never below the floor by rounding', 7, { maxUnavailable: 1 }, [86, 115]],
    ['none may be missing', 10, { minHealthy: '100%' }, [100, 110]],
    ['half, but no whole zone', 6, { maxUnavailable: '50%' }, [84, 117]],
    ['a floor above what may be missing', 10, { maxUnavailable: '50%', minHealthy: '80%' }, [80, 100]],
  ])('bounds %s', (_, hosts, policy, bounds) => {
    expect(boundsOf(hosts, policy)).toEqual(bounds);
  });

  it.each([
    [10, { hosts: 1, soakMinutes: 30 }, [10, 100], 1_800],
    [3, { hosts: 1, soakMinutes: 30 }, [33, 100], 1_800],
    [1_000, { hosts: 1, soakMinutes: 30 }, [1, 100], 1_800],
    [10, { hosts: '20%', soakMinutes: 8_640 }, [20, 100], 172_800],
    [10, { hosts: 0, soakMinutes: 30 }, undefined, undefined],
    [1, { hosts: 1, soakMinutes: 30 }, undefined, undefined],
  ])('lets of %i hosts the canary %o go first', (hosts, canary, checkpoints, delay) => {
    const found = refreshPreferences({ fleet: refreshFleet({ policy: { canary } }), group: groupOf(hosts) });
    expect([found.checkpoints, found.checkpointDelay]).toEqual([checkpoints, delay]);
  });

  it('names at most ten alarms, none by a pattern', () => {
    const names = ['*', 'web-*', ...Array.from({ length: 12 }, (_, index) => `alarm-${index}`), 'alarm-0'];
    const fleet = refreshFleet({ policy: { alarms: { names }, soakMinutes: 20 } });
    const { alarms, bakeTime } = refreshPreferences({ fleet, group: groupOf(3) });
    expect(alarms).toEqual(Array.from({ length: 10 }, (_, index) => `alarm-${index}`));
    expect(bakeTime).toBe(1_200);
  });

  it('keeps AWS’s bounds, the floor, and a host in each zone that has two or more', () => {
    const shareFrom = (min: number) =>
      fc.oneof(
        fc.integer({ min, max: 50 }),
        fc.integer({ min, max: 100 }).map((percent) => `${percent}%`),
      );
    const zones = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(shareFrom(0), shareFrom(1), zones, (minHealthy, maxUnavailable, given) => {
        const fleet = refreshFleet({ policy: { minHealthy, maxUnavailable } });
        const group = groupOf(given.length, { hosts: given.map((zone, index) => hostAt(index, { zone })) });
        const { minHealthyPercentage: min, maxHealthyPercentage: max } = refreshPreferences({ fleet, group });
        const { floor, size } = groupFloor(group, fleet.policy);
        expect(min >= 0 && min <= 100 && max >= 100 && max <= 200 && max - min <= 100).toBe(true);
        expect((min * size) / 100).toBeGreaterThanOrEqual(Math.min(size, floor));
        const missing = size - Math.min(size, keptHosts(group, fleet.policy));
        for (const zone of new Set(given)) {
          const count = given.filter((each) => each === zone).length;
          if (count > 1) expect(missing).toBeLessThan(count);
        }
        // Replaced at all: one may be missing, or one more may be there.
        expect(Math.ceil((min * size) / 100) < size || Math.floor((max * size) / 100) > size).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });
});
