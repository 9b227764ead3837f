import { endRun } from '../run-end.ts';
import type { RefreshPlan, RefreshPlanInput } from '../groups.ts';
import type { Run, RunOutcome } from '../state.ts';
import { groupReport } from './report.ts';
import { refreshOfRun } from './step.ts';

/** The state after the run, with its report. An image that all hosts have run well with goes on to the next environment, whoever brought it. */
export function endGroup(
  { state, environment, group, now }: RefreshPlanInput,
  run: Run,
  outcome: RunOutcome,
): Omit<RefreshPlan, 'standing'> {
  const report = groupReport({ environment, run, refresh: refreshOfRun(run), group, outcome, now });
  const next = endRun(state, { run, report });
  const promote = outcome === 'done' ? { promote: { release: run.release, at: now } } : {};
  return { state: { ...next, ...promote, ticked: now }, effects: [], report };
}
