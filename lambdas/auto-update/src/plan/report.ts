import { counted } from '@kmscrypt/lambda';
import type { HostPlanInput, RunReport } from '../plan-types.ts';
import type { HostRecord } from '../host-record.ts';
import type { Run, RunOutcome } from '../state.ts';
import { releaseText } from '../words/release-text.ts';
import { freshSince } from './order.ts';
import { hostLine, notKept } from './host-line.ts';
import { isPromoted } from './pins.ts';
import { updatesLeft } from './updates-left.ts';
import { DAY } from '../times.ts';

/** Why a host may be left out of a run in which all went well: that is as it is meant. */
const MEANT = new Set(['EXCLUDED', 'IN_GRACE']);
/** Of a host that nobody could ask anything. */
const UNASKED = new Set(['NOT_ASKED', 'NO_AGENT']);

/** How a run has ended whose hosts all have. One in which no host could be asked is as one in which all have failed. */
export function outcomeOf(
  { isAborting, stopped }: Run,
  records: readonly HostRecord[],
): Exclude<RunOutcome, 'rolled-back'> {
  if (isAborting) return 'aborted';
  if (stopped !== undefined) return stopped === 'failures' ? 'stopped' : 'gave-up';
  if (isAnyUnasked(records) && !records.some(hasAnswered)) return 'stopped';
  for (const record of records) {
    const { phase, failure, skipped } = record;
    if (phase === 'done' && updatesLeft(record) > 0) return 'partly';
    if (phase === 'failed' || (phase === 'gone' && failure !== undefined)) return 'partly';
    if (phase === 'skipped' && !MEANT.has(skipped?.code ?? '')) return 'partly';
  }
  return 'done';
}

function isAnyUnasked(records: readonly HostRecord[]): boolean {
  return records.some(({ skipped }) => UNASKED.has(skipped?.code ?? ''));
}

function hasAnswered({ before }: HostRecord): boolean {
  return before !== undefined;
}

/** What has become of a run. @param records of all its hosts */
export function reportOf(
  run: Run,
  records: readonly HostRecord[],
  { environment, following, view, now, floor }: HostPlanInput & { readonly floor: number },
): RunReport {
  const { id, began, leastServing, aborted } = run;
  const known = new Map(records.map((record) => [record.id, record]));
  const ages = view.hosts.flatMap((host) => {
    const since = freshSince(host, known.get(host.id));
    return since === undefined ? [] : [{ id: host.id, since }];
  });
  const oldest = ages.reduce<(typeof ages)[number] | undefined>(
    (most, each) => (most === undefined || each.since < most.since ? each : most),
    undefined,
  );
  return {
    format: 1,
    run: id,
    environment,
    fleet: following.name,
    mode: following.mode,
    began,
    ended: now,
    outcome: outcomeOf(run, records),
    release: broughtTo(run, records),
    hosts: records.map((record) => hostLine(run, record, now)),
    ...(aborted === undefined ? {} : { aborted }),
    oldest: oldest && { id: oldest.id, days: Math.max(0, Math.floor((now - oldest.since) / DAY)) },
    leastServing,
    floor,
  };
}

/** What hosts were to be brought to, and how many got other versions: a host that cannot have those takes what is newest. */
function broughtTo(run: Run, records: readonly HostRecord[]): string {
  const text = releaseText(run.release, isPromoted(run));
  const others = records.filter((record) => notKept(run, record) !== undefined).length;
  return others === 0 ? text : `${text}; not kept by ${counted(others, 'host')}`;
}
