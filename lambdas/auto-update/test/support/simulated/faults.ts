import type { AwsCalls } from '../../../src/aws/calls.ts';
import type { UpdateConfig } from '../../../src/config.ts';
import type { Control } from '../../../src/control.ts';
import type { Phase } from '../../../src/host-record.ts';
import type { Chance } from './chance.ts';
import { instanceOn } from './cluster.ts';
import { reboot, terminate } from './life.ts';
import { isThere, type Machine } from './machine.ts';
import { fleetOf, type MemoryTable } from './memory-store.ts';
import { ALARM, FLEET, FREEZE } from './random-fleet.ts';
import type { World } from './world.ts';
import type { Witness } from './witness.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What may happen to a fleet besides its update; each at a random time of the first hours. */
export type FaultKind =
  | 'host dies'
  | 'host under way dies'
  | 'host unwell'
  | 'host restarts'
  | 'agent blinks'
  | 'not allowed'
  | 'group deleted'
  | 'agent away'
  | 'agent gone'
  | 'drain hangs'
  | 'commands lost'
  | 'answers cut'
  | 'no ticks'
  | 'alarm'
  | 'freeze'
  | 'others drain'
  | 'scaled out'
  | 'scaled in'
  | 'config edited'
  | 'fleet left out'
  | 'paused'
  | 'aborted';

export interface FaultInput {
  readonly world: World;
  readonly chance: Chance;
  readonly table: MemoryTable;
  readonly witness: Witness;
  readonly grow: () => Machine;
  readonly edit: (change: (config: UpdateConfig) => UpdateConfig) => void;
  readonly count: (kind: FaultKind) => void;
}

/** Patched, and not in service again. */
const OUT: ReadonlySet<Phase> = new Set(['rebooting', 'verifying', 'bringing-in']);

/** What it is not allowed any more: to look, or all but to speak to hosts. */
const DENIED: readonly (readonly (keyof AwsCalls)[])[] = [
  ['describeInstances', 'describeInstanceStatus'],
  ['listContainerInstances', 'describeContainerInstances', 'describeTargetHealth'],
  [
    'describeInstances',
    'describeInstanceStatus',
    'listContainerInstances',
    'describeContainerInstances',
    'describeTargetHealth',
    'updateContainerInstancesState',
    'registerTargets',
    'deregisterTargets',
    'sendCommand',
  ],
];

const KINDS: readonly FaultKind[] = [
  'host dies',
  'host under way dies',
  'host under way dies',
  'host unwell',
  'host restarts',
  'agent blinks',
  'agent blinks',
  'not allowed',
  'group deleted',
  'agent away',
  'agent gone',
  'drain hangs',
  'commands lost',
  'answers cut',
  'no ticks',
  'no ticks',
  'alarm',
  'alarm',
  'freeze',
  'others drain',
  'others drain',
  'scaled out',
  'scaled in',
  'config edited',
  'fleet left out',
  'paused',
  'aborted',
  'aborted',
];

/** @param count how many there are */
export function scheduleFaults(input: FaultInput, count: number): void {
  const { world, chance } = input;
  for (let index = 0; index < count; index += 1) {
    const kind = chance.pick(KINDS);
    // Most of a run is over within hours, and most of what is of interest at its beginning.
    world.clock.in(chance.next() ** 2 * 5 * HOUR, () => happen(kind, input));
  }
}

function happen(kind: FaultKind, input: FaultInput): void {
  const { world, chance, count } = input;
  const there = [...world.machines.values()].filter(isThere);
  const [any] = there.length === 0 ? [] : [chance.pick(there)];
  const done = DEEDS[kind](input, any);
  if (done) count(kind);
}

type Happening = (input: FaultInput, any: Machine | undefined) => boolean;

const DEEDS: Readonly<Record<FaultKind, Happening>> = {
  'host dies': ({ world }, any) => isDone(any, (machine) => terminate(world, machine)),
  'host under way dies': ({ world, chance, table }) => {
    const ids = underWay(table);
    const machine = ids.length === 0 ? undefined : world.machines.get(chance.pick(ids));
    return isDone(machine, (found) => terminate(world, found));
  },
  'host unwell': ({ world, chance }, any) =>
    isDone(any, (machine) => {
      machine.isWell = false;
      world.clock.in(chance.whole(2, 40) * MINUTE, () => void (machine.isWell = true));
    }),
  'host restarts': ({ world, chance }, any) =>
    isDone(any, (machine) => {
      reboot(world, machine);
      if (chance.happens(0.5)) machine.launched = world.clock.now();
    }),
  'agent blinks': ({ world, chance }, any) =>
    isDone(any, (machine) => {
      machine.blinks = true;
      world.clock.in(chance.between(20, 90) * 1_000, () => void (machine.blinks = false));
    }),
  'not allowed': ({ world, chance }) => {
    const names = chance.pick(DENIED);
    for (const name of names) world.denied.add(name);
    if (chance.happens(0.3)) world.clock.in(chance.whole(5, 60) * MINUTE, () => world.denied.clear());
    return true;
  },
  'group deleted': ({ world, chance }) => {
    if (world.targetGroups.size > 0)
      return world.targetGroups.delete(chance.pick([...world.targetGroups.keys()]));
    return world.clusters.delete(FLEET);
  },
  'agent away': ({ world, chance }, any) =>
    isDone(any, (machine) => {
      machine.isOnline = false;
      world.clock.in(
        chance.whole(1, 30) * MINUTE,
        () => void (machine.isOnline = machine.isUp && machine.hasAgent),
      );
    }),
  'agent gone': (_, any) =>
    isDone(any, (machine) => Object.assign(machine, { isOnline: false, hasAgent: false })),
  'drain hangs': ({ world, chance }) => {
    const instances = [...(world.clusters.get(FLEET)?.instances.values() ?? [])];
    if (instances.length === 0) return false;
    chance.pick(instances).hangs = true;
    return true;
  },
  'commands lost': ({ world, chance }) => {
    world.settings.lostCommands = chance.between(0.05, 0.3);
    world.clock.in(chance.whole(10, 120) * MINUTE, () => void (world.settings.lostCommands = 0));
    return true;
  },
  'answers cut': ({ world, chance }) => {
    world.settings.cutAnswers = chance.between(0.05, 0.3);
    world.clock.in(chance.whole(10, 120) * MINUTE, () => void (world.settings.cutAnswers = 0));
    return true;
  },
  'no ticks': ({ world, chance, table }) => {
    const ends = world.clock.now() + 3 * HOUR;
    const minutes = chance.whole(20, 120);
    const stop = (): void => {
      // Who is out needs them.
      const isAnyOut = Object.values(fleetOf(table, FLEET).records).some(({ phase }) => OUT.has(phase));
      if (isAnyOut) world.settings.ticksFrom = world.clock.now() + minutes * MINUTE;
      else if (world.clock.now() < ends) world.clock.in(chance.whole(5, 60) * 1_000, stop);
    };
    stop();
    return true;
  },
  alarm: ({ world, chance }) => {
    const alarm = world.alarms.get(ALARM);
    if (alarm === undefined) return false;
    alarm.state = 'ALARM';
    world.clock.in(chance.whole(2, 90) * MINUTE, () => void (alarm.state = 'OK'));
    return true;
  },
  freeze: ({ world, chance }) => {
    world.parameters.set(FREEZE, 'release of the shop');
    world.clock.in(chance.whole(5, 120) * MINUTE, () => void world.parameters.set(FREEZE, 'off'));
    return true;
  },
  'others drain': (input, any) => isDone(any, (machine) => othersDrain(input, machine)),
  'scaled out': ({ grow }) => {
    grow();
    return true;
  },
  'scaled in': ({ world, grow, chance }, any) =>
    isDone(any, (machine) => {
      terminate(world, machine);
      if (chance.happens(0.5)) grow();
    }),
  'config edited': ({ edit, chance }) => {
    const maxUnavailable = chance.pick([1, 2, '90%']);
    edit((config) => ({ ...config, policy: { ...config.policy, maxUnavailable, minHealthy: 0 } }));
    return true;
  },
  'fleet left out': ({ edit, table }) => {
    if (fleetOf(table, FLEET).state.run === undefined) return false;
    edit((config) => ({ ...config, fleets: {} }));
    return true;
  },
  paused: ({ world, chance, table }) => {
    const by = 'alice';
    wish(table, (control) => ({ ...control, paused: { at: world.clock.now(), by } }));
    world.clock.in(chance.whole(3, 180) * MINUTE, () =>
      wish(table, (control) => ({ ...control, paused: undefined })),
    );
    return true;
  },
  aborted: ({ world, table }) => {
    const { run } = fleetOf(table, FLEET).state;
    if (run === undefined) return false;
    wish(table, (control) => ({ ...control, abort: { at: world.clock.now(), by: 'alice', run: run.id } }));
    return true;
  },
};

function isDone(machine: Machine | undefined, deed: (machine: Machine) => unknown): boolean {
  if (machine === undefined) return false;
  deed(machine);
  return true;
}

/** Somebody else takes a host out that nothing is done with now, and brings it in again later, or leaves it so. */
function othersDrain({ world, chance, table, witness }: FaultInput, machine: Machine): void {
  if (underWay(table).includes(machine.id)) return;
  const comesBack = chance.happens(0.5) ? chance.whole(5, 120) * MINUTE : undefined;
  for (const cluster of world.clusters.values()) {
    const instance = instanceOn(cluster, machine);
    if (instance === undefined || instance.status !== 'ACTIVE') continue;
    instance.status = 'DRAINING';
    witness.othersTookOut(machine.id);
    if (comesBack !== undefined)
      world.clock.in(comesBack, () => {
        instance.status = 'ACTIVE';
        witness.othersBroughtIn(machine.id);
      });
  }
  for (const { targets } of world.targetGroups.values()) {
    const target = targets.get(machine.id);
    if (target === undefined) continue;
    targets.delete(machine.id);
    witness.othersTookOut(machine.id);
    if (comesBack !== undefined)
      world.clock.in(comesBack, () => {
        if (!isThere(machine)) return;
        targets.set(machine.id, { state: 'in', since: world.clock.now() });
        witness.othersBroughtIn(machine.id);
      });
  }
}

function wish(table: MemoryTable, change: (control: Control) => Control): void {
  const stored = fleetOf(table, FLEET);
  stored.control = change(stored.control);
}

/** Ids of hosts that something is done with now. */
export function underWay(table: MemoryTable): readonly string[] {
  const { records, state } = fleetOf(table, FLEET);
  return Object.values(records).flatMap(({ id, run, phase }) =>
    run === state.run?.id && !['done', 'skipped', 'gone', 'waiting', 'checking'].includes(phase) ? [id] : [],
  );
}
