import type { Machine } from './machine.ts';

/** A cluster of ECS, as it is in truth. */
export interface Cluster {
  readonly name: string;
  /** Tasks of services that a host has room for. */
  readonly slots: number;
  /** By ARN. */
  readonly instances: Map<string, ContainerInstance>;
  readonly services: readonly Service[];
  /** By ARN. */
  readonly tasks: Map<string, Task>;
  /** Of tasks that there ever were. */
  count: number;
  /** Whether the scheduler is about to look. */
  isDue: boolean;
}

export interface ContainerInstance {
  readonly arn: string;
  readonly machine: Machine;
  status: 'ACTIVE' | 'DRAINING';
  /** Its tasks do not stop: a drain of it hangs. */
  hangs: boolean;
}

export interface Service {
  readonly name: string;
  readonly kind: 'replica' | 'daemon';
  readonly desired: number;
  /** Percent of `desired`. */
  readonly minHealthy: number;
  readonly maximum: number;
  /** Milliseconds until a task runs, and until it has stopped. */
  readonly startTime: number;
  readonly stopTime: number;
}

export interface Task {
  readonly arn: string;
  /** Absent: no service has started it. */
  readonly service?: Service | undefined;
  readonly on: ContainerInstance;
  wanted: 'RUNNING' | 'STOPPED';
  status: 'PENDING' | 'RUNNING' | 'DEACTIVATING' | 'STOPPED';
  stopped?: number | undefined;
}

/** Of the account and region that everything simulated is in. */
export const ECS_ARN = 'arn:aws:ecs:eu-central-1:111111111111';

/** A task that is about to be started. */
export function addTask(cluster: Cluster, given: Pick<Task, 'service' | 'on'>): Task {
  cluster.count += 1;
  const arn = `${ECS_ARN}:task/${cluster.name}/${cluster.count.toString(16).padStart(32, '0')}`;
  const task: Task = { arn, ...given, wanted: 'RUNNING', status: 'PENDING' };
  cluster.tasks.set(arn, task);
  return task;
}
