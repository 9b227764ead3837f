import type { RefreshFleet } from '../config.ts';
import type { GroupView } from '../groups.ts';
import { countOf } from '../plan/floor.ts';
import { batchOf, keptHosts } from './floor.ts';

/** What an instance refresh is told, in AWS's names but for the case. */
export interface RefreshPreferences {
  readonly minHealthyPercentage: number;
  readonly maxHealthyPercentage: number;
  /** In seconds. */
  readonly instanceWarmup: number;
  /** In percent of the group; absent where no hosts go first. */
  readonly checkpoints?: readonly number[] | undefined;
  /** In seconds. */
  readonly checkpointDelay?: number | undefined;
  /** In seconds: how long alarms are watched, and a rollback is possible, once all hosts are replaced. */
  readonly bakeTime: number;
  /** Names of alarms that end it. */
  readonly alarms: readonly string[];
}

/** EC2 Auto Scaling API reference, RefreshPreferences: CheckpointDelay and BakeTime in seconds, and AlarmSpecification. */
const LONGEST = 172_800;
const MOST_ALARMS = 10;

/** How the group is refreshed by the policy of its fleet. */
export function refreshPreferences({
  fleet,
  group,
}: {
  readonly fleet: RefreshFleet;
  readonly group: Pick<GroupView, 'desired' | 'hosts'>;
}): RefreshPreferences {
  const { policy, warmupSeconds } = fleet;
  const first = Math.ceil(countOf(group.desired, policy.canary.hosts));
  const names = (policy.alarms.names ?? []).filter((name) => !name.includes('*'));
  return {
    ...healthyPercentages(fleet, group),
    instanceWarmup: warmupSeconds,
    // One that is reached with the last host is none.
    ...(first === 0 || first >= group.desired
      ? {}
      : {
          checkpoints: [checkpointOf(first, group.desired), 100],
          checkpointDelay: Math.min(policy.canary.soakMinutes * 60, LONGEST),
        }),
    bakeTime: Math.min(policy.soakMinutes * 60, LONGEST),
    alarms: [...new Set(names)].slice(0, MOST_ALARMS),
  };
}

/** The highest percentage that so many hosts reach: a higher one would take one host more. */
function checkpointOf(hosts: number, size: number): number {
  return Math.max(1, Math.floor((100 * hosts) / size));
}

/**
 * The percentage is rounded so that it is never below the floor, however AWS rounds hosts. Where that leaves no host to be missing, the upper
 * bound makes Auto Scaling launch before it terminates. The upper one is always given: without it, Auto Scaling terminates and launches at
 * once, whatever the lower one says (RefreshPreferences, MaxHealthyPercentage). The two may lie 100 apart at most.
 */
function healthyPercentages(
  { policy }: RefreshFleet,
  group: Pick<GroupView, 'desired' | 'hosts'>,
): Pick<RefreshPreferences, 'minHealthyPercentage' | 'maxHealthyPercentage'> {
  const size = Math.max(1, group.desired);
  const least = Math.min(100, Math.ceil((100 * keptHosts(group, policy)) / size));
  // AWS may round hosts up, and then lets none be missing either.
  if (Math.ceil((least * size) / 100) < size)
    return { minHealthyPercentage: least, maxHealthyPercentage: 100 };
  const more = Math.ceil((100 * Math.max(1, batchOf(group, policy))) / size);
  return { minHealthyPercentage: least, maxHealthyPercentage: Math.min(200, 100 + more, least + 100) };
}
