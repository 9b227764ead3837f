import { expect, it } from 'vitest';
import { newRun } from '../../src/group/begin.ts';
import { groupStanding } from '../../src/group/standing.ts';
import type { GroupView } from '../../src/groups.ts';
import { EMPTY_STATE, type Run } from '../../src/state.ts';
import { BEGIN, MINUTE, NEW, OLD, refreshFleet } from '../support/group-world.ts';
import { groupOf, hostAt } from './views.ts';

const DAY = 24 * 60 * MINUTE;
/** Nine of ten have to serve. */
const following = refreshFleet();

/** A group of which so many hosts are in service, and so many in other states. */
function groupWith(desired: number, serving: number, others: readonly string[]): GroupView {
  const away = others.map((lifecycle, at) => hostAt(serving + at, { lifecycle, isServing: false }));
  return groupOf(desired, { hosts: [...groupOf(serving).hosts, ...away] });
}

/** Of a group that had ten hosts. */
function runOf(refresh: string | undefined): Run {
  const group = groupOf(10);
  const image = { id: NEW, architecture: 'x86_64', created: BEGIN };
  const input = {
    environment: 'dev',
    fleet: following,
    following,
    state: EMPTY_STATE,
    control: { format: 1 },
    gates: { alarms: [], unreadable: [] },
    releases: { kind: 'newest' },
    group,
    now: BEGIN,
  } as const;
  const run = newRun(input, group, { image, isThere: false });
  return run.refresh === undefined ? run : { ...run, refresh: { ...run.refresh, refresh } };
}

const times = (count: number, lifecycle: string): readonly string[] =>
  Array.from({ length: count }, () => lifecycle);

it.each<{ name: string; group: GroupView; run?: Run; margin: number }>([
  { name: 'all serve', group: groupOf(10), margin: 1 },
  { name: 'it grows', group: groupWith(20, 10, times(10, 'Pending')), margin: 1 },
  { name: 'it grows, with a hook', group: groupWith(20, 10, times(10, 'Pending:Wait')), margin: 1 },
  { name: 'it begins with nothing', group: groupWith(3, 0, times(3, 'Pending')), margin: 0 },
  { name: 'hosts are gone, and none comes', group: groupWith(10, 8, []), margin: -1 },
  { name: 'hosts go', group: groupWith(10, 8, times(2, 'Terminating:Wait')), margin: -1 },
  {
    name: 'hosts go, and others come',
    group: groupWith(10, 8, [...times(2, 'Terminating'), ...times(2, 'Pending')]),
    margin: -1,
  },
  { name: 'it shrinks', group: groupWith(10, 10, times(10, 'Terminating')), margin: 1 },
  {
    name: 'a refresh replaces too many',
    group: groupWith(10, 8, times(2, 'Pending')),
    run: runOf('r-1'),
    margin: -1,
  },
  {
    name: 'it grows in mid-run',
    group: groupWith(20, 9, times(11, 'Pending')),
    run: runOf('r-1'),
    margin: 0,
  },
  {
    name: 'it grows before its refresh',
    group: groupWith(10, 5, times(5, 'Pending')),
    run: runOf(undefined),
    margin: 1,
  },
])('its margin where $name', ({ group, run, margin }) => {
  expect(groupStanding({ following, group, run, now: BEGIN })).toMatchObject({ margin });
});

it('hosts that only come count for the floor that is kept', () => {
  const group = groupWith(20, 10, times(10, 'Pending'));
  expect(groupStanding({ following, group, run: undefined, now: BEGIN })).toMatchObject({
    size: 20,
    floor: 18,
    inFlight: 10,
  });
});

it.each<[name: string, newest: GroupView['newest'], days30: number, oldestDays: number]>([
  ['there is a newer image', { image: { id: NEW, architecture: 'x86_64', created: BEGIN } }, 2, 40],
  ['they have the newest', { image: { id: OLD, architecture: 'x86_64', created: BEGIN - 90 * DAY } }, 0, 0],
  ['nobody knows which is the newest', { problem: 'there is no parameter' }, 2, 40],
])('hosts that were launched long ago, where %s', (_, newest, days30, oldestDays) => {
  const hosts = [0, 1].map((at) => hostAt(at, { launched: BEGIN - 40 * DAY }));
  const group = groupOf(2, { hosts, newest });
  const standing = groupStanding({ following, group, run: undefined, now: BEGIN });
  expect([standing.behind.days30, standing.oldestDays]).toEqual([days30, oldestDays]);
});
