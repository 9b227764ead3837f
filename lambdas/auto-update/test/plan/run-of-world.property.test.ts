import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxUnavailableOf, minHealthyOf } from '../../src/plan/floor.ts';
import { planHosts } from '../../src/plan.ts';
import type { HostPlan, HostPlanInput } from '../../src/plan-types.ts';
import { EMPTY_STATE, type FleetState } from '../../src/state.ts';
import type { HostRecord } from '../../src/host-record.ts';
import { RUNS } from '../runs.ts';
import { fromSeed } from '../support/plan-chance.ts';
import { afterwards, fleet, NOW, throughTable } from '../support/plan-input.ts';
import { createWorld, type World } from '../support/plan-world.ts';

const MINUTES = 1_440 + 300;

const cases = fc.record({
  seed: fc.integer(),
  size: fc.integer({ min: 1, max: 14 }),
  zones: fc.integer({ min: 1, max: 3 }),
  faulty: fc.constantFrom(0, 0.1, 0.4, 1),
  mode: fc.constantFrom('in-place', 'ecs', 'plain'),
  maxUnavailable: fc.constantFrom('10%', '40%', 1, 3),
  minHealthy: fc.constantFrom('50%', '90%', 0, 2),
  canary: fc.constantFrom(0, 1, 2),
  outage: fc.constantFrom('never', 'window'),
  spacing: fc.constantFrom(0, 5),
  stopAfter: fc.constantFrom(1, 3, 100),
  reboot: fc.constantFrom('when-needed', 'always', 'never'),
  soak: fc.constantFrom(0, 1, 5),
  abortAt: fc.option(fc.integer({ min: 0, max: 120 })),
  killed: fc.constantFrom(0, 0.1, 0.3),
  lostHosts: fc.constantFrom(0, 0, 0.02),
  alarming: fc.constantFrom(0, 0.1),
});
type Case = typeof cases extends fc.Arbitrary<infer Value> ? Value : never;

interface Ran {
  readonly plans: number;
  readonly last: HostPlan | undefined;
  readonly world: World;
  readonly records: Readonly<Record<string, HostRecord>>;
}

/** Ticks of a minute until a run has ended; each plan is checked. */
function runs(given: Case): Ran {
  const following = fleet(
    {
      maxUnavailable: given.maxUnavailable,
      minHealthy: given.minHealthy,
      canary: { hosts: given.canary, soakMinutes: 10 },
      outage: given.outage,
      spacingMinutes: given.spacing,
      stopAfter: given.stopAfter,
      reboot: given.reboot,
      soakMinutes: given.soak,
      giveUpDays: 1,
    },
    given.mode === 'ecs' ? { mode: 'ecs' } : given.mode === 'plain' ? { targetGroups: [] } : {},
  );
  const chance = fromSeed(given.seed + 1);
  const world = createWorld({ ...given, start: NOW, following });
  let state: FleetState = EMPTY_STATE;
  let records: Readonly<Record<string, HostRecord>> = {};
  let last: HostPlan | undefined;
  let plans = 0;
  for (let minute = 0; minute < MINUTES; minute += 1) {
    const { run } = state;
    const isAborted = run !== undefined && given.abortAt !== null && minute >= given.abortAt;
    const input: HostPlanInput = {
      environment: 'dev',
      fleet: following,
      following,
      state,
      control: {
        format: 1,
        ...(isAborted ? { abort: { at: world.now(), by: 'someone', run: run.id } } : {}),
      },
      gates: { alarms: chance() < given.alarming ? ['cpu'] : [], unreadable: [] },
      releases: { kind: 'newest' },
      view: world.view(records),
      records,
      now: world.now(),
    };
    const plan = planHosts(input);
    plans += 1;
    last = plan;
    isIdempotent(input, plan);
    isDeterministic(input, plan);
    const written = afterwards(input, plan);
    ({ state, records } = written);
    const isKilled = chance() < given.killed;
    const effects = isKilled ? plan.effects.slice(0, Math.floor(chance() * 3)) : plan.effects;
    keepsWhatIsOut(world, plan, records);
    const servedBefore = serving(world);
    const commands = world.apply(effects);
    keepsFloor({ world, plan, servedBefore, given });
    if (!isKilled || chance() < 0.5) records = withCommands(records, commands);
    if (plan.report !== undefined || (state.run === undefined && minute > 0)) break;
    for (const id of world.machines.keys()) if (chance() < given.lostHosts && chance() < 0.1) world.kill(id);
    const isIdle = plan.records.length + plan.effects.length === 0;
    world.pass(isIdle ? 10 : 1);
  }
  return { plans, last, world, records };
}

function isIdempotent(input: HostPlanInput, plan: HostPlan): void {
  const again = planHosts(afterwards(input, plan));
  expect(throughTable(again.effects)).toEqual(throughTable(plan.effects));
  expect(again.records).toEqual([]);
  expect(throughTable({ run: again.state.run })).toEqual(throughTable({ run: plan.state.run }));
  expect(again.state.outbox).toHaveLength(plan.state.outbox.length);
}

function isDeterministic(input: HostPlanInput, plan: HostPlan): void {
  const hosts = input.view.hosts.toReversed();
  const records = Object.fromEntries(Object.entries(input.records).toReversed());
  const other = planHosts({ ...input, view: { ...input.view, hosts }, records });
  expect(other.effects).toEqual(plan.effects);
  expect(other.state).toEqual(plan.state);
}

/** What somebody else has taken out is never brought in. */
function keepsWhatIsOut(
  { machines }: World,
  { effects }: HostPlan,
  records: Readonly<Record<string, HostRecord>>,
): void {
  for (const effect of effects) {
    if (effect.kind !== 'bring-in') continue;
    for (const id of effect.hosts) {
      expect(machines.get(id)?.wasOut).not.toBe(true);
      expect(records[id]?.out?.was).toBe('in');
    }
  }
}

function serving({ machines }: World): number {
  return [...machines.values()].filter(({ service, isIll }) => service === 'in' && !isIll).length;
}

/** By what is there: no host is taken out where fewer than the floor serve then. */
function keepsFloor({
  world,
  plan,
  servedBefore,
  given,
}: {
  readonly world: World;
  readonly plan: HostPlan;
  readonly servedBefore: number;
  readonly given: Case;
}): void {
  const served = serving(world);
  if (served >= servedBefore) return;
  const size = world.machines.size;
  const needed = Math.max(
    minHealthyOf(size, given.minHealthy),
    size - maxUnavailableOf(size, given.maxUnavailable),
  );
  if (given.outage === 'window' && size - 1 < needed) {
    expect(served).toBeGreaterThanOrEqual(size - 1);
    return;
  }
  expect(served, JSON.stringify(plan.standing)).toBeGreaterThanOrEqual(needed);
}

function withCommands(
  records: Readonly<Record<string, HostRecord>>,
  commands: Readonly<Record<string, string>>,
): Readonly<Record<string, HostRecord>> {
  const sent = Object.entries(commands).flatMap(([id, command]) => {
    const record = records[id];
    return record?.step === undefined
      ? []
      : [[id, { ...record, step: { ...record.step, command } }] as const];
  });
  return { ...records, ...Object.fromEntries(sent) };
}

describe('a run, in a world that answers', () => {
  it('ends, keeps the floor, and leaves no host out unreported', () => {
    const outcomes = new Set<string>();
    fc.assert(
      fc.property(cases, (given) => {
        const { last, world } = runs(given);
        // No run has begun where none could do anything.
        if (last?.report === undefined) {
          expect(last?.state.run).toBeUndefined();
          expect(last?.state.held.map(({ code }) => code)).not.toEqual([]);
          return;
        }
        outcomes.add(last.report.outcome);
        const out = new Set(last.report.hosts.flatMap(({ id, isOut }) => (isOut ? [id] : [])));
        for (const { id, service, wasOut, fault } of world.machines.values()) {
          expect(service === 'in' || wasOut || out.has(id), `${id} ${fault}`).toBe(true);
          const isFaultless = fault === 'none' || fault === 'patch fails' || fault === 'hangs in drain';
          if (isFaultless && !wasOut) expect(service, `${id} ${fault}`).toBe('in');
        }
        if (given.abortAt !== null && last.report.outcome !== 'aborted')
          expect(last.state.run).toBeUndefined();
      }),
      { numRuns: RUNS / 2 },
    );
    // None that is never tried.
    expect([...outcomes].toSorted()).toEqual(
      expect.arrayContaining(['aborted', 'done', 'partly', 'stopped']),
    );
  });
});
