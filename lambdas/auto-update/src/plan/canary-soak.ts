import type { HostRecord } from '../host-record.ts';
import type { Run } from '../state.ts';
import type { Host } from '../view.ts';
import { answerOf, problemsOf } from './answer.ts';
import { ask, enter, fail, failureOf } from './enter.ts';
import type { Moment } from './moment.ts';
import { isWhole } from './phases/waiting.ts';
import { ATTEMPTS, BLINK_PATIENCE, HEALTH_PATIENCE, IN_PATIENCE, LAST_HEALTH } from './times.ts';
import { withSaid } from './unwell.ts';
import { MINUTE } from '../times.ts';

interface Canaries {
  readonly records: ReadonlyMap<string, HostRecord>;
  readonly hosts: ReadonlyMap<string, Host>;
  /** Whether an alarm fires, or nobody has been able to tell for long. */
  readonly isDisturbed: boolean;
}

/**
 * The soak of canaries that are done: the run with since when all of them have been well, and records of those that have changed. One that is
 * not well for long has failed; it is left as it is, for others to see to. At the end each has to say that it is well.
 */
export function soakOf(
  run: Run,
  { records, hosts, isDisturbed }: Canaries,
  moment: Moment,
): { readonly run: Run; readonly records: readonly HostRecord[] } {
  const { now, policy } = moment;
  const { soakMinutes } = policy.canary;
  const own = run.canaries.flatMap((id) => records.get(id) ?? []).filter(({ phase }) => phase === 'done');
  const isOver = run.stopped !== undefined || run.isAborting || run.canariesWell !== undefined;
  if (isOver || own.length === 0) return { run, records: [] };
  const watched = own.map((record) => looked(record, hosts.get(record.id), moment));
  const areDone = run.canaries.length === own.length && watched.every(({ phase }) => phase === 'done');
  if (!areDone) return { run, records: changedOf(watched, records) };
  const isAway = watched.some(({ away }) => away !== undefined && now - away >= BLINK_PATIENCE);
  // It begins again with what was wrong.
  const canariesDone = isDisturbed || isAway ? now : (run.canariesDone ?? now);
  const ends = canariesDone + soakMinutes * MINUTE;
  const told =
    soakMinutes === 0
      ? watched
      : watched.map((record) => (hosts.has(record.id) ? asked(record, ends, moment) : record));
  const isWell = ({ id, phase, away, heard }: HostRecord): boolean =>
    phase === 'done' && away === undefined && (soakMinutes === 0 || !hosts.has(id) || heard !== undefined);
  const areWell = now >= ends && told.every(isWell);
  return {
    run: { ...run, canariesDone, ...(areWell ? { canariesWell: now } : {}) },
    records: changedOf(told, records),
  };
}

function changedOf(
  after: readonly HostRecord[],
  before: ReadonlyMap<string, HostRecord>,
): readonly HostRecord[] {
  return after.filter((record) => before.get(record.id) !== record);
}

/** With since when it has been seen not to serve: it may only blink. One that is not there any more was well before, or was not. */
function looked(record: HostRecord, host: Host | undefined, moment: Moment): HostRecord {
  const { now } = moment;
  const { away } = record;
  if (host === undefined) {
    if (away === undefined) return record;
    const { missing = now } = record;
    if (now - missing < BLINK_PATIENCE) return record.missing === undefined ? { ...record, missing } : record;
    if (missing - away < BLINK_PATIENCE) return { ...record, away: undefined };
    const text = 'was not well after its update, and there is no such host any more';
    return enter(record, 'gone', moment, { failure: failureOf('UNHEALTHY_IN_SOAK', text, moment) });
  }
  // Taken out by others, such as a group that scales it in: that says nothing of its update.
  if (isWhole(host) || host.service !== 'in')
    return away === undefined ? record : { ...record, away: undefined };
  if (away === undefined) return { ...record, away: now };
  if (now - away < IN_PATIENCE) return record;
  return unwell(
    record,
    `does not serve for ${IN_PATIENCE / MINUTE} minutes: ${host.why ?? 'nobody says why'}`,
    moment,
  );
}

/** Nothing but itself may show how it is. */
function asked(record: HostRecord, ends: number, moment: Moment): HostRecord {
  const { heard, step, attempts } = record;
  // What it has said, or was asked, is of a soak that has begun again.
  if (moment.now < ends - LAST_HEALTH)
    return heard === undefined && step === undefined
      ? record
      : { ...record, heard: undefined, step: undefined };
  if (heard !== undefined) return record;
  const answer = answerOf(record, moment, HEALTH_PATIENCE);
  switch (answer.kind) {
    case 'none':
      return ask(record, 'health', moment);
    case 'waiting':
      return record;
    case 'lost':
    case 'late':
    case 'unsent':
    case 'running': {
      if (attempts < ATTEMPTS) return ask(record, 'health', moment);
      const text = 'went first, and does not say how it is before others follow';
      return fail(record, failureOf('NO_ANSWER', text, moment), moment);
    }
    case 'answered':
      break;
  }
  const { report } = answer.result;
  if (!report.isHealthy) return unwell(record, `is not well: ${problemsOf(report)}`, moment);
  return { ...withSaid(record, report), heard: moment.now, step: undefined };
}

function unwell(record: HostRecord, why: string, moment: Moment): HostRecord {
  const failure = failureOf('UNHEALTHY_IN_SOAK', `went first, and ${why}`, moment);
  return fail({ ...record, away: undefined }, failure, moment);
}
