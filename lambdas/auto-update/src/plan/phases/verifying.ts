import type { HostRecord } from '../../host-record.ts';
import { answerOf, problemsOf, refusalOf, withReport } from '../answer.ts';
import { ask, enter, fail, failureOf, notChanged, restore } from '../enter.ts';
import type { Moment } from '../moment.ts';
import { REBOOT_AGAIN, VERIFY_PATIENCE } from '../times.ts';
import { MINUTE } from '../../times.ts';
import { hasChanged } from '../updates-left.ts';
import { askReboot } from './rebooting.ts';

/** Out of service still; asked for its health until it is well and, where it had to, has rebooted. */
export function verifying(record: HostRecord, moment: Moment): HostRecord {
  const { now, policy } = moment;
  const heard = withAnswer(record, moment);
  if (heard !== record && isWell(heard, moment)) {
    if (hasChanged(heard)) return enter(heard, 'bringing-in', moment);
    // It is as it was before its patch: a boot may undo one.
    return restore(heard, moment, notChanged(heard, moment));
  }
  if (now - record.since >= policy.rebootMinutes * MINUTE) return fail(heard, whyNot(heard, moment), moment);
  if (heard === record && isAwaited(record, moment)) return record;
  return mayRebootAgain(heard, moment) ? askReboot(heard, moment) : ask(heard, 'health', moment);
}

/** Its answer, in the record; the record itself where there is none. */
function withAnswer(record: HostRecord, moment: Moment): HostRecord {
  if (record.step?.action !== 'health') return record;
  const answer = answerOf(record, moment, VERIFY_PATIENCE);
  return answer.kind === 'answered' ? withReport(record, answer.result.report, moment) : record;
}

/** A reboot is over with its being sent; of a host that is away nothing is lost by asking again. */
function isAwaited(record: HostRecord, moment: Moment): boolean {
  const { step } = record;
  if (step?.action === 'reboot') return step.command === undefined;
  const { kind } = answerOf(record, moment, VERIFY_PATIENCE);
  return kind === 'waiting' || kind === 'unsent';
}

function isWell({ after, reboot }: HostRecord, { policy }: Moment): boolean {
  if (after === undefined || !after.isHealthy) return false;
  if (reboot !== undefined && after.boot === reboot.boot) return false;
  return !after.needsReboot || policy.reboot === 'never';
}

function mayRebootAgain({ heard, after, reboot }: HostRecord, { now }: Moment): boolean {
  return (
    reboot !== undefined && heard === now && after?.boot === reboot.boot && now - reboot.at >= REBOOT_AGAIN
  );
}

function whyNot(record: HostRecord, moment: Moment) {
  const { heard, after, reboot, step } = record;
  const { rebootMinutes } = moment.policy;
  const within = `within ${rebootMinutes} minutes`;
  if (heard === undefined || after === undefined) {
    const why = step?.refused === undefined ? '' : `: ${refusalOf(record)}`;
    return reboot === undefined
      ? failureOf('NO_ANSWER', `did not say how it is ${within}${why}`, moment)
      : failureOf('REBOOT_TIMEOUT', `did not come back from its reboot ${within}${why}`, moment);
  }
  if (reboot !== undefined && after.boot === reboot.boot)
    return failureOf('NOT_REBOOTED', `did not reboot ${within}`, moment);
  if (!after.isHealthy) return failureOf('UNHEALTHY', `not well ${within}: ${problemsOf(after)}`, moment);
  return failureOf('UNHEALTHY', 'needs another reboot after its reboot', moment);
}
