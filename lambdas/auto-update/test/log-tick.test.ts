import type { Logger } from '@kmscrypt/lambda';
import { expect, it } from 'vitest';
import type { FleetTick } from '../src/fleet-tick.ts';
import { logTicks } from '../src/log-tick.ts';
import type { RunReport } from '../src/plan-types.ts';
import { standingOf, tickOf } from './support/store-ticks.ts';
import { hostLine, reportWith, runOf } from './support/store-values.ts';

interface Line {
  readonly level: keyof Logger;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

function logged(ticks: readonly FleetTick[]): readonly Line[] {
  const lines: Line[] = [];
  const at =
    (level: keyof Logger) =>
    (message: string, details: Line['details']): void =>
      void lines.push({ level, message, details });
  logTicks(ticks, { info: at('info'), warn: at('warn'), error: at('error') });
  return lines;
}

const heads = (ticks: readonly FleetTick[]): readonly string[] =>
  logged(ticks).map(({ level, message }) => `${level} ${message}`);

it('a tick in which nothing happens is one line', () => {
  expect(logged([tickOf(), tickOf({ fleet: 'api' })])).toEqual([
    {
      level: 'info',
      message: 'tick',
      details: { fleets: 2, runs: 0, taken: [], failed: [], notReached: [] },
    },
  ]);
  expect(logged([])).toEqual([]);
});

it('a fleet with a run is one more', () => {
  const tick = tickOf({
    run: runOf('web'),
    standing: standingOf({ serving: 9, inFlight: 1 }),
    held: [{ code: 'WINDOW_CLOSED', text: 'opens at 02:00' }],
    effects: ['send', 'take-out', 'send'],
    patched: 1,
    heldBack: 4,
  });
  const [line, all] = logged([tick]);
  expect(line).toEqual({
    level: 'info',
    message: 'fleet',
    details: {
      fleet: 'web',
      run: runOf('web').id,
      size: 10,
      serving: 9,
      floor: 5,
      inFlight: 1,
      patched: 1,
      heldBack: 4,
      keptOut: 0,
      held: ['WINDOW_CLOSED'],
      effects: { send: 2, 'take-out': 1 },
    },
  });
  expect(all?.details).toMatchObject({ runs: 1 });
});

it('what failed is an error, with why', () => {
  const ticks: readonly FleetTick[] = [
    { fleet: 'web', outcome: 'failed', error: 'throttled' },
    { fleet: 'api', outcome: 'taken' },
    tickOf({ fleet: 'db', failed: 2 }),
  ];
  expect(logged(ticks)).toMatchObject([
    { level: 'error', message: 'the tick of a fleet failed', details: { fleet: 'web', reason: 'throttled' } },
    { level: 'error', message: 'hosts failed', details: { fleet: 'db', count: 2 } },
    { message: 'tick', details: { taken: ['api'], failed: ['web'] } },
  ]);
});

it('why a gate cannot be read is told, and not why a window is closed', () => {
  const held = [
    { code: 'WINDOW_CLOSED', text: 'opens at 02:00' },
    { code: 'GATE_UNREADABLE', text: 'alarms: not authorized' },
  ] as const;
  expect(logged([tickOf({ held })])).toMatchObject([
    {
      level: 'warn',
      details: { fleet: 'web', code: 'GATE_UNREADABLE', reason: 'alarms: not authorized' },
    },
    { message: 'tick' },
  ]);
});

it('what could not be done is told, and where it is much, how much', () => {
  const notDone = Array.from({ length: 30 }, (_, at) => ({ host: `i-${at}`, reason: 'denied' }));
  const lines = heads([tickOf({ notDone })]);
  expect(lines).toHaveLength(20 + 1 + 1);
  expect(lines.at(-2)).toBe('warn not done, in all');
  expect(heads([tickOf({ notDone: notDone.slice(0, 2) })])).toHaveLength(3);
});

it.each<[outcome: RunReport['outcome'], level: string]>([
  ['done', 'info'],
  ['partly', 'warn'],
  ['stopped', 'warn'],
  ['rolled-back', 'warn'],
])('a run that ended %s is of the level %s', (outcome, level) => {
  const hosts = [hostLine(1), hostLine(2), { ...hostLine(3), result: 'failed' as const, isOut: true }];
  const report = reportWith('web', { outcome, hosts, leastServing: 8, floor: 5 });
  const [line] = logged([tickOf({ report })]);
  expect(line).toEqual({
    level,
    message: 'a run has ended',
    details: {
      fleet: 'web',
      run: report.run,
      outcome,
      release: report.release,
      hosts: { updated: 2, failed: 1 },
      out: [hostLine(3).id],
      leastServing: 8,
      floor: 5,
    },
  });
});

it.each<[clockOff: number, isTold: boolean]>([
  [0, false],
  [300_000, false],
  [300_001, true],
  [-3_600_000, true],
])('a clock that is off by %i ms', (clockOff, isTold) => {
  const lines = logged([tickOf({ clockOff }), tickOf({ clockOff })]);
  const told = lines.filter(({ details }) => details['code'] === 'CLOCK_OFF');
  expect(told).toHaveLength(isTold ? 1 : 0);
  if (isTold) expect(told[0]?.details).toMatchObject({ seconds: Math.round(clockOff / 1_000) });
});
