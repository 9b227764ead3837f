import type { StepResult } from '../../host-report.ts';
import type { HostRecord } from '../../host-record.ts';
import type { Step } from '../../step.ts';
import { answerOf, problemsOf, refusalOf, sendAgain, withReport } from '../answer.ts';
import { ask, enter, fail, failureOf, notChanged, restore } from '../enter.ts';
import type { Moment } from '../moment.ts';
import { pinFor } from '../pins.ts';
import { ATTEMPTS, HEALTH_PATIENCE, PATCH_SLACK } from '../times.ts';
import { MINUTE } from '../../times.ts';
import { hasChanged } from '../updates-left.ts';

/** Its packages are updated; nothing reboots. */
export function patching(record: HostRecord, moment: Moment): HostRecord {
  const { policy, run, now } = moment;
  if (isSurelyUnsent(record, now)) {
    if (run.isAborting) return restore(record, moment);
    if (isRefusedForLong(record, now))
      return restore(record, moment, { failure: noAnswer(refusalOf(record), moment) });
  }
  const answer = answerOf(record, moment, policy.patchMinutes * MINUTE + PATCH_SLACK);
  switch (answer.kind) {
    case 'none':
      return askPatch(record, moment);
    case 'waiting':
      return sentOnceMore(record, now);
    case 'running':
      return { ...sendAgain(record), heard: now };
    case 'unsent':
      return fail(record, noAnswer(refusalOf(record), moment), moment);
    case 'late':
      return fail(record, noAnswer(`not in ${policy.patchMinutes} minutes`, moment), moment);
    case 'lost': {
      if (record.attempts >= ATTEMPTS) return fail(record, noAnswer(answer.reason, moment), moment);
      // Another id could begin a second patch beside one that is still at it.
      const { attempts, step } = sendAgain(record);
      return { ...record, attempts: attempts + 1, step: step && { ...step, at: now } };
    }
    case 'answered':
      break;
  }
  return patched(record, answer.result, moment);
}

function askPatch(record: HostRecord, moment: Moment): HostRecord {
  return ask(record, 'patch', moment, pinFor(moment.run, record.before?.platform));
}

/** Whether the host cannot have it: it has not been sent yet, or SSM refused it each time. */
function isSurelyUnsent({ step }: HostRecord, now: number): boolean {
  if (step === undefined) return true;
  if (step.command !== undefined || step.mayRun) return false;
  return step.refused !== undefined || isOfNow(step, now);
}

function isRefusedForLong({ step }: HostRecord, now: number): boolean {
  return step?.refused !== undefined && now - step.at >= HEALTH_PATIENCE;
}

/** What a refusal says is true up to the next sending alone: a tick that sends it may end before it can say what came of it. */
function sentOnceMore(record: HostRecord, now: number): HostRecord {
  const { step } = record;
  if (step === undefined || step.command !== undefined) return record;
  if (step.refused !== undefined) return { ...record, step: { ...step, refused: undefined, tried: now } };
  return step.mayRun || isOfNow(step, now) ? record : { ...record, step: { ...step, mayRun: true } };
}

/** This tick gives it to SSM for the first time, or after a refusal. */
function isOfNow({ at, tried = at }: Step, now: number): boolean {
  return tried >= now;
}

function patched(record: HostRecord, { result, packages, report }: StepResult, moment: Moment): HostRecord {
  const { policy, run } = moment;
  // Nothing was begun there; another step, as it may be asked again.
  const isBusy = result === 'refused' && packages === 'unchanged';
  if (isBusy && !run.isAborting && record.attempts < ATTEMPTS) return askPatch(record, moment);
  // The packages that it names are those of this patch: nothing from before is kept.
  const known = withReport({ ...record, after: undefined }, report, moment);
  if (result === 'failed' || result === 'refused' || packages === 'broken') {
    const text = `patch ${result}, packages ${packages}: ${problemsOf(report)}`;
    const failure = failureOf('PATCH_FAILED', text, moment);
    return packages === 'unchanged' ? restore(known, moment, { failure }) : fail(known, failure, moment);
  }
  if (!hasChanged(known)) return restore(known, moment, notChanged(known, moment));
  if (run.isAborting) {
    if (report.isHealthy) return restore(known, moment);
    const text = `the run was aborted, and it is not well after its patch: ${problemsOf(report)}`;
    return fail(known, failureOf('UNHEALTHY', text, moment), moment);
  }
  const isRebootDue = policy.reboot === 'always' || (policy.reboot === 'when-needed' && report.needsReboot);
  if (isRebootDue) return enter(known, 'rebooting', moment);
  return report.isHealthy ? enter(known, 'bringing-in', moment) : enter(known, 'verifying', moment);
}

function noAnswer(reason: string, moment: Moment) {
  return failureOf('NO_ANSWER', `no answer to its patch: ${reason}`, moment);
}
