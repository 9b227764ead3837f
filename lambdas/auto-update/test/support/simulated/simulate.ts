import type { AwsCalls } from '../../../src/aws/calls.ts';
import { fleetsOf, type HostFleet, type UpdateConfig } from '../../../src/config.ts';
import type { HostPlan, HostPlanInput } from '../../../src/plan-types.ts';
import type { FleetState, RunOutcome } from '../../../src/state.ts';
import type { FleetView } from '../../../src/view.ts';
import { simulatedCalls } from './calls.ts';
import { chanceOf } from './chance.ts';
import { virtualClock } from './clock.ts';
import { drive } from './drive.ts';
import { scheduleFaults, underWay } from './faults.ts';
import { hook, type Plan } from './hook.ts';
import { judgeEnd } from './judge-end.ts';
import { createTable, fleetOf, type MemoryTable } from './memory-store.ts';
import { FLEET, randomFleet } from './random-fleet.ts';
import { createWitness, type Witness } from './witness.ts';
import { createWorld, type World } from './world.ts';

export interface SimulationOptions {
  readonly seed: number;
  /** How much goes wrong: 0 nothing, 1 as usual. Default 1. */
  readonly trouble?: number | undefined;
  readonly mutant?: Mutant | undefined;
  /** Is shown all that is there when it has ended; for whoever looks for a cause. */
  readonly inspect?: ((trial: Trial) => void) | undefined;
  /** Is told of every tick. */
  readonly log?: ((line: string) => void) | undefined;
}

/** Puts something else into the place of a part: the judge has to see it. */
export interface Mutant {
  /** Of the plan of hosts; given what it is decided from, it may ask the real one. */
  readonly plan?: ((plan: Plan, input: HostPlanInput) => HostPlan) | undefined;
  readonly look?: ((view: FleetView) => FleetView) | undefined;
  readonly calls?: ((calls: AwsCalls) => AwsCalls) | undefined;
  /** Writes, and makes calls, whoever has taken the fleet since. */
  readonly hasNoFence?: true | undefined;
}

export interface Trial {
  readonly world: World;
  readonly table: MemoryTable;
  readonly witness: Witness;
  readonly config: UpdateConfig;
}

export interface SimulationReport {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly outcome: RunOutcome | 'never begun';
  readonly hosts: number;
  readonly ticks: number;
  readonly calls: number;
  readonly hours: number;
}

const HOUR = 3_600_000;
/** The day on which simulated runs begin. */
export const BEGIN: number = Date.UTC(2026, 10, 21);

/**
 * Shows every plan to the judge: from what it has written, and hosts as they were, the same has to be decided again.
 */
function hookUp({ plan: mutated, look }: Mutant, say: (text: string) => void): void {
  hook.look = look;
  hook.plan = (plan, input) => {
    const decide = (given: HostPlanInput): HostPlan => mutated?.(plan, given) ?? plan(given);
    const decided = decide(input);
    const records = {
      ...input.records,
      ...Object.fromEntries(decided.records.map((each) => [each.id, each])),
    };
    const again = decide({ ...input, state: decided.state, records });
    if (again.records.length > 0)
      say(`decided again, it writes ${again.records.map(({ id }) => id).join(' ')}`);
    if (written(again.state) !== written(decided.state)) say('decided again, the state is another');
    if (JSON.stringify(again.effects) !== JSON.stringify(decided.effects))
      say('decided again, it does something else');
    return decided;
  };
}

/** Why nothing is begun with is another thing once something has been. */
function written(state: FleetState): string {
  return JSON.stringify({ ...state, held: [] });
}

/** One update of a random fleet, with what may go wrong. The same seed gives the same report. One at a time: see hook.ts. */
export async function simulate(options: SimulationOptions): Promise<SimulationReport> {
  const { seed, trouble = 1, mutant = {}, inspect, log } = options;
  const chance = chanceOf(seed);
  const clock = virtualClock(BEGIN + chance.whole(0, 24 * 60 * 60) * 1_000);
  const began = clock.now();
  const world = createWorld({ clock, chance: chance.fork() });
  world.settings.visibleAfter = chance.pick([0, 0, 1_000, 3_000]);
  const table = createTable();
  const storm = trouble * chance.pick([0, 0, 0.3, 1]);
  const made = randomFleet(world, chance.fork(), storm);
  let { config } = made;
  const fleet = fleetsOf(config).find((each): each is HostFleet => each.mode !== 'refresh');
  if (fleet === undefined) throw new Error('there is no fleet');
  const witness = createWitness({ world, table, fleet });
  hookUp(mutant, (text) => witness.violations.push(text));
  const counts: Record<string, number> = {};
  const count = (what: string): void => void (counts[what] = (counts[what] ?? 0) + 1);
  const stored = fleetOf(table, FLEET);
  let happened = 0;
  let { records } = stored;
  scheduleFaults(
    {
      world,
      chance: chance.fork(),
      table,
      witness,
      grow: made.grow,
      edit: (change) => (config = change(config)),
      count: (kind) => {
        count(kind);
        happened += 1;
        log?.(`fault: ${kind}`);
      },
    },
    trouble * (storm === 0 ? chance.whole(0, 1) : chance.whole(0, 8)),
  );
  const raw = simulatedCalls(world);
  const { ticks, calls, isOver } = await drive({
    world,
    table,
    config: () => config,
    raw: mutant.calls?.(raw) ?? raw,
    onlooker: witness,
    chance: chance.fork(),
    storm,
    hasNoFence: mutant.hasNoFence,
    days: fleet.policy.giveUpDays + 2,
    isUnderWay: () => underWay(table).length > 0,
    mark: () => {
      // They are another object whenever one has been written.
      if (stored.records !== records) happened += 1;
      ({ records } = stored);
      return happened;
    },
    count,
    log,
  });
  judgeEnd({ world, table, witness, fleet, isOver });
  inspect?.({ world, table, witness, config });
  for (const { failure } of Object.values(stored.records)) if (failure !== undefined) count(failure.code);
  return {
    seed,
    violations: witness.violations,
    counts,
    outcome: stored.state.last?.outcome ?? 'never begun',
    hosts: world.machines.size,
    ticks,
    calls,
    hours: (clock.now() - began) / HOUR,
  };
}
