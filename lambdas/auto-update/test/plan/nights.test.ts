import { expect, it } from 'vitest';
import { configSchema, fleetsOf, type HostFleet } from '../../src/config.ts';
import { simulatedCalls } from '../support/simulated/calls.ts';
import { chanceOf } from '../support/simulated/chance.ts';
import { virtualClock } from '../support/simulated/clock.ts';
import { drive } from '../support/simulated/drive.ts';
import { underWay } from '../support/simulated/faults.ts';
import { launch } from '../support/simulated/life.ts';
import { GOOD, instanceId, type Machine, machineOf } from '../support/simulated/machine.ts';
import { createTable, fleetOf } from '../support/simulated/memory-store.ts';
import { FLEET } from '../support/simulated/random-fleet.ts';
import { BEGIN } from '../support/simulated/simulate.ts';
import { createWitness } from '../support/simulated/witness.ts';
import { createWorld, type World } from '../support/simulated/world.ts';

const DAY = 86_400_000;
const SIZE = 3;

/** Two runs of a fleet without a service, whose oldest host does not come back from the reboot of the first; EC2 shows nothing of that. */
async function twoNights(seed: number) {
  const chance = chanceOf(seed);
  const clock = virtualClock(BEGIN);
  const world = createWorld({ clock, chance: chance.fork() });
  world.documents.add('kmscrypt-auto-update');
  const config = configSchema.parse({
    environment: 'prod',
    table: 'kmscrypt-auto-update',
    document: 'kmscrypt-auto-update',
    fleets: { [FLEET]: { mode: 'in-place', tags: { role: FLEET } } },
  });
  const fleet = fleetsOf(config).find((each): each is HostFleet => each.mode !== 'refresh');
  if (fleet === undefined) throw new Error('there is no fleet');
  const machines = Array.from({ length: SIZE }, (_, at) => addHost(world, at));
  const table = createTable();
  const witness = createWitness({ world, table, fleet });
  const stored = fleetOf(table, FLEET);
  const night = async (): Promise<void> => {
    // It is over once there is one.
    stored.reports = [];
    let { records } = stored;
    let changes = 0;
    const mark = (): number => {
      if (stored.records !== records) changes += 1;
      ({ records } = stored);
      return changes;
    };
    await drive({
      world,
      table,
      config: () => config,
      raw: simulatedCalls(world),
      onlooker: witness,
      chance,
      storm: 0,
      days: fleet.policy.giveUpDays + 2,
      isUnderWay: () => underWay(table).length > 0,
      mark,
      count: () => {},
    });
  };
  await night();
  const first = stored.records;
  await night();
  const booted = machines.filter(({ boots }) => boots > 1).length;
  return { violations: witness.violations, first, second: stored.records, reports: stored.reports, booted };
}

function addHost(world: World, at: number): Machine {
  const isBad = at === 0;
  const machine = machineOf({
    id: instanceId(at + 1),
    launched: BEGIN - (9 - at) * DAY,
    tags: { role: FLEET },
    needsReboot: true,
    temper: { ...GOOD, reboot: isBad ? 'never-back' : 'good' },
  });
  launch(world, machine);
  world.listeners.push(({ kind, machine: other }) => {
    if (kind === 'down' && other === machine && isBad) world.clock.in(1, () => void (machine.checks = 'ok'));
  });
  return machine;
}

it('a host that a run has broken counts as out in the next, though EC2 shows nothing of it', async () => {
  const { violations, first, second, reports, booted } = await twoNights(1);
  const bad = instanceId(1);
  expect(violations).toEqual([]);
  expect(first[bad]).toMatchObject({ phase: 'failed', failure: { code: 'REBOOT_TIMEOUT' } });
  expect(second[bad]).toMatchObject({ unwell: { code: 'REBOOT_TIMEOUT' } });
  expect(reports).toMatchObject([{ outcome: 'gave-up', leastServing: 2 }]);
  expect(reports[0]?.hosts.find(({ id }) => id === bad)).toMatchObject({ isOut: true });
  expect(booted).toBe(0);
});
