import type { RefreshFleet } from '../config.ts';
import type { GroupView } from '../groups.ts';
import type { Standing } from '../plan-types.ts';
import { agesOf } from '../plan/ages.ts';
import { freshSince } from '../plan/order.ts';
import { groupFloor } from './floor.ts';

/** How the group stands; a host was last updated when it was launched. */
export function groupStanding({ policy }: RefreshFleet, group: GroupView, now: number): Standing {
  const { size, floor } = groupFloor(group, policy);
  const serving = group.hosts.filter(({ isServing }) => isServing).length;
  return {
    size,
    serving,
    floor,
    inFlight: group.hosts.length - serving,
    ...agesOf(
      group.hosts.map((host) => freshSince(host, undefined)),
      now,
    ),
  };
}

/** Of a group that is not there. */
export const NO_STANDING: Standing = {
  size: 0,
  serving: 0,
  floor: 0,
  inFlight: 0,
  behind: { days7: 0, days14: 0, days30: 0 },
  oldestDays: 0,
};
