import { isKeptOut } from '../kept-out.ts';
import type { Held } from '../held.ts';
import type { HostRecord } from '../host-record.ts';
import type { Host } from '../view.ts';
import { skip } from './enter.ts';
import { excludedBy } from './excluded.ts';
import type { Moment } from './moment.ts';
import { askCheck, whyNotNow } from './phases/checking.ts';
import { isWhole, notServing } from './phases/waiting.ts';
import { isUnknown, noAgent } from './reachable.ts';
import { unwellSince } from './unwell.ts';
import { MINUTE } from '../times.ts';
import { timeText } from '@kmscrypt/lambda';

/** Hosts that are asked at once, at most: 20 commands of 50. */
export const MOST_CHECKS = 1_000;

export interface FirstRecords {
  readonly records: readonly HostRecord[];
  /** Hosts of this run for which there was no room: the next tick has them. */
  readonly left: number;
}

/**
 * The first records of hosts in a run. It has all hosts that were there when it began: those launched since belong to the next one. One that
 * does not serve, or cannot be told anything, may only blink: it is asked once it does and can.
 *
 * @param hosts that have no record of this run
 * @param unsent checks of this run that have not been sent yet
 */
export function firstRecords(
  hosts: readonly Host[],
  { earlier, unsent }: { readonly earlier: Readonly<Record<string, HostRecord>>; readonly unsent: number },
  moment: Moment,
): FirstRecords {
  const { run } = moment;
  if (run.isAborting || run.stopped !== undefined) return { records: [], left: 0 };
  let room = MOST_CHECKS - unsent;
  let left = 0;
  const records: HostRecord[] = [];
  for (const host of hosts) {
    if (host.launched > run.began) continue;
    const before = earlier[host.id];
    const record = recordOf(host, before, moment);
    const why = leftOut(host, before, moment);
    if (why !== undefined) {
      records.push(skip(withOut(record, host, before), why, moment));
    } else if (whyNotNow(host) !== undefined) {
      records.push({ ...record, away: moment.now });
    } else if (room > 0) {
      room -= 1;
      records.push(askCheck(record, moment, before?.after?.platform ?? before?.before?.platform));
    } else {
      left += 1;
    }
  }
  return { records, left };
}

/** What stays known of it from run to run: when it was updated, that it failed, and that it is not known to be well. */
function recordOf(
  { id, name, zone }: Host,
  before: HostRecord | undefined,
  { run, now, following }: Moment,
): HostRecord {
  const unwell = unwellSince(before, following);
  return {
    id,
    run: run.id,
    phase: 'checking',
    since: now,
    attempts: 0,
    zone,
    ...(name === undefined ? {} : { name }),
    ...(before?.updated === undefined ? {} : { updated: before.updated }),
    ...(unwell === undefined ? {} : { unwell }),
    ...(hasFailed(before) ? { hasFailed: true as const } : {}),
  };
}

/** Until a run ends well with it. */
function hasFailed(before: HostRecord | undefined): boolean {
  if (before === undefined || before.phase === 'done') return false;
  return before.failure !== undefined || before.hasFailed === true;
}

/** One that is still kept out stays known as such: since when, and why. */
function withOut(record: HostRecord, host: Host, before: HostRecord | undefined): HostRecord {
  if (before === undefined || !isKeptOut(before) || isWhole(host)) return record;
  return { ...record, out: before.out, failure: before.failure };
}

function leftOut(host: Host, before: HostRecord | undefined, { policy, run }: Moment): Held | undefined {
  const excluded = excludedBy(host, policy);
  if (excluded !== undefined) return excluded;
  if (run.began - host.launched < policy.graceMinutes * MINUTE)
    return { code: 'IN_GRACE', text: `was launched less than ${policy.graceMinutes} minutes before the run` };
  if (isWhole(host)) return isUnknown(host) ? noAgent(host) : undefined;
  if (before !== undefined && isKeptOut(before)) {
    const text = `kept out since ${timeText(before.out?.at ?? before.since)}: ${before.failure?.text ?? 'its run ended'}; bring it in by hand, or replace it`;
    return { code: 'NOT_SERVING', text };
  }
  // Not one that was given no more work by others.
  const mayBlink = host.service === 'in' && host.isPartly !== true;
  return mayBlink ? undefined : notServing(host);
}
