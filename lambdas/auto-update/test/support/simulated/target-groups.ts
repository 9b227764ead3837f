import type { AwsCalls } from '../../../src/aws/calls.ts';
import { refusal } from './refusal.ts';
import type { World } from './world.ts';

export interface TargetGroup {
  readonly arn: string;
  readonly port: number;
  /** In milliseconds. */
  readonly deregistrationDelay: number;
  /** Until a new target counts as healthy. */
  readonly healthyAfter: number;
  /** By id of the instance. */
  readonly targets: Map<string, Target>;
}

export interface Target {
  state: 'initial' | 'in' | 'draining';
  /** Which registration it is of, so that what was meant for an earlier one does nothing. */
  readonly since: number;
}

/**
 * Target groups: a target that is taken out is `draining` for the deregistration delay and `unused` then.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeregisterTargets.html
 */
export function targetGroupCalls(
  world: World,
): Pick<AwsCalls, 'describeTargetHealth' | 'registerTargets' | 'deregisterTargets'> {
  const group = (arn = ''): TargetGroup => {
    const found = world.targetGroups.get(arn);
    if (found === undefined) throw refusal('TargetGroupNotFound', `Target groups '${arn}' not found`);
    return found;
  };
  return {
    async describeTargetHealth({ TargetGroupArn, Targets }) {
      const { targets, port } = group(TargetGroupArn);
      const asked = Targets === undefined ? [...targets.keys()] : Targets.map(({ Id = '' }) => Id);
      return {
        TargetHealthDescriptions: asked.map((Id) => ({
          Target: { Id, Port: port },
          TargetHealth: healthOf(world, Id, targets.get(Id)),
        })),
      };
    },
    async registerTargets({ TargetGroupArn, Targets }) {
      const { targets, healthyAfter } = group(TargetGroupArn);
      for (const { Id = '' } of Targets ?? [])
        if (world.machines.get(Id)?.state !== 'running')
          throw refusal('InvalidTarget', `The following targets are not in a running state: '${Id}'`);
      for (const { Id = '' } of Targets ?? []) {
        if (targets.has(Id) && targets.get(Id)?.state !== 'draining') continue;
        const target: Target = { state: 'initial', since: world.clock.now() };
        targets.set(Id, target);
        world.clock.in(healthyAfter, () => {
          if (targets.get(Id) === target && target.state === 'initial') target.state = 'in';
        });
      }
      return {};
    },
    async deregisterTargets({ TargetGroupArn, Targets }) {
      const { targets, deregistrationDelay } = group(TargetGroupArn);
      // One that is not there is no error.
      for (const { Id = '' } of Targets ?? []) {
        const target = targets.get(Id);
        if (target === undefined || target.state === 'draining') continue;
        target.state = 'draining';
        world.clock.in(deregistrationDelay, () => {
          if (targets.get(Id) === target && target.state === 'draining') targets.delete(Id);
        });
      }
      return {};
    },
  };
}

/** A host that is gone is taken out by itself. */
export function followMachines(world: World): void {
  world.listeners.push(({ kind, machine }) => {
    if (kind !== 'gone') return;
    for (const { targets } of world.targetGroups.values()) targets.delete(machine.id);
  });
}

/** Whether it is given work and answers. */
export function isTargetHealthy(world: World, id: string, target: Target | undefined): boolean {
  const machine = world.machines.get(id);
  return target?.state === 'in' && machine?.isUp === true && machine.isWell && !machine.blinks;
}

function healthOf(world: World, id: string, target: Target | undefined) {
  if (target === undefined) return { State: 'unused', Reason: 'Target.NotRegistered' } as const;
  if (target.state === 'draining')
    return { State: 'draining', Reason: 'Target.DeregistrationInProgress' } as const;
  if (target.state === 'initial') return { State: 'initial', Reason: 'Elb.RegistrationInProgress' } as const;
  if (isTargetHealthy(world, id, target)) return { State: 'healthy' } as const;
  return { State: 'unhealthy', Reason: 'Target.Timeout' } as const;
}
