import type { Hosts } from '../ports.ts';
import type { AwsCalls } from './calls.ts';
import { agentsOf } from './hosts/agents.ts';
import { clusterHosts } from './hosts/cluster-hosts.ts';
import { setDraining } from './hosts/draining.ts';
import { idFilters, instancesBy, MOST_VALUES, tagFilters } from './hosts/instances.ts';
import { outcomesOf } from './hosts/outcomes.ts';
import { sendSteps } from './hosts/sending.ts';
import { deregister, register } from './hosts/targets.ts';
import { lotsOf } from './lots.ts';
import { withTargets } from './hosts/target-health.ts';
import { tasksOf } from './hosts/tasks.ts';

export interface HostsOptions {
  readonly calls: AwsCalls;
  /** The name of the SSM document. */
  readonly document: string;
}

/**
 * Hosts of in-place fleets and of clusters; takes `ec2:DescribeInstances` and `DescribeInstanceStatus`, `ssm:DescribeInstanceInformation`,
 * `SendCommand` and `ListCommandInvocations`, for clusters `ecs:ListContainerInstances`, `DescribeContainerInstances`,
 * `UpdateContainerInstancesState`, `ListTasks`, `DescribeTasks` and `DescribeServices`, for target groups
 * `elasticloadbalancing:DescribeTargetHealth`, `RegisterTargets` and `DeregisterTargets`.
 */
export function createHosts({ calls, document }: HostsOptions): Hosts {
  return {
    all: async (fleet, signal, { had, underWay } = { had: {}, underWay: [] }) => {
      if (fleet.mode === 'ecs') return clusterHosts(calls, fleet, signal);
      const tagged = await instancesBy(calls, [tagFilters(fleet.tags)], signal);
      const present = new Set(tagged.map(({ id }) => id));
      const others = lotsOf(
        underWay.filter((id) => !present.has(id)),
        MOST_VALUES,
      );
      const strangers = await instancesBy(calls, others.map(idFilters), signal);
      const hosts = [...tagged, ...strangers.map((host) => ({ ...host, isStranger: true as const }))];
      return withTargets(calls, { hosts, groups: fleet.targetGroups, had }, signal);
    },
    agents: async (ids, signal) => agentsOf(calls, ids, signal),
    tasks: async (fleet, hosts, signal) =>
      fleet.mode === 'ecs' ? tasksOf(calls, { cluster: fleet.cluster, hosts }, signal) : {},
    takeOut: async (fleet, hosts, signal) =>
      fleet.mode === 'ecs'
        ? setDraining(calls, { cluster: fleet.cluster, hosts, status: 'DRAINING' }, signal)
        : deregister(calls, { groups: fleet.targetGroups, hosts }, signal),
    bringIn: async (fleet, hosts, signal) =>
      fleet.mode === 'ecs'
        ? setDraining(calls, { cluster: fleet.cluster, hosts, status: 'ACTIVE' }, signal)
        : register(calls, { groups: fleet.targetGroups, hosts }, signal),
    send: async (command, signal) => sendSteps(calls, { document, command }, signal),
    outcomes: async (steps, signal) => outcomesOf(calls, steps, signal),
  };
}
