import type { Estate, Group, Member } from './groups.ts';
import { instanceId, machineOf } from './machine.ts';

/** A host of the group, in the zone that has the fewest. */
export function launchMember(
  estate: Estate,
  group: Group,
  given: { readonly template: Group['template']; readonly by?: string | undefined },
): Member {
  const { world, templates, images } = estate;
  const version = templates.get(given.template.id)?.of(given.template.version);
  const imageId = version?.data.ImageId ?? '';
  const machine = machineOf({
    id: nextId(estate),
    zone: emptiestZone(group),
    image: imageId,
    architecture: images.get(imageId)?.architecture ?? 'x86_64',
    launched: world.clock.now(),
    tags: { ...group.tags, 'aws:autoscaling:groupName': group.name },
    state: 'pending',
    checks: 'initializing',
    isUp: false,
    isOnline: false,
  });
  world.machines.set(machine.id, machine);
  const member: Member = {
    machine,
    version: String(version?.number ?? ''),
    lifecycle: 'Pending',
    isHealthy: true,
    isProtected: false,
    since: world.clock.now(),
    ...(given.by === undefined ? {} : { by: given.by }),
  };
  group.members.set(machine.id, member);
  return member;
}

function nextId(estate: Estate): string {
  do estate.count += 1;
  while (estate.world.machines.has(instanceId(estate.count)));
  return instanceId(estate.count);
}

function emptiestZone({ zones, members }: Group): string {
  const counts = zones.map((zone) => ({
    zone,
    count: [...members.values()].filter(
      ({ lifecycle, machine }) => lifecycle !== 'Terminating' && machine.zone === zone,
    ).length,
  }));
  return counts.toSorted((one, other) => one.count - other.count)[0]?.zone ?? '';
}

export function leave({ world }: Estate, member: Member): void {
  Object.assign(member, { lifecycle: 'Terminating', since: world.clock.now() });
  if (member.machine.state !== 'terminated')
    Object.assign(member.machine, { state: 'shutting-down', isUp: false, isOnline: false });
}

/** Those that count as capacity: standby hosts do not. */
export function presentMembers(group: Group): readonly Member[] {
  return [...group.members.values()].filter(
    ({ lifecycle }) => lifecycle === 'Pending' || lifecycle === 'InService',
  );
}

/** @returns whether there was capacity */
export function launchOne(
  estate: Estate,
  group: Group,
  given: { readonly template: Group['template']; readonly by?: string | undefined },
): boolean {
  if (group.isRefused || group.suspended.has('Launch')) return false;
  launchMember(estate, group, given);
  return true;
}

export function oldestFirst(one: Member, other: Member): number {
  return one.machine.launched - other.machine.launched || (one.machine.id < other.machine.id ? -1 : 1);
}
