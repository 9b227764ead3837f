import { counted } from '@kmscrypt/lambda';
import type { RefreshFleet } from '../config.ts';
import type { GroupHost, GroupView } from '../groups.ts';
import type { Held } from '../held.ts';
import { excludedBy } from '../plan/excluded.ts';
import { minHealthyOf } from '../plan/floor.ts';
import { keptHosts } from './floor.ts';
import { keptBy } from './lacking.ts';
import { refused } from './template-problems.ts';

/**
 * User guide, "How suspended processes affect other processes": without these no host is replaced, or a new one is never found unhealthy or
 * never given traffic.
 */
const NEEDED = new Set(['Launch', 'Terminate', 'HealthCheck', 'InstanceRefresh', 'AddToLoadBalancer']);

/** Why the group cannot be refreshed now without hanging, or going below its floor. @param lacking hosts without the image */
export function capacityProblems(
  fleet: RefreshFleet,
  group: GroupView,
  lacking: readonly GroupHost[],
): readonly Held[] {
  const { group: name, policy } = fleet;
  const suspended = group.suspended.filter((process) => NEEDED.has(process));
  const least = minHealthyOf(group.desired, policy.minHealthy);
  return [
    ...(suspended.length > 0
      ? [refused(`group ${name} has ${suspended.join(' and ')} suspended: resume it`)]
      : []),
    ...(least > group.desired
      ? [
          refused(
            `minHealthy is ${least}, and group ${name} is to have ${counted(group.desired, 'host')}: lower it, or raise the desired capacity`,
          ),
        ]
      : floorProblems(fleet, group)),
    ...excludedProblems(fleet, lacking),
    ...(lacking.length > 0 && lacking.every((host) => keptBy(host) !== undefined)
      ? [
          refused(
            `${counted(lacking.length, 'host')} of group ${name} without the image, all in standby or protected from scale-in: a refresh leaves them as they are`,
          ),
        ]
      : []),
  ];
}

function floorProblems({ policy, group: name }: RefreshFleet, group: GroupView): readonly Held[] {
  if (group.desired === 0) return [{ code: 'NO_HOSTS', text: `group ${name} is to have no hosts` }];
  const size = group.desired;
  const serving = group.hosts.filter(({ isServing }) => isServing).length;
  // Where no host may be missing, a new one is launched first: all have to be there.
  const needed = Math.min(size, keptHosts(group, policy) + 1);
  if (serving >= needed) return [];
  return [
    {
      code: 'FLOOR',
      text: `${serving} of ${counted(size, 'host')} of group ${name} serve, and ${needed} have to before one is replaced`,
    },
  ];
}

/** A refresh cannot leave out single hosts but those that are protected from scale-in. */
function excludedProblems({ policy }: RefreshFleet, lacking: readonly GroupHost[]): readonly Held[] {
  return lacking
    .filter((host) => keptBy(host) === undefined && excludedBy(host, policy) !== undefined)
    .slice(0, 1)
    .map(({ id }) => ({
      code: 'EXCLUDED',
      text: `${id} has a tag by which it is left alone, and a refresh would replace it: protect it from scale-in, or take the tag away`,
    }));
}
