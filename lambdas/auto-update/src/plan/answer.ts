import type { HostReport, StepResult } from '../host-report.ts';
import type { HostRecord } from '../host-record.ts';
import type { Moment } from './moment.ts';
import { withSaid } from './unwell.ts';

/**
 * What is known of the step that was asked last. `none`: nothing was asked. `waiting`: for it to be sent, or for its answer. `unsent`: SSM has
 * not taken it in all the time that it has. `running`: the host is still at it, and has to be asked again. `late`: its time is over.
 */
export type Answer =
  | { readonly kind: 'none' | 'waiting' | 'unsent' | 'running' | 'late' }
  | { readonly kind: 'lost'; readonly reason: string }
  | { readonly kind: 'answered'; readonly result: StepResult };

/** @param patience milliseconds after which an answer is not waited for any more */
export function answerOf(
  { id, step }: HostRecord,
  { view, now }: Pick<Moment, 'view' | 'now'>,
  patience: number,
): Answer {
  if (step === undefined) return { kind: 'none' };
  const isLate = now - step.at >= patience;
  // What the view has may be of the step before it.
  if (step.command === undefined) return { kind: isLate ? 'unsent' : 'waiting' };
  const outcome = view.steps[id];
  if (outcome === undefined || outcome.kind === 'pending') return { kind: isLate ? 'late' : 'waiting' };
  if (outcome.kind === 'lost') return outcome;
  if (outcome.result.step !== step.id)
    return { kind: 'lost', reason: `it has answered step ${outcome.result.step}` };
  if (outcome.result.result !== 'running') return outcome;
  return { kind: isLate ? 'late' : 'running' };
}

/** The same step is sent once more: the host does not do it again, but says what has come of it. */
export function sendAgain(record: HostRecord): HostRecord {
  const { step } = record;
  if (step === undefined) return record;
  return { ...record, step: { ...step, command: undefined, refused: undefined, mayRun: true } };
}

/** What SSM says to a step that it does not take. */
export function refusalOf({ step }: HostRecord): string {
  return step?.refused === undefined ? 'SSM has not taken it' : `SSM has not taken it: ${step.refused}`;
}

/** What AWS says to taking it out, or bringing it in; empty where it says nothing against it. */
export function withRefusal({ phase, refused }: HostRecord): string {
  return refused?.phase === phase ? `: ${refused.reason}` : '';
}

/** What it reported last; packages and their pin are those of its patch, which later steps do not know. */
export function withReport(record: HostRecord, report: HostReport, { now }: Pick<Moment, 'now'>): HostRecord {
  const { packages, morePackages, pin } = record.after ?? report;
  return { ...withSaid(record, report), heard: now, after: { ...report, packages, morePackages, pin } };
}

/** What it says is wrong. */
export function problemsOf({ problems }: HostReport): string {
  return problems.length === 0 ? 'it does not say why' : problems.join('; ');
}
