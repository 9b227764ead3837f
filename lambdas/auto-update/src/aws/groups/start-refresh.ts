import type {
  AutoScalingGroup,
  DesiredConfiguration,
  RefreshPreferences as AwsPreferences,
} from '@aws-sdk/client-auto-scaling';
import type { RefreshFleet } from '../../config.ts';
import type { RefreshPreferences } from '../../group/preferences.ts';
import type { CarriedOut, RefreshEffect } from '../../groups.ts';
import type { AwsCalls } from '../calls.ts';
import { describedGroup, templateOf } from './described-group.ts';
import { refreshesOf } from './refreshes.ts';
import { isCalled } from './refusal.ts';

type Start = Extract<RefreshEffect, { readonly kind: 'start' }>;

/** Starts it, unless the group has another version than it had when this was decided. One that is under way already is the answer. */
export async function startRefresh(
  calls: AwsCalls,
  { fleet, start }: { readonly fleet: RefreshFleet; readonly start: Start },
  signal: AbortSignal,
): Promise<CarriedOut> {
  const group = await describedGroup(calls, fleet.group, signal);
  const had = group === undefined ? undefined : templateOf(group);
  if (group === undefined || had?.id !== start.template || had.version !== String(start.from)) return {};
  const alarms = await readyAlarms(calls, start.preferences.alarms, signal);
  try {
    const { InstanceRefreshId: refresh } = await calls.startInstanceRefresh(
      {
        AutoScalingGroupName: fleet.group,
        Strategy: 'Rolling',
        DesiredConfiguration: configurationOf(group, start),
        Preferences: preferencesOf({ ...start.preferences, alarms }),
      },
      signal,
    );
    return { refresh };
  } catch (error) {
    if (!isCalled(error, 'InstanceRefreshInProgress')) throw error;
    const { template, version } = start;
    const refreshes = await refreshesOf(calls, fleet.group, signal);
    const [newest] = refreshes;
    const isOurs = newest?.template === template && newest.version === String(version);
    return isOurs ? { refresh: newest.id } : {};
  }
}

/** The group's own, with our version: all of a mixed instances policy has to be given again, or it would be lost. */
function configurationOf(
  { MixedInstancesPolicy: mixed }: AutoScalingGroup,
  { template, version }: Start,
): DesiredConfiguration {
  const LaunchTemplate = { LaunchTemplateId: template, Version: String(version) };
  if (mixed === undefined) return { LaunchTemplate };
  return {
    MixedInstancesPolicy: {
      ...mixed,
      LaunchTemplate: { ...mixed.LaunchTemplate, LaunchTemplateSpecification: LaunchTemplate },
    },
  };
}

/**
 * Hosts that somebody keeps in standby or protected from scale-in are left as they are: to wait for them fails the refresh after an hour, and
 * to replace them would do what somebody has forbidden.
 */
function preferencesOf(given: RefreshPreferences): AwsPreferences {
  const { checkpoints, checkpointDelay, alarms } = given;
  return {
    MinHealthyPercentage: given.minHealthyPercentage,
    MaxHealthyPercentage: given.maxHealthyPercentage,
    InstanceWarmup: given.instanceWarmup,
    ...(checkpoints === undefined ? {} : { CheckpointPercentages: [...checkpoints] }),
    ...(checkpointDelay === undefined ? {} : { CheckpointDelay: checkpointDelay }),
    SkipMatching: true,
    AutoRollback: true,
    ScaleInProtectedInstances: 'Ignore',
    StandbyInstances: 'Ignore',
    ...(alarms.length === 0 ? {} : { AlarmSpecification: { Alarms: [...alarms] } }),
    BakeTime: given.bakeTime,
  };
}

/**
 * Those in state OK: with another, AWS refuses to start (EC2 Auto Scaling user guide, "Start an instance refresh with auto rollback"). The
 * others are watched by each tick, as all of the policy are.
 */
async function readyAlarms(
  calls: AwsCalls,
  names: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (names.length === 0) return [];
  const { MetricAlarms = [], CompositeAlarms = [] } = await calls.describeAlarms(
    { AlarmNames: [...names], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
    signal,
  );
  const ready = [...MetricAlarms, ...CompositeAlarms].filter(({ StateValue: state }) => state === 'OK');
  return ready.flatMap(({ AlarmName: name }) => name ?? []);
}
