import type { Metrics } from '@aws-lambda-powertools/metrics';
import { describe, expect, it } from 'vitest';
import type { FleetTick } from '../src/fleet-tick.ts';
import type { RunReport } from '../src/plan-types.ts';
import { record } from '../src/record.ts';
import { standingOf, tickOf } from './support/store-ticks.ts';
import { reportWith, runOf } from './support/store-values.ts';

const HOUR = 3_600_000;

/** Values by metric, with its unit where it is no count; each metric has one. */
function recorded(ticks: readonly FleetTick[], calls = 0): Readonly<Record<string, number>> {
  const values: Record<string, number> = {};
  const addMetric = (name: string, unit: string, value: number): void => {
    const key = unit === 'Count' ? name : `${name} (${unit})`;
    if (key in values) throw new Error(`${key} is written twice`);
    values[key] = value;
  };
  record({ ticks, calls }, { addMetric } as unknown as Metrics);
  return values;
}

const NOTHING = {
  Ticks: 1,
  Calls: 0,
  Fleets: 1,
  HostsPatched: 0,
  HostsFailed: 0,
  RunsFailed: 0,
  TickFailures: 0,
  FleetsNotReached: 0,
  EffectsFailed: 0,
  LeasesLeft: 0,
  'ClockOff (Seconds)': 0,
};

it('all of a fleet in which nothing happens', () => {
  expect(recorded([tickOf()], 3)).toEqual({
    ...NOTHING,
    Calls: 3,
    HostsHeldBack: 0,
    HostsKeptOut: 0,
    HostsInFlight: 0,
    HostsBehind7Days: 0,
    HostsBehind14Days: 0,
    HostsBehind30Days: 0,
    OldestHostDays: 0,
    FloorMargin: 5,
    RunAgeHours: 0,
  });
});

it('there is nothing to say of an invocation without a tick', () => {
  expect(recorded([])).toEqual({});
});

it.each<[name: string, tick: FleetTick, expected: object]>([
  ['somebody else has it', { fleet: 'web', outcome: 'taken' }, NOTHING],
  ['its tick failed', { fleet: 'web', outcome: 'failed', error: 'no' }, { ...NOTHING, TickFailures: 1 }],
])('how hosts stand is not told where nobody has looked: %s', (_name, tick, expected) => {
  expect(recorded([tick])).toEqual(expected);
});

it('fleets are added up; of ages the highest counts, of margins the lowest', () => {
  const behind = { days7: 3, days14: 2, days30: 1 };
  const one = standingOf({ inFlight: 2, behind, oldestDays: 31, serving: 9, floor: 9, keptOut: 4 });
  const two = standingOf({ inFlight: 1, behind, oldestDays: 4, keptOut: 4 });
  const counts = { patched: 1, failed: 2, heldBack: 3 };
  expect(
    recorded([
      tickOf({ standing: one, ...counts }),
      tickOf({ standing: two, ...counts }),
      { fleet: 'api', outcome: 'taken', patched: 1 },
      { fleet: 'db', outcome: 'failed' },
    ]),
  ).toMatchObject({
    Fleets: 4,
    HostsPatched: 3,
    HostsFailed: 4,
    HostsHeldBack: 6,
    HostsKeptOut: 8,
    HostsInFlight: 3,
    HostsBehind7Days: 6,
    HostsBehind14Days: 4,
    HostsBehind30Days: 2,
    OldestHostDays: 31,
    FloorMargin: 0,
    TickFailures: 1,
  });
});

it('a margin is that of hosts that have come already', () => {
  expect(recorded([tickOf({ standing: standingOf({ serving: 3, margin: 1 }) })])).toMatchObject({
    FloorMargin: 1,
  });
});

it('a margin may be below zero', () => {
  expect(recorded([tickOf({ standing: standingOf({ serving: 3 }) }), tickOf()])).toMatchObject({
    FloorMargin: -2,
  });
});

describe('runs', () => {
  it.each<[outcome: RunReport['outcome'], failed: number]>([
    ['done', 0],
    ['partly', 0],
    ['stopped', 1],
    ['aborted', 1],
    ['gave-up', 1],
    ['rolled-back', 1],
  ])('that ended %s', (outcome, failed) => {
    const report = reportWith('web', { outcome });
    expect(recorded([tickOf({ report }), tickOf()])).toMatchObject({ RunsFailed: failed });
  });

  it('that somebody aborted have not failed', () => {
    const report = reportWith('web', { outcome: 'aborted', aborted: { at: 1, by: 'someone' } });
    expect(recorded([tickOf({ report })])).toMatchObject({ RunsFailed: 0 });
  });

  it('are as old as the oldest', () => {
    const run = runOf('web');
    const ticks = [30, 2].map((hours) => tickOf({ run, at: run.began + hours * HOUR }));
    expect(recorded([...ticks, tickOf()])).toMatchObject({ RunAgeHours: 30 });
  });

  it('are not older than they can be', () => {
    const run = runOf('web');
    expect(recorded([tickOf({ run, at: run.began - HOUR })])).toMatchObject({ RunAgeHours: 0 });
  });
});

it('leases that were left and clocks that are off are seen in whichever fleet', () => {
  const ticks = [tickOf({ wasLeft: true, clockOff: 2_500 }), tickOf({ clockOff: -3_600_000 })];
  expect(recorded(ticks)).toMatchObject({ LeasesLeft: 1, 'ClockOff (Seconds)': 3_600 });
});

it('what AWS refused, and fleets that a tick did not come to, are counted', () => {
  const notDone = ['h01', 'h02'].map((host) => ({ host, reason: 'AccessDenied' }));
  const ticks: readonly FleetTick[] = [tickOf({ notDone }), { fleet: 'db', outcome: 'not-reached' }];
  expect(recorded(ticks)).toMatchObject({ EffectsFailed: 2, FleetsNotReached: 1, TickFailures: 0 });
});
