import { presentMembers } from './groups-members.ts';
import type { Estate, Group, Member, SimulatedRefresh } from './groups.ts';

/**
 * RefreshPreferences: percentages of the desired capacity. Where the bounds leave no host to be replaced, one is launched first; without an
 * upper bound, an instance is terminated and its replacement launched at once, unless all have to be healthy.
 */
export function boundsOf(
  { desired }: Group,
  { preferences }: SimulatedRefresh,
): { readonly least: number; readonly most: number } {
  const { MinHealthyPercentage: min = 90, MaxHealthyPercentage: max } = preferences;
  const least = Math.ceil((desired * min) / 100);
  const most = Math.max(desired, Math.floor((desired * (max ?? 100)) / 100));
  if (least < desired || most > desired) return { least, most };
  const isAtOnce = max === undefined && min < 100;
  return isAtOnce ? { least: desired - 1, most } : { least, most: desired + 1 };
}

/** What hosts are brought to: in a rollback, what the group was last saved with. */
export function targetOf(group: Group, { desired, status }: SimulatedRefresh): Group['template'] {
  return desired === undefined || status === 'RollbackInProgress' ? group.template : desired;
}

/** Hosts to be replaced: those of another version; without skip matching, all that the refresh has not launched. */
export function oldOnes(group: Group, refresh: SimulatedRefresh): readonly Member[] {
  const { preferences, id, status } = refresh;
  const { ScaleInProtectedInstances: whatIfProtected = 'Wait' } = preferences;
  return presentMembers(group).filter((member) => {
    if (member.isProtected && whatIfProtected !== 'Refresh') return false;
    const isOther = member.version !== targetOf(group, refresh).version;
    if (status === 'RollbackInProgress') return isOther && member.by === id;
    return isOther || (preferences.SkipMatching !== true && member.by !== id);
  });
}

/** In service, healthy, and past the warm-up, which hosts have that the refresh has launched. */
export function readyOnes({ world }: Estate, group: Group, refresh: SimulatedRefresh): readonly Member[] {
  const warmup = (refresh.preferences.InstanceWarmup ?? 0) * 1_000;
  return presentMembers(group).filter(
    ({ lifecycle, isHealthy, since, by }) =>
      lifecycle === 'InService' && isHealthy && (by !== refresh.id || world.clock.now() >= since + warmup),
  );
}

export function newOnes(group: Group, refresh: SimulatedRefresh): readonly Member[] {
  const old = new Set(oldOnes(group, refresh));
  return presentMembers(group).filter((member) => !old.has(member));
}

/** How many hosts may still be replaced before the next checkpoint. A rollback has none. */
export function budgetOf(group: Group, refresh: SimulatedRefresh): number {
  const percent = checkpointOf(refresh);
  if (percent === undefined) return Infinity;
  const wanted = Math.ceil((group.desired * percent) / 100);
  const replaced = group.desired - oldOnes(group, refresh).length;
  return wanted - replaced;
}

export function checkpointOf({ preferences, reached, status }: SimulatedRefresh): number | undefined {
  return status === 'RollbackInProgress' ? undefined : preferences.CheckpointPercentages?.[reached];
}

/** Hosts in standby, or protected, that it was told to wait for; by default it is. */
function waitsFor(group: Group, { preferences, status }: SimulatedRefresh): readonly Member[] {
  if (status === 'RollbackInProgress') return [];
  const { ScaleInProtectedInstances: whatIfProtected, StandbyInstances: whatInStandby } = preferences;
  return [...group.members.values()].filter(
    ({ isProtected, lifecycle }) =>
      (isProtected && (whatIfProtected ?? 'Wait') === 'Wait') ||
      (lifecycle === 'Standby' && (whatInStandby ?? 'Wait') === 'Wait'),
  );
}

export function isThrough(estate: Estate, group: Group, refresh: SimulatedRefresh): boolean {
  if (waitsFor(group, refresh).length > 0) return false;
  const last = refresh.preferences.CheckpointPercentages?.at(-1) ?? 100;
  const isPartOnly = last < 100 && refresh.percent >= last && refresh.status !== 'RollbackInProgress';
  const present = presentMembers(group);
  const ready = readyOnes(estate, group, refresh);
  if (ready.length < present.length) return false;
  if (isPartOnly) return true;
  return oldOnes(group, refresh).length === 0 && present.length >= group.desired;
}

/** What counts for the hour: hosts that are waited for, no capacity, new hosts that are not healthy. Suspended processes only pause it. */
export function isHindered(estate: Estate, group: Group, refresh: SimulatedRefresh): boolean {
  if (refresh.waitsUntil !== undefined) return false;
  const isUnhealthy = [...group.members.values()].some(
    ({ by, machine }) => by === refresh.id && estate.images.get(machine.image)?.isBad === true,
  );
  return waitsFor(group, refresh).length > 0 || group.isRefused || isUnhealthy;
}

export function reasonOf(group: Group, refresh: SimulatedRefresh): string {
  if (waitsFor(group, refresh).length > 0) return 'hosts are in standby or protected from scale-in';
  return group.isRefused ? 'there is no capacity' : 'new hosts are not healthy';
}
