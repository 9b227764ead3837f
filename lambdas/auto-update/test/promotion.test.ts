import { expect, it } from 'vitest';
import type { Fleet } from '../src/config.ts';
import type { Usable } from '../src/plan-types.ts';
import { disturbed, looked, promoted, usableOf } from '../src/promotion.ts';
import type { Promoted, PromotionRecord } from '../src/release.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 22, 2);

/** A release of so many days ago. */
function aged(days: number, id = `web-${days}`): Promoted {
  return { release: { id, pins: {} }, at: NOW - days * DAY };
}

function recordOf(releases: readonly Promoted[], disturbedDays?: number): PromotionRecord {
  const at = disturbedDays === undefined ? {} : { disturbed: NOW - disturbedDays * DAY };
  return { environment: 'dev', fleet: 'web', releases, looked: NOW, ...at };
}

const AFTER_DEV = { after: 'dev', quietDays: 3 };

/** The id of the release that may be used, or why there is none. */
function told(usable: Usable): string {
  if (usable.kind === 'promoted') return `${usable.release.id} of ${usable.environment}`;
  return usable.kind === 'none' ? usable.reason : 'newest';
}

it.each<[name: string, record: PromotionRecord | undefined, expected: string | RegExp]>([
  ['nothing is told', undefined, 'dev has not ended a run of this fleet well yet'],
  ['no release is told', recordOf([]), 'dev has not ended a run of this fleet well yet'],
  ['the newest that is old enough', recordOf([aged(1), aged(3), aged(4)]), 'web-3 of dev'],
  ['in whatever order they stand', recordOf([aged(4), aged(3), aged(1)]), 'web-3 of dev'],
  ['to the millisecond', recordOf([{ ...aged(3), at: NOW - 3 * DAY + 1 }, aged(5)]), 'web-5 of dev'],
  ['none is old enough', recordOf([aged(1), aged(2)]), /for 3 days: until 2026-11-23T02:00:00.000Z/],
  ['disturbed before', recordOf([aged(1), aged(4)], 5), 'web-4 of dev'],
  ['disturbed since', recordOf([aged(1), aged(4)], 2), /until 2026-11-24T02:00:00.000Z/],
  ['disturbed at the same time', recordOf([aged(4)], 4), /not been quiet/],
  ['disturbed, and no run since', recordOf([aged(4), aged(6)], 1), /2026-11-21T02:00:00.000Z/],
])('%s', (_name, record, expected) => {
  const found = told(usableOf({ promotion: AFTER_DEV, mode: 'in-place', record, now: NOW }));
  if (typeof expected === 'string') expect(found).toBe(expected);
  else expect(found).toMatch(expected);
});

it.each<[name: string, promotion: Parameters<typeof usableOf>[0]['promotion']]>([
  ['no order', undefined],
  ['the first environment', { quietDays: 3 }],
])('whatever is newest may be used: %s', (_name, promotion) => {
  const usable = usableOf({ promotion, mode: 'in-place', record: recordOf([aged(9)]), now: NOW });
  expect(usable).toEqual({ kind: 'newest' });
});

/** As `aged`, with an image. */
function imaged(days: number): Promoted {
  const { release, at } = aged(days, `image-${days}`);
  return {
    release: { ...release, image: { id: 'ami-00000000000000001', architecture: 'x86_64', created: 0 } },
    at,
  };
}

it.each<[name: string, mode: Fleet['mode'], releases: readonly Promoted[], expected: string | RegExp]>([
  ['packages, to a group', 'refresh', [aged(4)], /^dev has not ended a run .* in mode refresh: .* packages/],
  ['packages again, to a group', 'refresh', [aged(4), imaged(9)], 'image-9 of dev'],
  ['a newer image, to a group', 'refresh', [aged(9), imaged(4)], 'image-4 of dev'],
  ['an image that is too new', 'refresh', [aged(9), imaged(1)], /for 3 days/],
  ['an image, to hosts', 'in-place', [imaged(4)], /^dev has not ended a run .* in-place or ecs: .* an image/],
  ['an image, to container instances', 'ecs', [imaged(4), aged(9)], 'web-9 of dev'],
])('a release is one for the same kind of mode: %s', (_name, mode, releases, expected) => {
  const found = told(usableOf({ promotion: AFTER_DEV, mode, record: recordOf(releases), now: NOW }));
  expect(found).toMatch(expected);
});

it('without days of quiet a release may be used at once', () => {
  const record = recordOf([aged(0), aged(4)]);
  expect(
    told(usableOf({ promotion: { ...AFTER_DEV, quietDays: 0 }, mode: 'in-place', record, now: NOW })),
  ).toBe('web-0 of dev');
});

it.each<[name: string, before: PromotionRecord, news: Promoted, expected: readonly Promoted[]]>([
  ['the first', recordOf([]), aged(1), [aged(1)]],
  ['a newer one', recordOf([aged(4)]), aged(1), [aged(1), aged(4)]],
  ['an older one', recordOf([aged(1)]), aged(4), [aged(1), aged(4)]],
  ['the same again stays as old as it is', recordOf([aged(4, 'a')]), aged(1, 'a'), [aged(4, 'a')]],
  [
    'the same after a disturbance is new',
    recordOf([aged(4, 'a'), aged(5)], 2),
    aged(1, 'a'),
    [aged(1, 'a'), aged(5)],
  ],
  ['the same told twice', recordOf([aged(4, 'a')], 2), aged(4, 'a'), [aged(4, 'a')]],
])('promoted: %s', (_name, before, news, expected) => {
  const after = promoted(before, news);
  expect(after.releases).toEqual(expected);
  expect(promoted(after, news)).toBe(after);
});

it('a record that stays the same is the same', () => {
  const record = recordOf([aged(4, 'a')], 2);
  expect(promoted(record, aged(4, 'a'))).toBe(record);
  expect(disturbed(record, NOW - 3 * DAY)).toBe(record);
  expect(disturbed(record, NOW).disturbed).toBe(NOW);
  expect(disturbed(recordOf([]), 5).disturbed).toBe(5);
});

it.each<[name: string, until: number | undefined, expected: string | RegExp]>([
  ['until now', NOW, 'web-4 of dev'],
  ['until an hour ago, and it was quiet for long enough by then', NOW - DAY / 24, 'web-4 of dev'],
  ['until two days ago', NOW - 2 * DAY, /not been looked at since 2026-11-20T02:00:00.000Z/],
  ['nobody says: until its last news', undefined, /not been looked at since 2026-11-18T02:00:00.000Z/],
])('quiet is what somebody has looked at: %s', (_name, until, expected) => {
  const record = { ...recordOf([aged(4)]), looked: until };
  expect(told(usableOf({ promotion: AFTER_DEV, mode: 'in-place', record, now: NOW }))).toMatch(expected);
});

it('a record of an earlier release of this Lambda counts up to its last news', () => {
  const record = { ...recordOf([aged(1), aged(5)]), looked: undefined };
  expect(told(usableOf({ promotion: AFTER_DEV, mode: 'in-place', record, now: NOW }))).toBe('web-5 of dev');
});

const HOUR = 3_600_000;

it.each<[name: string, before: number | undefined, expected: Partial<PromotionRecord>]>([
  ['for the first time', undefined, { looked: NOW, disturbed: undefined }],
  ['an hour later', NOW - HOUR, { looked: NOW, disturbed: undefined }],
  ['after a long time, in which anything may have been', NOW - 7 * HOUR, { looked: NOW, disturbed: NOW }],
  ['by a clock that is behind', NOW + HOUR, { looked: NOW + HOUR, disturbed: undefined }],
])('somebody looks: %s', (_name, before, expected) => {
  const record = { ...recordOf([aged(4)]), looked: before };
  const { looked: until, disturbed: at } = looked(record, NOW);
  expect({ looked: until, disturbed: at }).toEqual(expected);
});
