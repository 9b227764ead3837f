import type { Run, RunOutcome } from '../state.ts';
import type { Told } from '../told.ts';
import { failureNotice } from '../words/notices.ts';
import type { GroupStep, GroupWork } from './step.ts';

/** The run cannot go on. */
export function failedStep(
  work: Pick<GroupWork, 'run' | 'refresh' | 'now'>,
  reason: string,
  ends: RunOutcome = 'stopped',
): GroupStep {
  const { refresh, run, now } = work;
  return { refresh: { ...refresh, reason }, told: [failureTold(run, reason, now)], ends };
}

export function failureTold(run: Run, text: string, at: number): Told {
  return failureNotice(run, { code: 'REFRESH_FAILED', text, at });
}
