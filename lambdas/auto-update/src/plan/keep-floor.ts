import type { HostRecord } from '../host-record.ts';
import type { Host } from '../view.ts';
import { fail, restore } from './enter.ts';
import type { Count, FleetNow } from './fleet-now.ts';
import { isNeverFree } from './floor.ts';
import type { Moment } from './moment.ts';
import { isWhole } from './phases/waiting.ts';

/**
 * Hosts that are to be taken out and still serve, though others have been lost since that was decided: as many as the floor needs are left in.
 */
export function keepFloor(
  records: ReadonlyMap<string, HostRecord>,
  hosts: ReadonlyMap<string, Host>,
  fleet: FleetNow,
  moment: Moment,
): readonly HostRecord[] {
  const { policy, now } = moment;
  // An outage was allowed; of hosts that were all there.
  if (policy.outage === 'window' && isNeverFree(fleet.size, policy)) return [];
  const leaving: { readonly record: HostRecord; readonly host: Host }[] = [];
  const missing = new Map<string | undefined, number>([[undefined, fleet.floor - fleet.serving]]);
  for (const [zone, count] of fleet.zones) missing.set(zone, needOf(count));
  for (const record of records.values()) {
    const host = hosts.get(record.id);
    if (host === undefined || !isWhole(host)) continue;
    // Those of a moment ago are brought in by now.
    if (record.phase === 'restoring') lower(missing, host);
    else if (isLeaving(record, now)) leaving.push({ record, host });
  }
  const kept: HostRecord[] = [];
  for (const { record, host } of leaving.toReversed()) {
    if ((missing.get(undefined) ?? 0) <= 0 && (missing.get(host.zone) ?? 0) <= 0) continue;
    lower(missing, host);
    kept.push(leftIn(record, moment));
  }
  return kept;
}

/** It was decided in an earlier tick, or has to do with its health alone: the slots of this tick are counted. */
function isLeaving({ phase, since, failure }: HostRecord, now: number): boolean {
  return phase === 'taking-out' ? since < now : phase === 'soaking' && failure !== undefined;
}

function leftIn(record: HostRecord, moment: Moment): HostRecord {
  const { failure } = record;
  if (failure === undefined) return restore(record, moment);
  const text = `${failure.text}; left in service, or too few would serve`;
  return fail({ ...record, in: moment.now }, { ...failure, text }, moment);
}

function needOf({ size, serving }: Count): number {
  return size >= 2 ? 1 - serving : 0;
}

function lower(missing: Map<string | undefined, number>, { zone }: Host): void {
  for (const key of [undefined, zone]) missing.set(key, (missing.get(key) ?? 0) - 1);
}
