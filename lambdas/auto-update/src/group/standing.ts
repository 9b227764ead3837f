import type { RefreshFleet } from '../config.ts';
import type { GroupHost, GroupView } from '../groups.ts';
import type { Standing } from '../plan-types.ts';
import { agesOf } from '../plan/ages.ts';
import { freshSince } from '../plan/order.ts';
import type { Run } from '../state.ts';
import { groupFloor } from './floor.ts';

export interface StandingOptions {
  readonly following: RefreshFleet;
  readonly group: GroupView;
  /** Under way. */
  readonly run: Run | undefined;
  readonly now: number;
}

/** How the group stands; a host was last updated when it was launched, unless there is nothing newer. */
export function groupStanding({ following: { policy }, group, run, now }: StandingOptions): Standing {
  const { size, floor } = groupFloor(group, policy);
  const serving = group.hosts.filter(({ isServing }) => isServing).length;
  const kept = groupFloor({ desired: arrivedSize(group, run) }, policy);
  return {
    size,
    serving,
    floor,
    margin: serving - kept.floor,
    inFlight: group.hosts.length - serving,
    ...agesOf(
      group.hosts.map((host) => (isNewest(host, group) ? now : freshSince(host, undefined))),
      now,
    ),
  };
}

/**
 * The desired capacity without hosts that are only coming, such as those that the group grows by. Once a refresh has begun, a host may also come
 * in place of one that it has taken: as many as there were then count in any case.
 */
function arrivedSize({ desired, hosts }: GroupView, run: Run | undefined): number {
  const coming = hosts.filter(({ lifecycle }) => lifecycle.startsWith('Pending')).length;
  const begun = run?.refresh?.refresh === undefined ? 0 : run.size;
  return Math.min(desired, Math.max(begun, desired - coming, hosts.length - coming));
}

function isNewest({ image }: GroupHost, { newest }: GroupView): boolean {
  return 'image' in newest && image === newest.image.id;
}

/** Of a group that is not there. */
export const NO_STANDING: Standing = {
  size: 0,
  serving: 0,
  floor: 0,
  margin: 0,
  inFlight: 0,
  behind: { days7: 0, days14: 0, days30: 0 },
  oldestDays: 0,
};
