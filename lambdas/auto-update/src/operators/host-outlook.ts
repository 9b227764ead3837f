import { problemsOf } from '../noted-state.ts';
import { planHosts } from '../plan.ts';
import type { HostPlan, HostPlanInput } from '../plan-types.ts';
import type { HostRecord } from '../host-record.ts';
import type { Host } from '../view.ts';
import { releaseText } from '../words/release-text.ts';
import type { HostOutlook, KnownPackages, LeftOut, PlannedHost } from './host-outlook-types.ts';
import { nextOpening, openUntil } from './openings.ts';
import { type Rehearsal, rehearse } from './rehearse.ts';
import { withoutHolds } from './without-holds.ts';

/** @param isOver ends what takes too long */
export function hostOutlookOf(
  input: HostPlanInput,
  { isOver, plan = planHosts }: { readonly isOver: () => boolean; readonly plan?: typeof planHosts },
): HostOutlook {
  const { following, state, now, view } = input;
  const { windows } = following.policy;
  const current: HostPlan = plan(input);
  const going = rehearse(withoutHolds(input), { plan, isOver });
  const hosts = new Map(view.hosts.map((host) => [host.id, host]));
  const release = state.run?.release ?? going.release;
  return {
    kind: 'hosts',
    fleet: following.name,
    mode: following.mode,
    at: now,
    run: state.run?.id,
    standing: current.standing,
    held: current.state.held,
    notes: [...(input.gates.notes ?? []), ...problemsOf(view)],
    open: openUntil(windows, now),
    opens: nextOpening(windows, now),
    begins: going.began,
    ends: going.report?.ended,
    release: release === undefined ? undefined : releaseText(release, isPromoted(input)),
    order: orderOf(going, { hosts, records: input.records }),
    leftOut: leftOutOf(going, hosts),
  };
}

function isPromoted({ releases, state: { run } }: HostPlanInput): boolean {
  return run === undefined ? releases.kind === 'promoted' : run.release.id !== run.id;
}

interface Known {
  readonly hosts: ReadonlyMap<string, Host>;
  readonly records: Readonly<Record<string, HostRecord>>;
}

function orderOf({ beginnings, canaries }: Rehearsal, { hosts, records }: Known): readonly PlannedHost[] {
  return beginnings.flatMap(({ host: id, at }) => {
    const host = hosts.get(id);
    if (host === undefined) return [];
    const { name, zone } = host;
    const record = records[id];
    return [
      {
        id,
        name,
        zone,
        at,
        isCanary: canaries.includes(id),
        updated: record?.updated,
        known: knownOf(record),
      },
    ];
  });
}

/** What it said last; what it had before it was updated is of the past. */
function knownOf(record: HostRecord | undefined): KnownPackages | undefined {
  const report = record?.after ?? record?.before;
  if (report === undefined) return undefined;
  const { updates, security, packages } = report;
  // After an update they are those that were updated.
  const pending = updates === 0 ? [] : packages;
  return {
    updates,
    security,
    packages: pending.map(({ name, from, to }) =>
      from === '' ? `${name} ${to}` : `${name} ${from} → ${to}`,
    ),
  };
}

function leftOutOf({ records, run }: Rehearsal, hosts: ReadonlyMap<string, Host>): readonly LeftOut[] {
  return Object.values(records).flatMap(({ id, run: of, skipped, zone, name }) =>
    skipped === undefined || of !== run || !hosts.has(id) ? [] : [{ id, name, zone, why: skipped }],
  );
}
