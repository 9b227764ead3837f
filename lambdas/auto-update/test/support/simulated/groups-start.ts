import type { StartInstanceRefreshCommandInput } from '@aws-sdk/client-auto-scaling';
import type { Estate, Group } from './groups.ts';
import { refusal } from './refusal.ts';

type Preferences = NonNullable<StartInstanceRefreshCommandInput['Preferences']>;

/** What StartInstanceRefresh refuses: its page of the API reference, RefreshPreferences, and the user guide's limitations. */
export function checkStart(estate: Estate, group: Group, input: StartInstanceRefreshCommandInput): void {
  const { Preferences: preferences = {}, DesiredConfiguration: desired } = input;
  const problem =
    percentageProblem(preferences) ??
    checkpointProblem(preferences) ??
    alarmProblem(estate, preferences) ??
    rollbackProblem(estate, group, input) ??
    (hasRequirements(group) && (desired !== undefined || preferences.SkipMatching === true)
      ? 'a group with instance requirements takes neither SkipMatching nor a desired configuration'
      : undefined);
  if (problem !== undefined) throw refusal('ValidationError', problem);
}

function percentageProblem({
  MinHealthyPercentage: min,
  MaxHealthyPercentage: max,
  BakeTime: bake = 0,
}: Preferences) {
  if (min !== undefined && (min < 0 || min > 100)) return 'MinHealthyPercentage is not between 0 and 100';
  if (bake < 0 || bake > 172_800) return 'BakeTime is not between 0 and 172800';
  if (max === undefined) return undefined;
  if (max < 100 || max > 200) return 'MaxHealthyPercentage is not between 100 and 200';
  if (min === undefined) return 'MaxHealthyPercentage goes with MinHealthyPercentage';
  return max - min > 100 ? 'the percentages lie more than 100 apart' : undefined;
}

function checkpointProblem({ CheckpointPercentages: points, CheckpointDelay: delay }: Preferences) {
  if (delay !== undefined && points === undefined) return 'CheckpointDelay goes with CheckpointPercentages';
  if (delay !== undefined && (delay < 0 || delay > 172_800))
    return 'CheckpointDelay is not between 0 and 172800';
  const isAscending = (points ?? []).every(
    (point, index) => point > (points?.[index - 1] ?? 0) && point <= 100,
  );
  return isAscending ? undefined : 'CheckpointPercentages are not unique and ascending';
}

/** User guide, "Start an instance refresh with auto rollback": ten alarms at most, and all of them OK. */
function alarmProblem({ world }: Estate, { AlarmSpecification: given }: Preferences) {
  const names = given?.Alarms ?? [];
  if (names.length > 10) return 'more than 10 alarms';
  const bad = names.find((name) => world.alarms.get(name)?.state !== 'OK');
  return bad === undefined ? undefined : `the alarm ${bad} is not in state OK`;
}

function rollbackProblem(estate: Estate, group: Group, input: StartInstanceRefreshCommandInput) {
  const { Preferences: preferences, DesiredConfiguration: desired } = input;
  if (preferences?.AutoRollback !== true) return undefined;
  if (desired === undefined) return 'AutoRollback needs a desired configuration';
  return isReversible(estate, group)
    ? undefined
    : 'the launch template of the group cannot be rolled back to';
}

/** The version is a number, and its image none of an SSM parameter. */
export function isReversible({ templates }: Estate, { template }: Group): boolean {
  if (!/^\d+$/.test(template.version)) return false;
  return templates.get(template.id)?.of(template.version)?.data.ImageId?.startsWith('resolve:ssm:') !== true;
}

function hasRequirements({ mixed }: Group): boolean {
  return mixed?.LaunchTemplate?.Overrides?.some((each) => each.InstanceRequirements !== undefined) === true;
}
