import type { AwsCalls } from '../../../src/aws/calls.ts';
import type { GroupCalls } from './calls.ts';
import { checkStart, isReversible } from './groups-start.ts';
import { settleGroup } from './groups-settle.ts';
import { templateCalls } from './groups-templates.ts';
import { activeRefresh, type Estate, type Group, type Member, type SimulatedRefresh } from './groups.ts';
import { pageOf } from './page.ts';
import { refusal } from './refusal.ts';

const PAGES = {
  from: 1,
  to: 100,
  usual: 50,
  refused: 'ValidationError',
  badToken: 'InvalidNextToken',
} as const;

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference: groups and instance refreshes, with launch templates and images. */
export function groupCalls(estate: Estate): GroupCalls {
  return { ...templateCalls(estate), ...scalingCalls(estate), ...endingCalls(estate) };
}

function scalingCalls(
  estate: Estate,
): Pick<AwsCalls, 'describeAutoScalingGroups' | 'startInstanceRefresh' | 'describeInstanceRefreshes'> {
  return {
    async describeAutoScalingGroups({ AutoScalingGroupNames: names = [], MaxRecords, NextToken }) {
      const found = [...estate.groups.values()].filter(
        ({ name }) => names.length === 0 || names.includes(name),
      );
      const { items, next } = pageOf(found, { ...PAGES, most: MaxRecords, token: NextToken });
      return { AutoScalingGroups: items.map(describedGroup), NextToken: next };
    },
    async startInstanceRefresh(input) {
      const group = groupOf(estate, input.AutoScalingGroupName);
      if (activeRefresh(group) !== undefined)
        throw refusal('InstanceRefreshInProgress', 'An Instance Refresh is already in progress');
      checkStart(estate, group, input);
      const { LaunchTemplate: own, MixedInstancesPolicy: mixed } = input.DesiredConfiguration ?? {};
      const given = own ?? mixed?.LaunchTemplate?.LaunchTemplateSpecification;
      const { LaunchTemplateId: id = '', Version: version = '$Default' } = given ?? {};
      if (given !== undefined && estate.templates.get(id)?.of(version) === undefined)
        throw refusal('ValidationError', 'the launch template or its version does not exist');
      estate.count += 1;
      const refresh: SimulatedRefresh = {
        id: `00000000-0000-4000-8000-${String(estate.count).padStart(12, '0')}`,
        began: estate.world.clock.now(),
        preferences: input.Preferences ?? {},
        ...(given === undefined ? {} : { desired: { id, version } }),
        ...(mixed === undefined ? {} : { mixed }),
        status: 'Pending',
        percent: 0,
        reached: 0,
      };
      group.refreshes.unshift(refresh);
      settleGroup(estate, group);
      return { InstanceRefreshId: refresh.id };
    },
    async describeInstanceRefreshes({ AutoScalingGroupName, InstanceRefreshIds, MaxRecords, NextToken }) {
      const { refreshes } = groupOf(estate, AutoScalingGroupName);
      const found = refreshes.filter(({ id }) => InstanceRefreshIds?.includes(id) ?? true);
      const { items, next } = pageOf(found, { ...PAGES, most: MaxRecords, token: NextToken });
      return { InstanceRefreshes: items.map(describedRefresh), NextToken: next };
    },
  };
}

function endingCalls(estate: Estate): Pick<AwsCalls, 'cancelInstanceRefresh' | 'rollbackInstanceRefresh'> {
  return {
    async cancelInstanceRefresh({ AutoScalingGroupName }) {
      const refresh = active(groupOf(estate, AutoScalingGroupName));
      refresh.status = 'Cancelling';
      return { InstanceRefreshId: refresh.id };
    },
    async rollbackInstanceRefresh({ AutoScalingGroupName }) {
      const group = groupOf(estate, AutoScalingGroupName);
      const refresh = active(group);
      if (refresh.desired === undefined || !isReversible(estate, group))
        throw refusal('IrreversibleInstanceRefresh', 'the instance refresh cannot be rolled back');
      if (refresh.status === 'Cancelling' || refresh.status === 'RollbackInProgress')
        throw refusal('ActiveInstanceRefreshNotFound', 'No in progress Instance Refresh found');
      Object.assign(refresh, { status: 'RollbackInProgress', reason: 'a rollback was asked for' });
      return { InstanceRefreshId: refresh.id };
    },
  };
}

function active(group: Group): SimulatedRefresh {
  const refresh = activeRefresh(group);
  if (refresh === undefined)
    throw refusal('ActiveInstanceRefreshNotFound', 'No in progress Instance Refresh found');
  return refresh;
}

function groupOf({ groups }: Estate, name = ''): Group {
  const group = groups.get(name);
  if (group === undefined) throw refusal('ValidationError', `AutoScalingGroup name not found - ${name}`);
  return group;
}

function describedGroup(group: Group) {
  const { name, desired, min, max, zones, mixed, suspended, members } = group;
  const specification = { LaunchTemplateId: group.template.id, Version: group.template.version };
  return {
    AutoScalingGroupName: name,
    MinSize: min,
    MaxSize: max,
    DesiredCapacity: desired,
    DefaultCooldown: 300,
    AvailabilityZones: [...zones],
    HealthCheckType: 'EC2',
    CreatedTime: new Date(0),
    ...(mixed === undefined
      ? { LaunchTemplate: specification }
      : {
          MixedInstancesPolicy: {
            ...mixed,
            LaunchTemplate: { ...mixed.LaunchTemplate, LaunchTemplateSpecification: specification },
          },
        }),
    SuspendedProcesses: [...suspended].map((ProcessName) => ({ ProcessName })),
    Instances: [...members.values()].map((member) => describedMember(group, member)),
  };
}

function describedMember(
  { template }: Group,
  { machine, lifecycle, isHealthy, isProtected, version }: Member,
) {
  return {
    InstanceId: machine.id,
    AvailabilityZone: machine.zone,
    LifecycleState: lifecycle,
    HealthStatus: isHealthy ? 'Healthy' : 'Unhealthy',
    ProtectedFromScaleIn: isProtected,
    LaunchTemplate: { LaunchTemplateId: template.id, Version: version },
  };
}

function describedRefresh({
  id,
  status,
  reason,
  began,
  ended,
  percent,
  preferences,
  desired,
  mixed,
}: SimulatedRefresh) {
  const LaunchTemplate =
    desired === undefined ? undefined : { LaunchTemplateId: desired.id, Version: desired.version };
  return {
    InstanceRefreshId: id,
    Status: status,
    StatusReason: reason,
    StartTime: new Date(began),
    EndTime: ended === undefined ? undefined : new Date(ended),
    PercentageComplete: percent,
    Preferences: preferences,
    ...(desired === undefined
      ? {}
      : { DesiredConfiguration: mixed === undefined ? { LaunchTemplate } : { MixedInstancesPolicy: mixed } }),
  };
}
