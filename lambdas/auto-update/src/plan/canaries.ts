import { counted, timeText } from '@kmscrypt/lambda';
import type { Held } from '../held.ts';
import type { HostRecord } from '../host-record.ts';
import type { Run } from '../state.ts';
import type { Gates, Host } from '../view.ts';
import { countOf } from './floor.ts';
import type { Moment } from './moment.ts';
import { isReady, isWhole } from './phases/waiting.ts';
import { BLINK_PATIENCE } from './times.ts';
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
  readonly gates: Gates;
}

/** The run with its canaries, and since when all of them have been well. One that was left out is replaced. */
export function withCanaries(
  run: Run,
  { records, hosts, waiting, isChecked, gates }: CanaryInput,
  { now, policy }: Pick<Moment, 'now' | 'policy'>,
): Run {
  if (run.stopped !== undefined || run.isAborting) return run;
  const wanted = wantedOf(run, policy);
  const kept = run.canaries.filter((id) => isStillOne(records.get(id), hosts.get(id)));
  const mayChoose = run.canariesDone === undefined && (isChecked || now - run.began >= CHECKS);
  const more = mayChoose
    ? waiting
        .filter((host) => isThere(host, records.get(host.id)) && !kept.includes(host.id))
        .slice(0, Math.max(0, wanted - kept.length))
    : [];
  const canaries = [...kept, ...more.map(({ id }) => id)];
  const isSame = kept.length === run.canaries.length && more.length === 0;
  const chosen = isSame ? run : { ...run, canaries };
  const areDone = canaries.length > 0 && canaries.every((id) => records.get(id)?.phase === 'done');
  if (!areDone) return chosen;
  const { canariesDone = now } = chosen;
  const soaking = chosen.canariesDone === undefined ? { ...chosen, canariesDone } : chosen;
  // Once their soak is over it is.
  if (soaking.canariesAway === undefined && now - canariesDone >= policy.canary.soakMinutes * MINUTE)
    return soaking;
  // It begins again with what was wrong. Nobody knows of alarms that cannot be read.
  if (gates.alarms.length > 0 || gates.unreadable.length > 0)
    return { ...soaking, canariesDone: now, canariesAway: undefined };
  return withBlinks(
    soaking,
    canaries.every((id) => isWell(hosts.get(id))),
    now,
  );
}

/** A host that is not well for a moment may only blink: its soak is not over meanwhile. */
function withBlinks(run: Run, areWell: boolean, now: number): Run {
  const { canariesAway: away = now } = run;
  if (!areWell && now - away >= BLINK_PATIENCE) return { ...run, canariesDone: now, canariesAway: away };
  if (areWell) return run.canariesAway === undefined ? run : { ...run, canariesAway: undefined };
  return run.canariesAway === undefined ? { ...run, canariesAway: away } : run;
}

/** Which hosts may be begun with, as far as canaries go: they alone, until they have been well for long enough. */
export function heldByCanaries(run: Run, { now, policy }: Pick<Moment, 'now' | 'policy'>): Held | undefined {
  if (wantedOf(run, policy) === 0) return undefined;
  const { canaries, canariesDone } = run;
  const { soakMinutes } = policy.canary;
  if (canariesDone === undefined) {
    const who =
      canaries.length === 0
        ? 'which hosts go first is not known yet'
        : `${counted(canaries.length, 'host')} ${canaries.length === 1 ? 'goes' : 'go'} first`;
    return { code: 'CANARY_SOAK', text: who };
  }
  const until = canariesDone + soakMinutes * MINUTE;
  if (now >= until) {
    if (run.canariesAway === undefined) return undefined;
    return { code: 'CANARY_SOAK', text: 'a host that went first does not serve just now' };
  }
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

/** One that is not there any more was done before. */
function isWell(host: Host | undefined): boolean {
  return host === undefined || isWhole(host);
}
