import type { HostReport, StepResult } from '../../host-report.ts';
import type { Held } from '../../held.ts';
import type { HostRecord } from '../../host-record.ts';
import type { Host } from '../../view.ts';
import { lineOf } from '../../words/bounded.ts';
import { answerOf, problemsOf, refusalOf, sendAgain } from '../answer.ts';
import { ask, enter, fail, failureOf, finish, skip } from '../enter.ts';
import type { Moment } from '../moment.ts';
import { isPromoted, pinFor } from '../pins.ts';
import { isUnknown, isUnreachable, noAgent } from '../reachable.ts';
import { ATTEMPTS, BLINK_PATIENCE, CHECK_AGAIN, CHECK_PATIENCE } from '../times.ts';
import { MINUTE } from '../../times.ts';
import { withSaid } from '../unwell.ts';
import { isWhole, notServing } from './waiting.ts';

/** Of what AWS says, in characters. */
const SAID = 200;
/** Those with apt or dnf. */
const FAMILIES = ['debian', 'ubuntu', 'amzn', 'rhel', 'rocky', 'almalinux', 'centos', 'fedora', 'ol'];

/** Still in service; asked what there is to update. */
export function checking(record: HostRecord, host: Host, moment: Moment): HostRecord {
  if (record.step?.command === undefined) {
    const why = record.step === undefined ? whyNotNow(host) : isUnreachable(host) ? noAgent(host) : undefined;
    if (why !== undefined) return notNow(record, host, why, moment);
    if (record.away !== undefined) return { ...record, away: undefined };
  }
  const answer = answerOf(record, moment, CHECK_PATIENCE);
  switch (answer.kind) {
    case 'none':
      return askCheck(record, moment, record.before?.platform);
    case 'waiting':
      return record;
    case 'unsent': {
      const text = `could not be asked in ${CHECK_PATIENCE / MINUTE} minutes: ${refusalOf(record)}`;
      return skip(record, { code: 'NOT_ASKED', text: lineOf(text, SAID) }, moment);
    }
    case 'running':
      return sendAgain(record);
    case 'late':
      return again(record, 'it has not answered in time', moment);
    case 'lost':
      return again(record, answer.reason, moment);
    case 'answered':
      break;
  }
  return answered(withSaid(record, answer.result.report), answer.result, moment);
}

function answered(record: HostRecord, { result, packages, report }: StepResult, moment: Moment): HostRecord {
  if (result === 'refused' && !isKnown(report.platform))
    return skip(
      record,
      { code: 'UNKNOWN_PLATFORM', text: `neither apt nor dnf updates it: ${report.platform || 'unknown'}` },
      moment,
    );
  if (result === 'refused' || result === 'failed') {
    if (record.attempts < ATTEMPTS) return asLater(record, moment, report.platform);
    const text = `cannot be checked: ${problemsOf(report)}`;
    return fail(record, failureOf('PATCH_FAILED', text, moment), moment);
  }
  // What is to be had depends on the pin, and that on the platform, which nobody knew.
  const pin = pinFor(moment.run, report.platform);
  if (isPromoted(moment.run) && pin !== (record.step?.pin ?? '') && record.attempts < ATTEMPTS)
    return askCheck(record, moment, report.platform);
  // Nobody else would see that it does not serve.
  if (!moment.hasService && !report.isHealthy && packages !== 'broken') {
    const text = lineOf(`not well: ${problemsOf(report)}`, SAID);
    return skip({ ...record, before: report, away: undefined }, { code: 'NOT_SERVING', text }, moment);
  }
  return hasWork(report, moment)
    ? enter(record, 'waiting', moment, { before: report })
    : finish({ ...record, before: report, after: report }, moment);
}

/** Why it is not asked yet, though it may be in a moment. */
export function whyNotNow(host: Host): Held | undefined {
  if (!isWhole(host)) return notServing(host);
  return isUnreachable(host) ? noAgent(host) : undefined;
}

/** It may only blink. One that SSM has never heard of does not. */
function notNow(record: HostRecord, host: Host, why: Held, moment: Moment): HostRecord {
  const { now } = moment;
  const { away = now } = record;
  if (now - away >= BLINK_PATIENCE || isUnknown(host)) return skip(record, why, moment);
  return record.away === undefined ? { ...record, away } : record;
}

/** @param platform where it is known */
export function askCheck(
  record: HostRecord,
  moment: Pick<Moment, 'run' | 'now'>,
  platform: string | undefined,
): HostRecord {
  return ask(record, 'check', moment, pinFor(moment.run, platform));
}

/** A mirror that is being brought up to date is whole again some minutes later. */
function asLater(record: HostRecord, moment: Moment, platform: string): HostRecord {
  const { now } = moment;
  const { heard = now, attempts } = record;
  if (now - heard >= attempts * CHECK_AGAIN)
    return { ...askCheck(record, moment, platform), heard: undefined };
  return record.heard === undefined ? { ...record, heard } : record;
}

function again(record: HostRecord, reason: string, moment: Moment): HostRecord {
  if (record.attempts < ATTEMPTS) return ask(record, 'check', moment, record.step?.pin);
  return fail(record, failureOf('NO_ANSWER', `no answer to its check: ${reason}`, moment), moment);
}

function isKnown(platform: string): boolean {
  return FAMILIES.some((family) => platform === family || platform.startsWith(`${family}-`));
}

function hasWork({ updates, needsReboot }: HostReport, { policy }: Moment): boolean {
  return updates > 0 || (needsReboot && policy.reboot !== 'never');
}
