import { calling } from '../../../src/aws/calling.ts';
import { configSchema } from '../../../src/config.ts';
import { tick } from '../../../src/tick.ts';
import { simulatedCalls } from './calls.ts';
import { chanceOf } from './chance.ts';
import { virtualClock } from './clock.ts';
import { launch } from './life.ts';
import { GOOD, instanceId, machineOf } from './machine.ts';
import { createTable, fleetOf, memoryStore } from './memory-store.ts';
import type { WrittenPolicy } from './random-policy.ts';
import { createWorld } from './world.ts';

export interface WholeFleet {
  readonly hosts: number;
  /** Minutes that the packages of a host take, and its start; each host's own is between these. */
  readonly patchMinutes: readonly [number, number];
  readonly bootMinutes: readonly [number, number];
  readonly policy: WrittenPolicy;
}

export interface WholeFleetFigures {
  readonly outcome: string;
  /** Hosts that are at their release. */
  readonly updated: number;
  readonly ticks: number;
  /** Of AWS, besides the table. */
  readonly calls: number;
  readonly mostCalls: number;
  readonly minutes: number;
  /** Minutes that the packages and the start of the slowest host take. */
  readonly slowest: number;
  /** Milliseconds of this machine that the longest tick took. */
  readonly longestTick: number;
}

const MINUTE = 60_000;
const CALL_TIME = 30;
const MOST_TICKS = 20_000;

/** A fleet in place that nothing goes wrong with, ticked every minute until its run has ended. */
export async function updateWholeFleet({
  hosts,
  patchMinutes,
  bootMinutes,
  policy,
}: WholeFleet): Promise<WholeFleetFigures> {
  const clock = virtualClock(Date.UTC(2026, 10, 22));
  const chance = chanceOf(hosts);
  const world = createWorld({ clock, chance });
  world.documents.add('update');
  for (let index = 1; index <= hosts; index += 1)
    launch(
      world,
      machineOf({
        id: instanceId(index),
        zone: `eu-central-1${'abc'[index % 3] ?? 'a'}`,
        tags: { role: 'web' },
        temper: {
          ...GOOD,
          patchTime: chance.between(...patchMinutes) * MINUTE,
          bootTime: chance.between(...bootMinutes) * MINUTE,
        },
      }),
    );
  const table = createTable();
  const config = configSchema.parse({
    environment: 'prod',
    table: 'update',
    document: 'update',
    policy,
    fleets: { web: { mode: 'in-place', tags: { role: 'web' } } },
  });
  const { signal } = new AbortController();
  const store = memoryStore({ table, now: () => clock.now() });
  const raw = simulatedCalls(world);
  const stored = fleetOf(table, 'web');
  const began = clock.now();
  let calls = 0;
  let mostCalls = 0;
  let longestTick = 0;
  let ticks = 0;
  while (stored.reports.length === 0 && ticks < MOST_TICKS) {
    const before = calls;
    const start = performance.now();
    await tick({
      config,
      store,
      callsWhile: (mayGoOn) =>
        calling(raw, {
          mayGoOn,
          region: 'eu-central-1',
          onCall: () => {
            calls += 1;
            clock.advance(clock.now() + CALL_TIME);
          },
        }),
      counted: () => calls,
      account: '111111111111',
      region: 'eu-central-1',
      signal,
      answerBy: signal,
      logger: { info: () => {}, warn: () => {}, error: () => {} },
    });
    longestTick = Math.max(longestTick, performance.now() - start);
    mostCalls = Math.max(mostCalls, calls - before);
    ticks += 1;
    clock.advance(Math.max(began + ticks * MINUTE, clock.now()));
  }
  const [report] = stored.reports;
  const times = [...world.machines.values()].map(({ temper }) => temper.patchTime + temper.bootTime);
  return {
    outcome: report?.outcome ?? 'not ended',
    updated: report?.hosts.filter(({ result }) => result === 'updated').length ?? 0,
    ticks,
    calls,
    mostCalls,
    minutes: ((report?.ended ?? clock.now()) - began) / MINUTE,
    slowest: Math.max(...times) / MINUTE,
    longestTick,
  };
}
