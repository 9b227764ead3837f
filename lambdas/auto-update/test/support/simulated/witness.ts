import type { AwsCalls } from '../../../src/aws/calls.ts';
import type { HostFleet } from '../../../src/config.ts';
import type { HostRecord } from '../../../src/host-record.ts';
import type { Gates } from '../../../src/view.ts';
import { instanceOn } from './cluster.ts';
import type { Onlooker } from './drive.ts';
import { judgeBeginning } from './judge-beginning.ts';
import { judgeDone } from './judge-done.ts';
import { judgeUnseen } from './judge-unseen.ts';
import { fleetOf, type MemoryTable } from './memory-store.ts';
import { FLEET, FREEZE } from './random-fleet.ts';
import { hostsOf, isEmpty, isPlain, serves } from './truth.ts';
import type { World } from './world.ts';

/** Looks at all that is done and at what is true then, and says what should not have been. */
export interface Witness extends Onlooker {
  readonly violations: string[];
  othersTookOut(id: string): void;
  othersBroughtIn(id: string): void;
  /** Hosts that we have taken out and nobody has brought in. */
  ours(): readonly string[];
  /** Whether others have taken it out. */
  othersHave(id: string): boolean;
  /** When the services of a host began to fail; undefined: they are well. */
  readonly unwellSince: Map<string, number>;
  /** Hosts whose services failed when the run ended. */
  readonly unwellAtEnd: Set<string>;
}

/** What was true when an invocation looked. */
export interface Look {
  readonly at: number;
  readonly serving: ReadonlySet<string>;
  readonly isFrozen: boolean;
  readonly firing: Gates['alarms'];
  readonly isPaused: boolean;
  /** Hosts that others had taken out. */
  readonly others: ReadonlySet<string>;
}

export interface WitnessOptions {
  readonly world: World;
  readonly table: MemoryTable;
  readonly fleet: HostFleet;
}

export function createWitness({ world, table, fleet }: WitnessOptions): Witness {
  const violations: string[] = [];
  const owners = new Map<string, 'us' | 'others'>();
  const unwellSince = new Map<string, number>();
  const unwellAtEnd = new Set<string>();
  const broken = new Set<string>();
  let look: Look | undefined;
  const say = (text: string): void =>
    void violations.push(`${new Date(world.clock.now()).toISOString()} ${text}`);
  const lookNow = (): Look => ({
    at: world.clock.now(),
    serving: new Set(
      hostsOf(world, fleet)
        .filter((machine) => serves(world, fleet, machine))
        .map(({ id }) => id),
    ),
    isFrozen: !['off', undefined].includes(world.parameters.get(FREEZE)),
    firing: [...world.alarms.values()].filter(({ state }) => state === 'ALARM').map(({ name }) => name),
    isPaused: fleetOf(table, FLEET).control.paused !== undefined,
    others: new Set([...owners].filter(([, owner]) => owner === 'others').map(([id]) => id)),
  });
  const takesOut = (id: string): void => {
    const record = fleetOf(table, FLEET).records[id];
    if (record?.out === undefined || record.in !== undefined)
      say(`${id} is taken out, and nothing says so in the table`);
    if (owners.get(id) !== 'others') owners.set(id, 'us');
  };
  const bringsIn = (id: string): void => {
    if (owners.get(id) === 'others') say(`${id} is brought in, which others had taken out`);
    owners.delete(id);
  };
  const onInstances = (input: object, deed: (id: string) => void): void => {
    const { containerInstances = [], cluster = '' } = input as {
      containerInstances?: readonly string[];
      cluster?: string;
    };
    const { instances } = world.clusters.get(cluster.replace(/^.*\//, '')) ?? {};
    for (const arn of containerInstances) {
      const machine = instances?.get(arn)?.machine;
      if (machine !== undefined) deed(machine.id);
    }
  };
  const onTargets = (input: object, deed: (id: string) => void): void => {
    const { Targets = [] } = input as { Targets?: readonly { Id?: string }[] };
    for (const { Id = '' } of Targets) deed(Id);
  };
  return {
    violations,
    unwellSince,
    unwellAtEnd,
    watch: {
      saving(name, fence, saved, stored) {
        if (name !== FLEET) return;
        if (fence !== stored.fence) say(`fence ${fence} writes, and ${stored.fence} has been taken`);
        for (const [, machine] of world.machines)
          if (machine.isWell && machine.isUp) unwellSince.delete(machine.id);
          else if (!unwellSince.has(machine.id)) unwellSince.set(machine.id, world.clock.now());
        if (saved.report !== undefined) for (const id of unwellSince.keys()) unwellAtEnd.add(id);
        for (const id of broken) if (isWellNow(world, id)) broken.delete(id);
        const judged = { world, fleet, stored, saved, broken };
        judgeBeginning({ ...judged, look: look ?? lookNow(), now: lookNow(), say });
        if (isPlain(fleet))
          for (const record of saved.records) if (isBroken(world, record)) broken.add(record.id);
        judgeUnseen({ world, stored, saved, say });
        judgeDone({ world, stored, saved, unwellSince, say });
      },
    },
    called(name, input, { fence }) {
      if (!CHANGES.has(name)) return;
      const newest = fleetOf(table, FLEET).fence;
      if (fence() !== newest) say(`${name} by fence ${fence()}, and ${newest} has been taken`);
      if (name === 'updateContainerInstancesState')
        onInstances(input, 'status' in input && input.status === 'DRAINING' ? takesOut : bringsIn);
      if (name === 'deregisterTargets') onTargets(input, takesOut);
      if (name === 'registerTargets') onTargets(input, bringsIn);
      if (name === 'sendCommand') judgeCommand(input, { world, fleet, say });
    },
    looked: () => void (look = lookNow()),
    othersTookOut: (id) => void owners.set(id, 'others'),
    othersBroughtIn: (id) => void owners.delete(id),
    othersHave: (id) => owners.get(id) === 'others',
    ours: () => [...owners].flatMap(([id, owner]) => (owner === 'us' ? [id] : [])),
  };
}

/** Whether it has failed with us, and is not well. */
function isBroken(world: World, { id, phase, begun, in: brought }: HostRecord): boolean {
  return phase === 'failed' && begun !== undefined && brought === undefined && !isWellNow(world, id);
}

function isWellNow({ machines }: World, id: string): boolean {
  const machine = machines.get(id);
  return machine !== undefined && machine.isUp && machine.isWell;
}

const CHANGES: ReadonlySet<keyof AwsCalls> = new Set([
  'updateContainerInstancesState',
  'deregisterTargets',
  'registerTargets',
  'sendCommand',
]);

/** Packages are changed, and a reboot is asked for, only where nobody is served: tasks that are stopping are work. */
function judgeCommand(
  input: object,
  {
    world,
    fleet,
    say,
  }: { readonly world: World; readonly fleet: HostFleet; readonly say: (text: string) => void },
): void {
  const { InstanceIds = [], Parameters = {} } = input as {
    InstanceIds?: readonly string[];
    Parameters?: Readonly<Record<string, readonly string[]>>;
  };
  const action = Parameters['Action']?.[0] ?? '';
  if (action !== 'patch' && action !== 'reboot') return;
  for (const id of InstanceIds) {
    const machine = world.machines.get(id);
    const isThere = machine !== undefined && hostsOf(world, fleet).includes(machine);
    if (isThere && !isEmpty(world, fleet, machine)) say(`${id} is to ${action} and has work`);
  }
}

/** Whether a host of ours is out in truth. */
export function isOut(world: World, fleet: HostFleet, id: string): boolean {
  const machine = world.machines.get(id);
  if (machine === undefined) return false;
  if (fleet.mode === 'in-place')
    return fleet.targetGroups.some((arn) => {
      const group = world.targetGroups.get(arn);
      const target = group?.targets.get(id);
      return group !== undefined && (target === undefined || target.state === 'draining');
    });
  const cluster = world.clusters.get(fleet.cluster);
  const instance = cluster === undefined ? undefined : instanceOn(cluster, machine);
  return instance?.status === 'DRAINING';
}
