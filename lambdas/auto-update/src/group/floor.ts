import type { Policy } from '../config/policy.ts';
import type { GroupView } from '../groups.ts';
import { floorOf, maxUnavailableOf } from '../plan/floor.ts';

/** How few hosts of a group may serve while it is refreshed. */
export interface GroupFloor {
  /** The group's desired capacity. */
  readonly size: number;
  /** May be above the size: then nothing can be begun with. */
  readonly floor: number;
}

/** As of any fleet, but that a lone host may go in an outage. */
export function groupFloor({ desired }: Pick<GroupView, 'desired'>, policy: FloorPolicy): GroupFloor {
  // Two at once may be what a lone host cannot bear: a volume or an address of its own.
  if (desired === 1 && policy.outage === 'window') return { size: 1, floor: 0 };
  return { size: desired, floor: floorOf(desired, policy) };
}

type FloorPolicy = Pick<Policy, 'minHealthy' | 'maxUnavailable' | 'outage'>;

/**
 * Hosts that may be replaced at once. No zone that has two hosts or more may lose all of them: Auto Scaling does not promise which hosts it
 * replaces together, so that a batch is smaller than each such zone.
 */
export function batchOf(
  { desired, hosts }: Pick<GroupView, 'desired' | 'hosts'>,
  { maxUnavailable }: Pick<Policy, 'maxUnavailable'>,
): number {
  const zones = new Map<string, number>();
  for (const { zone } of hosts) zones.set(zone, (zones.get(zone) ?? 0) + 1);
  const smallest = Math.min(...[...zones.values()].filter((count) => count > 1));
  return Math.min(maxUnavailableOf(desired, maxUnavailable), smallest - 1);
}

/** Hosts that a refresh keeps in service: at least the floor. Where it is all of them, new ones are launched first. */
export function keptHosts(group: Pick<GroupView, 'desired' | 'hosts'>, policy: FloorPolicy): number {
  const { size, floor } = groupFloor(group, policy);
  // A lone host may be taken out only where its floor says so.
  return size === 1 ? floor : Math.max(floor, size - batchOf(group, policy));
}
