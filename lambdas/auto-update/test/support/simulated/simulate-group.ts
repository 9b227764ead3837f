import type { AwsCalls } from '../../../src/aws/calls.ts';
import { simulatedCalls } from './calls.ts';
import { chanceOf } from './chance.ts';
import { virtualClock } from './clock.ts';
import { drive } from './drive.ts';
import { scheduleGroupFaults } from './group-faults.ts';
import { createGroupWitness, judgeGroupEnd } from './group-witness.ts';
import { groupCalls } from './groups-calls.ts';
import { activeRefresh, createEstate } from './groups.ts';
import { hook } from './hook.ts';
import { createTable, fleetOf } from './memory-store.ts';
import { FLEET } from './random-fleet.ts';
import { NEW_IMAGE, randomGroup } from './random-group.ts';
import { BEGIN, type SimulationOptions, type SimulationReport } from './simulate.ts';
import { createWorld } from './world.ts';

const HOUR = 3_600_000;

/** One refresh of a random group, with what may go wrong. The same seed gives the same report. */
export async function simulateGroup(
  options: Pick<SimulationOptions, 'seed' | 'trouble' | 'log' | 'mutant'>,
): Promise<SimulationReport> {
  const { seed, trouble = 1, log, mutant = {} } = options;
  const chance = chanceOf(seed);
  const clock = virtualClock(BEGIN + chance.whole(0, 24 * 60 * 60) * 1_000);
  const began = clock.now();
  const world = createWorld({ clock, chance: chance.fork() });
  const table = createTable();
  const storm = trouble * chance.pick([0, 0, 0.3, 1]);
  const estate = createEstate(world);
  const { group, config, fleet } = randomGroup(estate, chance.fork(), storm);
  const counts: Record<string, number> = {};
  let happened = 0;
  const count = (what: string): void => void (counts[what] = (counts[what] ?? 0) + 1);
  const witness = createGroupWitness({
    world,
    table,
    fleet,
    group,
    isBad: estate.images.get(NEW_IMAGE)?.isBad === true,
  });
  // From what it has written, and the group as it was, the same has to be decided again.
  hook.group = (plan, input) => {
    const decided = plan(input);
    const again = plan({ ...input, state: decided.state });
    if (JSON.stringify(again.effects) !== JSON.stringify(decided.effects))
      witness.say('decided again, it does something else');
    if (JSON.stringify({ ...again.state, held: [] }) !== JSON.stringify({ ...decided.state, held: [] }))
      witness.say('decided again, the state is another');
    return decided;
  };
  scheduleGroupFaults({
    estate,
    group,
    table,
    chance: chance.fork(),
    spoil: witness.spoil,
    count: (kind) => {
      count(kind);
      happened += 1;
      log?.(`fault: ${kind}`);
    },
    most: trouble * (storm === 0 ? chance.whole(0, 1) : chance.whole(0, 5)),
  });
  const raw: AwsCalls = simulatedCalls(world, groupCalls(estate));
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
    isUnderWay: () => activeRefresh(group) !== undefined,
    mark: () => `${happened} ${JSON.stringify(fleetOf(table, FLEET).state.run?.refresh ?? '')}`,
    count,
    log,
  });
  judgeGroupEnd({ world, table, fleet, group, say: witness.say, isOver });
  return {
    seed,
    violations: witness.violations,
    counts,
    outcome: fleetOf(table, FLEET).state.last?.outcome ?? 'never begun',
    hosts: group.desired,
    ticks,
    calls,
    hours: (clock.now() - began) / HOUR,
  };
}
