import { addTask, type Cluster, type ContainerInstance, type Service, type Task } from './tasks.ts';
import type { World } from './world.ts';

/** How often the scheduler looks. */
const LOOKS = 5_000;
/** A stopped task is to be seen for an hour at least: API Reference of ECS, ListTasks. */
const SEEN_FOR = 3_600_000;

/**
 * The scheduler of services looks soon: it starts what is missing on active hosts and stops what is on draining ones, within `minHealthy` and
 * `maximum`; daemons leave last. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-draining.html
 */
export function settle(world: World, cluster: Cluster): void {
  if (cluster.isDue) return;
  cluster.isDue = true;
  world.clock.in(LOOKS, () => {
    cluster.isDue = false;
    forget(world, cluster);
    const work = new Map<ContainerInstance, number>();
    for (const task of cluster.tasks.values())
      if (task.status !== 'STOPPED' && task.service?.kind !== 'daemon')
        work.set(task.on, (work.get(task.on) ?? 0) + 1);
    for (const service of cluster.services)
      if (service.kind === 'replica') keepReplicas(world, cluster, service, work);
      else keepDaemons(world, cluster, service, work);
  });
}

function forget(world: World, cluster: Cluster): void {
  const since = world.clock.now() - SEEN_FOR;
  for (const [arn, { stopped = Infinity }] of cluster.tasks) if (stopped <= since) cluster.tasks.delete(arn);
}

function keepReplicas(
  world: World,
  cluster: Cluster,
  service: Service,
  work: Map<ContainerInstance, number>,
): void {
  const here = [...cluster.tasks.values()].filter(
    (task) => task.service === service && task.wanted === 'RUNNING',
  );
  const leaving = here.filter(({ on }) => on.status === 'DRAINING');
  const most = Math.max(1, Math.floor((service.desired * service.maximum) / 100));
  let missing = Math.min(service.desired - (here.length - leaving.length), most - here.length);
  const places = [...cluster.instances.values()].filter(isOpen);
  for (; missing > 0; missing -= 1) {
    let place: ContainerInstance | undefined;
    let least = cluster.slots;
    for (const each of places) {
      const tasks = work.get(each) ?? 0;
      if (tasks < least) [place, least] = [each, tasks];
    }
    if (place === undefined) break;
    work.set(place, (work.get(place) ?? 0) + 1);
    start(world, cluster, addTask(cluster, { service, on: place }), service);
  }
  const least = Math.ceil((service.desired * service.minHealthy) / 100);
  let spare = here.filter(({ status }) => status === 'RUNNING').length - least;
  for (const task of leaving) {
    if (task.status === 'PENDING') end(world, cluster, task);
    else if (spare > 0 && !task.on.hangs) {
      spare -= 1;
      stop(world, cluster, task, service);
    }
  }
}

function keepDaemons(
  world: World,
  cluster: Cluster,
  service: Service,
  work: ReadonlyMap<ContainerInstance, number>,
): void {
  for (const instance of cluster.instances.values()) {
    const task = [...cluster.tasks.values()].find(
      (each) => each.service === service && each.on === instance && each.wanted === 'RUNNING',
    );
    if (task === undefined && isOpen(instance))
      start(world, cluster, addTask(cluster, { service, on: instance }), service);
    if (
      task !== undefined &&
      instance.status === 'DRAINING' &&
      (work.get(instance) ?? 0) === 0 &&
      !instance.hangs
    )
      stop(world, cluster, task, service);
  }
}

/** Takes new tasks: it is active, and its agent is connected. */
function isOpen({ status, machine }: ContainerInstance): boolean {
  return status === 'ACTIVE' && machine.isUp;
}

function start(world: World, cluster: Cluster, task: Task, { startTime }: Service): void {
  world.clock.in(startTime, () => {
    if (task.status === 'PENDING' && task.wanted === 'RUNNING') task.status = 'RUNNING';
    settle(world, cluster);
  });
}

function stop(world: World, cluster: Cluster, task: Task, { stopTime }: Service): void {
  Object.assign(task, { wanted: 'STOPPED', status: 'DEACTIVATING' });
  world.clock.in(stopTime, () => end(world, cluster, task));
}

/** It has stopped; those that have can be seen for a while still. */
export function end(world: World, cluster: Cluster, task: Task): void {
  if (task.status === 'STOPPED') return;
  Object.assign(task, { wanted: 'STOPPED', status: 'STOPPED', stopped: world.clock.now() });
  settle(world, cluster);
}
