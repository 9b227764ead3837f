import type { HostFleet } from '../config.ts';
import type { HostRecord } from '../host-record.ts';
import type { Run } from '../state.ts';
import { MINUTE } from '../times.ts';
import type { FleetView, Host } from '../view.ts';
import { excludedBy } from './excluded.ts';
import { floorOf, mayHaveOutage } from './floor.ts';
import { isInFlight, isOut } from './phase-kinds.ts';
import { isWhole } from './phases/waiting.ts';
import { unwellSince } from './unwell.ts';

/** Hosts of a fleet or of a zone of it, counted. */
export interface Count {
  /** Those that count: those there are, and those that were lost in this run and not replaced. */
  size: number;
  serving: number;
  /** Those that serve and have no soak to go through: a host that is in its soak may have to be taken out. */
  steady: number;
}

export interface FleetNow extends Count {
  /** Of the size, those that were lost in this run and not replaced. */
  readonly missing: number;
  readonly floor: number;
  inFlight: number;
  /** By name. */
  readonly zones: ReadonlyMap<string, Count>;
}

/** What a fleet is counted by. */
export interface Counting {
  readonly view: FleetView;
  /** Of the run under way. */
  readonly records: ReadonlyMap<string, HostRecord>;
  /** Of whichever run was the last that a host was in, by id. */
  readonly earlier: Readonly<Record<string, HostRecord>>;
  readonly run: Run | undefined;
  readonly following: HostFleet;
}

/** Counts a fleet as it is, and as it will be once what has been decided is done. */
export function fleetNow({ view, records, earlier, run, following }: Counting): FleetNow {
  const all: Count = { size: 0, serving: 0, steady: 0 };
  const zones = new Map<string, Count>();
  const newcomers = new Map<string, number>();
  const present = new Set<string>();
  let inFlight = 0;
  for (const host of view.hosts) {
    present.add(host.id);
    if (host.isStopped === true && excludedBy(host, following.policy) !== undefined) continue;
    const record = records.get(host.id);
    const zone = zoneOf(zones, host.zone);
    const isUnwell = record === undefined && unwellSince(earlier[host.id], following) !== undefined;
    const isServing = !isUnwell && serves(host, record);
    const isSteady = isServing && record?.phase !== 'soaking';
    for (const count of [all, zone]) {
      count.size += 1;
      if (isServing) count.serving += 1;
      if (isSteady) count.steady += 1;
    }
    if (record !== undefined && isInFlight(record)) inFlight += 1;
    // A host that was stopped and started has a new time of its launch, and its record.
    if (run !== undefined && record === undefined && host.launched > run.began)
      newcomers.set(host.zone, (newcomers.get(host.zone) ?? 0) + 1);
  }
  const lost = new Map<string, number>();
  for (const record of records.values())
    if (isLost(record) && !present.has(record.id)) lost.set(record.zone, (lost.get(record.zone) ?? 0) + 1);
  const missing = Math.max(0, total(lost) - total(newcomers));
  all.size += missing;
  for (const [name, count] of lost)
    zoneOf(zones, name).size += Math.max(0, count - (newcomers.get(name) ?? 0));
  return { ...all, missing, floor: floorOf(all.size, following.policy), inFlight, zones };
}

/** Hosts in service above the floor of the fleet without its {@link isArriving arriving} hosts. For metrics: the floor that is kept has them. */
export function marginNow(counting: Counting): number {
  const hosts = counting.view.hosts.filter((host) => !isArriving(host, counting));
  const { size, serving, floor, inFlight } = fleetNow({ ...counting, view: { ...counting.view, hosts } });
  const isMeant = inFlight > 0 && mayHaveOutage(size, counting.following.policy);
  return serving - floor + (isMeant ? 1 : 0);
}

/** It was launched a moment ago, does not serve yet, and was never begun with. */
function isArriving(host: Host, { view, records, earlier, following: { policy } }: Counting): boolean {
  const isNew = view.at - host.launched < policy.graceMinutes * MINUTE;
  return isNew && !isWhole(host) && (records.get(host.id) ?? earlier[host.id])?.begun === undefined;
}

/** By what AWS shows, unless it is on its way out, or out by our doing; in a fleet without a service by what it says itself, too. */
export function serves(host: Host, record: HostRecord | undefined): boolean {
  if (!isWhole(host)) return false;
  return record === undefined || !(isOut(record) || saysNotServing(record));
}

/** It was left out by its check (checking.ts), which happens in fleets without a service alone. */
function saysNotServing({ phase, skipped, before, away }: HostRecord): boolean {
  return (
    phase === 'skipped' &&
    skipped?.code === 'NOT_SERVING' &&
    before?.isHealthy === false &&
    away === undefined
  );
}

/** It was begun with, and did not end well: where it is not there it is missing. */
function isLost({ begun, phase }: HostRecord): boolean {
  return begun !== undefined && phase !== 'done' && phase !== 'skipped';
}

function zoneOf(zones: Map<string, Count>, name: string): Count {
  const known = zones.get(name) ?? { size: 0, serving: 0, steady: 0 };
  zones.set(name, known);
  return known;
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
