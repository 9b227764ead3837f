import fc from 'fast-check';
import { expect, it } from 'vitest';
import { promoted, usableOf } from '../../src/promotion.ts';
import { MOST_RELEASES, thinned } from '../../src/promotion/thinned.ts';
import type { Promoted, PromotionRecord } from '../../src/release.ts';
import { RUNS } from '../runs.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** What releases may lie apart, once many have been left out; in days. */
const GAP = 4;

function at(time: number): Promoted {
  return { release: { id: `web-${time}`, pins: {} }, at: time };
}

it('few are all kept', () => {
  const few = [5, 4, 3, 2, 1].map((day) => at(day * DAY));
  expect(thinned(few)).toEqual(few);
});

it('of those that are older than any days of quiet one is kept', () => {
  const releases = [100, 90, 40, 39, 1].map((day) => at(day * DAY));
  expect(thinned(releases)).toEqual(releases.slice(0, 3));
});

it.each<[hours: number]>([[1], [5], [24], [168]])(
  'with a run every %i hours there is one that has been quiet for long enough',
  (hours) => {
    let record: PromotionRecord = { environment: 'dev', fleet: 'web', releases: [] };
    for (let time = 0; time <= 200 * DAY; time += hours * HOUR) {
      record = promoted(record, at(time));
      expect(record.releases.length).toBeLessThanOrEqual(MOST_RELEASES);
      if (time < 100 * DAY) continue;
      for (const quietDays of [0, 1, 3, 7, 30, 60]) {
        const usable = usableOf({
          promotion: { after: 'dev', quietDays },
          mode: 'in-place',
          record,
          now: time,
        });
        const found = usable.kind === 'promoted' ? Number(usable.release.id.slice(4)) : -Infinity;
        const most = Math.max(GAP, hours / 24);
        expect(time - found).toBeGreaterThanOrEqual(quietDays * DAY);
        expect(time - found).toBeLessThanOrEqual((quietDays + most) * DAY);
      }
    }
  },
);

it('the newest stays, and the order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(90 * 24), { minLength: 1, maxLength: 200 }), (hours) => {
      const releases = hours.map((hour) => at(hour * HOUR)).toSorted((one, other) => other.at - one.at);
      const kept = thinned(releases);
      expect(kept[0]).toBe(releases[0]);
      expect(kept.length).toBeLessThanOrEqual(MOST_RELEASES);
      expect(releases.filter((each) => kept.includes(each))).toEqual(kept);
      const isOld = (each: Promoted): boolean => each.at <= (releases[0]?.at ?? 0) - 60 * DAY;
      expect(kept.some(isOld)).toBe(releases.some(isOld));
    }),
    { numRuns: RUNS },
  );
});
