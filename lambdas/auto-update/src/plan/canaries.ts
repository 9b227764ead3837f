import { counted, timeText } from '@kmscrypt/lambda';
import type { Held } from '../held.ts';
import type { HostRecord } from '../host-record.ts';
import type { Run } from '../state.ts';
import type { Host } from '../view.ts';
import { countOf } from './floor.ts';
import type { Moment } from './moment.ts';
import { isReady } from './phases/waiting.ts';
import { MINUTE } from '../times.ts';

/** After which hosts go first of those that are known to have something to do, whoever has not answered yet. */
const CHECKS = 10 * MINUTE;

interface CanaryInput {
  readonly records: ReadonlyMap<string, HostRecord>;
  readonly hosts: ReadonlyMap<string, Host>;
  /** Those that wait, in their order. */
  readonly waiting: readonly Host[];
  /** Whether all hosts have said what there is to do. */
  readonly isChecked: boolean;
}

/** The run with its canaries. One that was left out is replaced. */
export function withCanaries(
  run: Run,
  { records, hosts, waiting, isChecked }: CanaryInput,
  { now, policy }: Pick<Moment, 'now' | 'policy'>,
): Run {
  if (run.stopped !== undefined || run.isAborting || run.canariesDone !== undefined) return run;
  const kept = run.canaries.filter((id) => isStillOne(records.get(id), hosts.get(id)));
  const mayChoose = isChecked || now - run.began >= CHECKS;
  const room = Math.max(0, wantedOf(run, policy) - kept.length);
  const candidates = mayChoose
    ? candidatesOf(waiting, { records, isAlone: kept.length === 0 && isChecked })
    : [];
  const more = candidates
    .filter((host) => isThere(host, records.get(host.id)) && !kept.includes(host.id))
    .slice(0, room);
  const isSame = kept.length === run.canaries.length && more.length === 0;
  return isSame ? run : { ...run, canaries: [...kept, ...more.map(({ id }) => id)] };
}

/**
 * Hosts that show whether an update is good. One that is mended shows nothing, and one that failed in its last run would hold up the others run
 * after run: it goes first where nobody else can.
 */
function candidatesOf(
  waiting: readonly Host[],
  { records, isAlone }: { readonly records: CanaryInput['records']; readonly isAlone: boolean },
): readonly Host[] {
  const able = waiting.filter(({ id }) => records.get(id)?.unwell === undefined);
  const good = able.filter(({ id }) => records.get(id)?.hasFailed !== true);
  return good.length === 0 && isAlone ? able : good;
}

/** Which hosts may be begun with, as far as canaries go: they alone, until they have been well for long enough. */
export function heldByCanaries(run: Run, { now, policy }: Pick<Moment, 'now' | 'policy'>): Held | undefined {
  if (wantedOf(run, policy) === 0) return undefined;
  const { canaries, canariesDone, canariesWell } = run;
  if (canariesWell !== undefined) return undefined;
  const { soakMinutes } = policy.canary;
  if (canariesDone === undefined) {
    const who =
      canaries.length === 0
        ? 'which hosts go first is not known yet'
        : `${counted(canaries.length, 'host')} ${canaries.length === 1 ? 'goes' : 'go'} first`;
    return { code: 'CANARY_SOAK', text: who };
  }
  const until = canariesDone + soakMinutes * MINUTE;
  if (now >= until)
    return { code: 'CANARY_SOAK', text: 'hosts that went first have yet to say that they are well' };
  return { code: 'CANARY_SOAK', text: `hosts that went first have to be well until ${timeText(until)}` };
}

/** Whether a canary has failed: no other host may, then. */
export function hasFailedCanary({ canaries }: Run, records: ReadonlyMap<string, HostRecord>): boolean {
  return canaries.some((id) => records.get(id)?.failure !== undefined);
}

/** Of a share, rounded up. */
function wantedOf({ size }: Run, { canary }: Moment['policy']): number {
  return Math.ceil(countOf(size, canary.hosts));
}

/** One that was left out, or is not there to begin with, lets another go first. */
function isStillOne(record: HostRecord | undefined, host: Host | undefined): boolean {
  if (record === undefined || record.phase === 'skipped') return false;
  if (record.phase === 'waiting') return host !== undefined && isReady(host);
  return record.phase !== 'gone' || record.failure !== undefined;
}

/** It is ready, and was when it was last looked at: not everybody's agent is in each tick. */
function isThere(host: Host, record: HostRecord | undefined): boolean {
  return isReady(host) && record?.away === undefined;
}
