import type { GroupHost, GroupView } from '../groups.ts';
import type { HostLine, RunReport } from '../plan-types.ts';
import type { HostBefore, RefreshState } from '../refresh-state.ts';
import type { Run, RunOutcome } from '../state.ts';
import { releaseText } from '../words/release-text.ts';
import { groupFloor } from './floor.ts';
import { keptBy } from './lacking.ts';
import { DAY } from '../times.ts';

interface Reported {
  readonly environment: string;
  readonly run: Run;
  readonly refresh: RefreshState;
  readonly group: GroupView | undefined;
  readonly outcome: RunOutcome;
  readonly now: number;
}

/** What has become of the run: a line for each host that was there when it began. */
export function groupReport({ environment, run, refresh, group, outcome, now }: Reported): RunReport {
  const { fleet, id, began, release, leastServing } = run;
  const oldest = oldestOf(group?.hosts ?? [], now);
  return {
    format: 1,
    run: id,
    environment,
    fleet: fleet.name,
    mode: fleet.mode,
    began,
    ended: now,
    outcome,
    ...(refresh.reason === undefined ? {} : { reason: refresh.reason }),
    release: releaseText(release, release.id !== id),
    hosts: hostLines(refresh, group?.hosts ?? []),
    ...(run.aborted === undefined ? {} : { aborted: run.aborted }),
    ...(oldest === undefined ? {} : { oldest }),
    ...(leastServing === undefined ? {} : { leastServing }),
    ...(group === undefined ? {} : { floor: groupFloor(group, fleet.policy).floor }),
  };
}

/** A host that was replaced is shown with the one that came in its place: of its zone where there is one. */
function hostLines(refresh: RefreshState, hosts: readonly GroupHost[]): readonly HostLine[] {
  const { before, image } = refresh;
  const known = new Set(before.map(({ id }) => id));
  const newcomers = hosts.filter(({ id }) => !known.has(id)).toSorted(byAge);
  const present = new Map(hosts.map((host) => [host.id, host]));
  return before.map((old) => {
    const still = present.get(old.id);
    if (still !== undefined) return stillThere(old, still, refresh);
    const next = takeFor(old, newcomers);
    return {
      ...lineOf(old),
      result: next === undefined ? 'gone' : next.image === image.id ? 'updated' : 'failed',
      why: next === undefined ? 'no host came in its place' : whyOf(next, refresh),
      from: old.image,
      ...(next === undefined ? {} : { to: next.image }),
    };
  });
}

function stillThere(old: HostBefore, host: GroupHost, { image, reason }: RefreshState): HostLine {
  if (host.image === image.id)
    return { ...lineOf(old), result: 'nothing to do', from: old.image, to: host.image };
  const why = keptBy(host) ?? reason ?? 'it was not replaced';
  return { ...lineOf(old), result: 'left out', why, from: old.image, to: host.image };
}

function whyOf({ id, image }: GroupHost, refresh: RefreshState): string {
  if (image === refresh.image.id) return `replaced by ${id}`;
  return `replaced by ${id}, which has the image before${refresh.reason === undefined ? '' : `: ${refresh.reason}`}`;
}

/** Takes it out of the list. */
function takeFor({ zone }: HostBefore, newcomers: GroupHost[]): GroupHost | undefined {
  const same = newcomers.findIndex((host) => host.zone === zone);
  return newcomers.splice(Math.max(0, same), 1)[0];
}

function lineOf({ id, zone, name }: HostBefore): Omit<HostLine, 'result'> {
  return {
    id,
    ...(name === undefined ? {} : { name }),
    zone,
    isOut: false,
    packages: 0,
    changes: [],
    hasRebooted: false,
  };
}

function oldestOf(hosts: readonly GroupHost[], now: number): RunReport['oldest'] {
  const [first] = hosts.toSorted(byAge);
  if (first?.launched === undefined) return undefined;
  return { id: first.id, days: Math.floor(Math.max(0, now - first.launched) / DAY) };
}

/** The oldest first; those of which nobody knows come last. */
function byAge(a: GroupHost, b: GroupHost): number {
  return (a.launched ?? Number.MAX_VALUE) - (b.launched ?? Number.MAX_VALUE);
}
