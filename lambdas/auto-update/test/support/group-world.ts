import { expect } from 'vitest';
import { calling } from '../../src/aws/calling.ts';
import { createGroups } from '../../src/aws/groups.ts';
import { configSchema, fleetsOf, type RefreshFleet } from '../../src/config.ts';
import type { CarriedOut, RefreshPlan, RefreshPlanInput } from '../../src/groups.ts';
import { planGroup } from '../../src/plan-group.ts';
import type { RunReport } from '../../src/plan-types.ts';
import type { Control } from '../../src/control.ts';
import { EMPTY_STATE, type FleetState } from '../../src/state.ts';
import type { Told } from '../../src/told.ts';
import { simulatedCalls } from './simulated/calls.ts';
import { chanceOf } from './simulated/chance.ts';
import { virtualClock } from './simulated/clock.ts';
import { groupCalls } from './simulated/groups-calls.ts';
import { addGroup, settleGroup } from './simulated/groups-settle.ts';
import { addImage, addTemplate } from './simulated/groups-templates.ts';
import { createEstate, type Estate, type Group } from './simulated/groups.ts';
import { createWorld, type World } from './simulated/world.ts';

/** In a window that is open all day but for a minute. */
export const BEGIN: number = Date.UTC(2026, 10, 22, 2);
export const MINUTE = 60_000;
export const OLD = 'ami-00000000000000001';
export const NEW = 'ami-00000000000000002';
export const ALWAYS: AbortSignal = new AbortController().signal;

/** A fleet of mode refresh, of a config that has it alone. */
export function refreshFleet(written: Readonly<Record<string, unknown>> = {}): RefreshFleet {
  const { policy, ...rest } = written;
  const config = configSchema.parse({
    environment: 'dev',
    table: 'updates',
    document: 'update',
    policy: { windows: [{ hours: '00:00-23:59' }], canary: { hosts: 0, soakMinutes: 0 } },
    fleets: {
      web: { mode: 'refresh', group: 'web', image: '/image/newest', warmupSeconds: 120, ...rest, policy },
    },
  });
  const [found] = fleetsOf(config);
  if (found?.mode !== 'refresh') throw new Error('not a fleet of mode refresh');
  return found;
}

export interface GroupWorld {
  readonly world: World;
  readonly estate: Estate;
  readonly group: Group;
  readonly fleet: RefreshFleet;
  /** Changed by tests. */
  readonly given: Given;
  readonly reports: RunReport[];
  readonly told: Told[];
  readonly plans: RefreshPlan[];
  /** What AWS has refused. */
  readonly refused: string[];
  /** The fewest hosts that were in service and healthy, and past their warm-up, at any tick. */
  readonly least: () => number;
  /** So many ticks, a minute apart. @param until ends them, asked after each */
  readonly tick: (count: number, until?: () => boolean) => Promise<void>;
  readonly state: () => FleetState;
}

interface Given {
  releases?: RefreshPlanInput['releases'];
  /** Of the config, where it has changed since. */
  fleet?: RefreshFleet;
  control: Control;
  /** What is carried out is not written down. */
  losesAnswers?: boolean;
  /** What is written down besides, after each tick. */
  change?: ((state: FleetState) => FleetState) | undefined;
  /** Asked before each effect; true: the tick ends there. */
  isKilled?: () => boolean;
}

/** A group of a simulated AWS, with hosts of an old image, a newer one in the parameter, and an updater that ticks. */
export function groupWorld(
  hosts: number,
  options: { readonly fleet?: RefreshFleet; readonly seed?: number; readonly group?: Partial<Group> } = {},
): GroupWorld {
  const clock = virtualClock(BEGIN);
  const world = createWorld({ clock, chance: chanceOf(options.seed ?? 1) });
  const estate = createEstate(world);
  addImage(estate, { id: OLD, created: BEGIN - 30 * 24 * 60 * MINUTE });
  addImage(estate, { id: NEW, created: BEGIN - 24 * 60 * MINUTE });
  addTemplate(estate, 'lt-1', [{ ImageId: OLD, InstanceType: 't3.micro' }]);
  const group = addGroup(estate, {
    name: 'web',
    template: { id: 'lt-1', version: '1' },
    desired: hosts,
    ...options.group,
  });
  world.parameters.set('/image/newest', NEW);
  const fleet = options.fleet ?? refreshFleet();
  const given: Given = { control: { format: 1 } };
  const groups = createGroups(
    calling(simulatedCalls(world, groupCalls(estate)), {
      region: 'eu-central-1',
      retrying: { maxAttempts: 1 },
    }),
  );
  let state = EMPTY_STATE;
  let least = Infinity;
  const reports: RunReport[] = [];
  const told: Told[] = [];
  const plans: RefreshPlan[] = [];
  const refused: string[] = [];
  const one = async (): Promise<void> => {
    const now = clock.now();
    const { releases = { kind: 'newest' } } = given;
    const promoted = releases.kind === 'promoted' ? releases.release.image : undefined;
    const look = await groups.look(fleet, state.run?.release.image ?? promoted, ALWAYS);
    const view = look === undefined ? undefined : { ...look, at: now };
    const firing = [...world.alarms.values()]
      .filter((alarm) => alarm.state === 'ALARM')
      .map(({ name }) => name);
    const input: RefreshPlanInput = {
      environment: 'dev',
      fleet: given.fleet ?? fleet,
      following: fleet,
      state,
      control: given.control,
      gates: { alarms: firing, unreadable: [] },
      releases,
      group: view,
      now,
    };
    const plan = planGroup(input);
    again(input, plan);
    plans.push(plan);
    const { change = (same) => same } = given;
    state = roundTripped(change({ ...plan.state, outbox: [] }));
    told.push(...plan.state.outbox);
    if (plan.report !== undefined) reports.push(plan.report);
    for (const effect of plan.effects) {
      if (given.isKilled?.() === true) break;
      const done = await groups.carryOut(fleet, effect, ALWAYS);
      if (done.refused !== undefined) refused.push(done.refused);
      if (given.losesAnswers !== true) state = withKnown(state, done);
    }
  };
  return {
    world,
    estate,
    group,
    fleet,
    given,
    reports,
    told,
    plans,
    refused,
    state: () => state,
    least: () => least,
    tick: async (count, until = () => false) => {
      for (let index = 0; index < count && !until(); index += 1) {
        await one();
        settleGroup(estate, group);
        for (let second = 0; second < 60; second += 15) {
          clock.advance(clock.now() + 15_000);
          least = Math.min(least, servingOf(group));
        }
      }
    },
  };
}

/** Planned again from what it has written, and the same view. */
function again(input: RefreshPlanInput, plan: RefreshPlan): void {
  const state = roundTripped(plan.state);
  const second = planGroup({ ...input, state });
  expect(second.effects).toEqual(plan.effects);
  expect(roundTripped(second.state)).toEqual(
    plan.report === undefined ? state : { ...state, held: expect.anything() },
  );
}

export function servingOf({ members }: Group): number {
  return [...members.values()].filter(({ lifecycle, isHealthy }) => lifecycle === 'InService' && isHealthy)
    .length;
}

export function imagesOf({ members }: Group): readonly string[] {
  return [...members.values()].map(({ machine }) => machine.image).toSorted();
}

/** As it comes back from the table. */
function roundTripped(state: FleetState): FleetState {
  return JSON.parse(JSON.stringify(state)) as FleetState;
}

function withKnown(state: FleetState, { version, refresh, refused }: CarriedOut): FleetState {
  const { run } = state;
  if (run?.refresh === undefined) return state;
  const known = {
    ...(version === undefined ? {} : { version }),
    ...(refresh === undefined ? {} : { refresh }),
    ...(refused === undefined ? {} : { refused }),
  };
  return { ...state, run: { ...run, refresh: { ...run.refresh, ...known } } };
}
