import { look } from './groups-life.ts';
import { launchMember } from './groups-members.ts';
import { activeRefresh, type Estate, type Group } from './groups.ts';
import { refusal } from './refusal.ts';

/** A group with so many hosts, which are all in service. */
export function addGroup(
  estate: Estate,
  given: Partial<Group> & Pick<Group, 'name' | 'template' | 'desired'>,
): Group {
  const group: Group = {
    min: 0,
    max: given.desired * 2,
    zones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
    tags: {},
    members: new Map(),
    suspended: new Set(),
    refreshes: [],
    launchTime: 60_000,
    failTime: 120_000,
    isRefused: false,
    isDue: false,
    ...given,
  };
  estate.groups.set(group.name, group);
  for (let index = 0; index < group.desired; index += 1) {
    const member = launchMember(estate, group, { template: group.template });
    Object.assign(member, { lifecycle: 'InService', since: 0 });
    Object.assign(member.machine, { state: 'running', checks: 'ok', isUp: true, isOnline: true });
  }
  return group;
}

/** A deployment gives the group another version. User guide, "How an instance refresh works", update restriction. */
export function deploy(estate: Estate, group: Group, template: Group['template']): void {
  if (activeRefresh(group)?.desired !== undefined)
    throw refusal('ValidationError', 'An active instance refresh with a desired configuration exists.');
  group.template = template;
  settleGroup(estate, group);
}

/** How often Auto Scaling looks, in milliseconds. */
const LOOKS = 15_000;

/** It is looked at soon, and again for as long as there is something to do. */
export function settleGroup(estate: Estate, group: Group): void {
  if (group.isDue) return;
  group.isDue = true;
  estate.world.clock.in(LOOKS, () => {
    group.isDue = false;
    if (look(estate, group)) settleGroup(estate, group);
  });
}
