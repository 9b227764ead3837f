import type { Machine } from './machine.ts';
import { end, settle } from './scheduler.ts';
import { addTask, type Cluster, type ContainerInstance, ECS_ARN, type Service, type Task } from './tasks.ts';
import type { World } from './world.ts';

export type { Cluster, ContainerInstance, Service, Task } from './tasks.ts';

export function createCluster(
  world: World,
  given: { readonly name: string; readonly slots: number; readonly services: readonly Service[] },
): Cluster {
  const cluster: Cluster = { ...given, instances: new Map(), tasks: new Map(), count: 0, isDue: false };
  world.clusters.set(cluster.name, cluster);
  return cluster;
}

/** A host comes into the cluster. */
export function register(world: World, cluster: Cluster, machine: Machine): ContainerInstance {
  const arn = `${ECS_ARN}:container-instance/${cluster.name}/${machine.id.slice(2).padStart(32, '0')}`;
  const instance: ContainerInstance = { arn, machine, status: 'ACTIVE', hangs: false };
  cluster.instances.set(arn, instance);
  settle(world, cluster);
  return instance;
}

/** A task that no service has started; it ends by itself. @param time in milliseconds */
export function runTask(world: World, cluster: Cluster, on: ContainerInstance, time: number): Task {
  const task = addTask(cluster, { on });
  task.status = 'RUNNING';
  world.clock.in(time, () => end(world, cluster, task));
  return task;
}

export function instanceOn(cluster: Cluster, machine: Machine): ContainerInstance | undefined {
  return [...cluster.instances.values()].find((instance) => instance.machine === machine);
}

/** Hosts that go down take their tasks along; those that are gone are no container instances any more. */
export function followHosts(world: World, cluster: Cluster): void {
  world.listeners.push(({ kind, machine }) => {
    const instance = instanceOn(cluster, machine);
    if (instance === undefined) return;
    if (kind === 'gone') cluster.instances.delete(instance.arn);
    if (kind === 'gone' || kind === 'down')
      for (const task of cluster.tasks.values()) if (task.on === instance) end(world, cluster, task);
    settle(world, cluster);
  });
}
