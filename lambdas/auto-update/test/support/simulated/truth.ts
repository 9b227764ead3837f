import type { HostFleet } from '../../../src/config.ts';
import { instanceOn } from './cluster.ts';
import { isThere, type Machine } from './machine.ts';
import { isTargetHealthy } from './target-groups.ts';
import type { World } from './world.ts';

/** Hosts of a fleet that are there, whoever asks. */
export function hostsOf(world: World, fleet: HostFleet): readonly Machine[] {
  const there = [...world.machines.values()].filter(
    (machine) => isThere(machine) && machine.state !== 'shutting-down',
  );
  if (fleet.mode === 'ecs') {
    const cluster = world.clusters.get(fleet.cluster);
    return there.filter((machine) => cluster !== undefined && instanceOn(cluster, machine) !== undefined);
  }
  return there.filter(({ tags }) =>
    Object.entries(fleet.tags).every(([key, values]) => [values].flat().includes(tags[key] ?? '')),
  );
}

/** Whether nothing shows of hosts whether they serve, but that they run. */
export function isPlain(fleet: HostFleet): boolean {
  return fleet.mode === 'in-place' && fleet.targetGroups.length === 0;
}

/** Whether a host serves in truth: as far as AWS shows it, and where nothing shows it whether its system runs. */
export function serves(world: World, fleet: HostFleet, machine: Machine): boolean {
  if (machine.state !== 'running' || machine.checks === 'impaired') return false;
  if (fleet.mode === 'ecs') {
    const cluster = world.clusters.get(fleet.cluster);
    const instance = cluster === undefined ? undefined : instanceOn(cluster, machine);
    return instance?.status === 'ACTIVE' && machine.isUp && !machine.blinks;
  }
  if (isPlain(fleet)) return machine.isUp;
  const own = fleet.targetGroups.flatMap((arn) => world.targetGroups.get(arn)?.targets.get(machine.id) ?? []);
  return own.length > 0 && own.every((target) => isTargetHealthy(world, machine.id, target));
}

/** Whether it is given no work, and has none. */
export function isEmpty(world: World, fleet: HostFleet, machine: Machine): boolean {
  if (fleet.mode === 'in-place')
    return fleet.targetGroups.every((arn) => !world.targetGroups.get(arn)?.targets.has(machine.id));
  const cluster = world.clusters.get(fleet.cluster);
  const instance = cluster === undefined ? undefined : instanceOn(cluster, machine);
  if (cluster === undefined || instance === undefined) return true;
  const isWork = [...cluster.tasks.values()].some(
    ({ on, service, status }) => on === instance && service?.kind !== 'daemon' && status !== 'STOPPED',
  );
  return instance.status === 'DRAINING' && !isWork;
}
