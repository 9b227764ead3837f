import { counted } from '@kmscrypt/lambda';
import type { Failure, FailureCode } from '../failure.ts';
import type { Held } from '../held.ts';
import type { HostRecord, Phase } from '../host-record.ts';
import type { StepAction } from '../step.ts';
import { lineOf } from '../words/bounded.ts';
import type { Moment } from './moment.ts';
import { updatesLeft } from './updates-left.ts';

/** Of what a host says, in characters. */
const SAID = 200;

/** The host in another phase, in which nothing has been asked of it yet. */
export function enter(
  record: HostRecord,
  phase: Phase,
  { now }: Pick<Moment, 'now'>,
  more: Partial<HostRecord> = {},
): HostRecord {
  return {
    ...record,
    phase,
    since: now,
    step: undefined,
    attempts: 0,
    heard: undefined,
    refused: undefined,
    missing: undefined,
    ...more,
  };
}

/** One more step is asked of the host; it is sent until SSM has surely had it. @param pin empty: none */
export function ask(
  record: HostRecord,
  action: StepAction,
  { run, now }: Pick<Moment, 'run' | 'now'>,
  pin = '',
): HostRecord {
  const attempts = record.attempts + 1;
  const id = `${run.id}-${record.phase}-${attempts}`;
  return { ...record, attempts, step: { action, id, at: now, ...(pin === '' ? {} : { pin }) } };
}

/** It has ended well; at its release where nothing is left to update, as far as it can tell. */
export function finish(record: HostRecord, moment: Pick<Moment, 'now'>): HostRecord {
  return enter(record, 'done', moment, updatesLeft(record) > 0 ? {} : { updated: moment.now });
}

export function skip(record: HostRecord, skipped: Held, moment: Pick<Moment, 'now'>): HostRecord {
  return enter(record, 'skipped', moment, { skipped });
}

/** @param what one line for people; cut to what a notice can show */
export function failureOf(code: FailureCode, what: string, { now }: Pick<Moment, 'now'>): Failure {
  return { code, text: lineOf(what, SAID), at: now };
}

/** Of a host that has changed nothing, though there was something to update: its patch may have seen other lists of packages than its check. */
export function notChanged(
  record: Pick<HostRecord, 'before' | 'after'>,
  moment: Pick<Moment, 'now'>,
): Pick<HostRecord, 'failure' | 'skipped'> {
  const { before, after } = record;
  const said = after === undefined || after.problems.length === 0 ? '' : `: ${after.problems.join('; ')}`;
  const left = updatesLeft(record);
  if (left === 0) {
    const text = `${counted(before?.updates ?? 0, 'package')} could be updated, and its patch found none of them${said}`;
    return { skipped: { code: 'NOTHING_LEFT', text: lineOf(text, SAID) } };
  }
  const text = `no package has changed, and ${left} can still be updated${said}`;
  return { failure: failureOf('NOT_CHANGED', text, moment) };
}

/** It is kept out, where it was taken out. */
export function fail(record: HostRecord, failure: Failure, moment: Pick<Moment, 'now'>): HostRecord {
  return enter(record, 'failed', moment, { failure });
}

/** It is as it was before, and is brought in again. */
export function restore(
  record: HostRecord,
  moment: Pick<Moment, 'now'>,
  why: Pick<HostRecord, 'failure' | 'skipped'> = {},
): HostRecord {
  return enter(record, 'restoring', moment, why);
}
