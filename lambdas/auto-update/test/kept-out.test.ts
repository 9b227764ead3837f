import { expect, it } from 'vitest';
import { isKeptOut } from '../src/kept-out.ts';
import { standingOf } from '../src/plan/standing.ts';
import type { HostRecord } from '../src/host-record.ts';
import type { Host } from '../src/view.ts';
import { hostOf } from './support/hosts.ts';
import { DAY, NOW, recordOf } from './support/plan-input.ts';

const OUT = { at: NOW - DAY, was: 'in' } as const;
const failure = { code: 'UNHEALTHY', text: 'ill', at: NOW - DAY } as const;
const DRAINED = { isServing: false, service: 'out' } as const;
const failed = recordOf('failed', { out: OUT, failure });

interface Row {
  readonly name: string;
  readonly record: HostRecord;
  readonly host?: Partial<Host> | 'none';
  /** By its record alone, and with the host at hand. */
  readonly expected: readonly [boolean, number];
}

it.each<Row>([
  { name: 'failed, and out', record: failed, host: DRAINED, expected: [true, 1] },
  { name: 'of an earlier run', record: { ...failed, run: 'web-0' }, host: DRAINED, expected: [true, 1] },
  {
    name: 'left out by the run after that',
    record: recordOf('skipped', { out: OUT, failure, begun: undefined }),
    host: DRAINED,
    expected: [true, 1],
  },
  { name: 'gone, and there again', record: { ...failed, phase: 'gone' }, host: DRAINED, expected: [true, 1] },
  { name: 'gone', record: { ...failed, phase: 'gone' }, host: 'none', expected: [true, 0] },
  { name: 'replaced', record: failed, host: 'none', expected: [true, 0] },
  { name: 'brought in by hand', record: failed, expected: [true, 0] },
  { name: 'in again', record: { ...failed, in: NOW }, host: DRAINED, expected: [false, 0] },
  {
    name: 'out before',
    record: { ...failed, out: { ...OUT, was: 'out' } },
    host: DRAINED,
    expected: [false, 0],
  },
  { name: 'out by others', record: recordOf('skipped'), host: DRAINED, expected: [false, 0] },
  { name: 'under way', record: recordOf('patching'), host: DRAINED, expected: [false, 0] },
  { name: 'done', record: recordOf('done', { in: NOW }), expected: [false, 0] },
  { name: 'failed without a service', record: { ...failed, out: undefined }, expected: [true, 1] },
  {
    name: 'failed without a service, as it was',
    record: { ...failed, out: undefined, in: NOW },
    expected: [false, 0],
  },
])('$name', ({ record, host, expected }) => {
  const hosts = host === 'none' ? [] : [hostOf({ id: record.id, ...host })];
  const fleet = { size: 1, serving: 0, steady: 0, floor: 0, inFlight: 0, missing: 0, zones: new Map() };
  const { keptOut } = standingOf(fleet, { margin: 0, hosts, recordOf: () => record, now: NOW });
  expect([isKeptOut(record), keptOut]).toEqual(expected);
});

it('hosts of which nobody knows when they were launched are not old', () => {
  const hosts = [hostOf({ launched: 0 }), hostOf({ id: 'i-2', launched: NOW - 8 * DAY })];
  const fleet = { size: 2, serving: 2, steady: 2, floor: 0, inFlight: 0, missing: 0, zones: new Map() };
  expect(standingOf(fleet, { margin: 0, hosts, recordOf: () => undefined, now: NOW })).toMatchObject({
    behind: { days7: 1, days14: 0, days30: 0 },
    oldestDays: 8,
  });
});
