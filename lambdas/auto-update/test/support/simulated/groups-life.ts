import { roll } from './groups-rolling.ts';
import { launchOne, leave, oldestFirst, presentMembers } from './groups-members.ts';
import { activeRefresh, type Estate, type Group, type Member } from './groups.ts';
import { terminate } from './life.ts';

/** In milliseconds, from the decision until the host is gone. */
const LEAVING = 30_000;

/**
 * What Auto Scaling does each time it looks: hosts come into service, unhealthy ones leave, missing ones are launched, superfluous ones
 * leave, and a refresh goes on. @returns whether it has to look again
 */
export function look(estate: Estate, group: Group): boolean {
  arrive(estate, group);
  depart(estate, group);
  replaceUnhealthy(estate, group);
  const refresh = activeRefresh(group);
  if (refresh !== undefined) roll(estate, group, refresh);
  else keepSize(estate, group);
  const members = [...group.members.values()];
  return (
    activeRefresh(group) !== undefined ||
    group.desired !== members.length ||
    members.some(({ lifecycle, isHealthy }) => lifecycle !== 'InService' || !isHealthy) ||
    members.some((member) => isBad(estate, member))
  );
}

/** `Pending` → `InService`; a host of a bad image is found unhealthy some time later, one that is gone at once. */
function arrive(estate: Estate, group: Group): void {
  const now = estate.world.clock.now();
  for (const member of group.members.values()) {
    const { machine, since, lifecycle } = member;
    if (lifecycle === 'Pending' && now >= since + group.launchTime) {
      Object.assign(member, { lifecycle: 'InService', since: now });
      Object.assign(machine, { state: 'running', checks: 'ok', isUp: true, isOnline: machine.hasAgent });
    }
    const isFound = isBad(estate, member) && now >= member.since + group.failTime;
    const isGone = machine.state === 'terminated' || machine.checks === 'impaired';
    if (member.lifecycle === 'InService' && (isFound || isGone) && !group.suspended.has('HealthCheck'))
      member.isHealthy = false;
  }
}

function isBad({ images }: Estate, { machine }: Member): boolean {
  return images.get(machine.image)?.isBad === true;
}

function depart({ world }: Estate, group: Group): void {
  for (const { machine, lifecycle, since } of group.members.values()) {
    if (lifecycle !== 'Terminating' || world.clock.now() < since + LEAVING) continue;
    group.members.delete(machine.id);
    terminate(world, machine);
  }
}

/** User guide, "Health checks for instances in an Auto Scaling group": terminated and replaced, also while a refresh goes on. */
function replaceUnhealthy(estate: Estate, group: Group): void {
  if (group.suspended.has('ReplaceUnhealthy') || group.suspended.has('Terminate')) return;
  for (const member of group.members.values())
    if (member.lifecycle === 'InService' && !member.isHealthy) leave(estate, member);
}

/** Without a refresh: as many as are desired, of the group's template. */
function keepSize(estate: Estate, group: Group): void {
  const present = presentMembers(group);
  for (let missing = group.desired - present.length; missing > 0; missing -= 1)
    if (!launchOne(estate, group, { template: group.template })) return;
  const tooMany = present.length - group.desired;
  if (tooMany <= 0 || group.suspended.has('Terminate')) return;
  const free = present.filter(({ isProtected }) => !isProtected);
  for (const member of free.toSorted(oldestFirst).slice(0, tooMany)) leave(estate, member);
}
