import type { RefreshPlanInput } from '../groups.ts';
import type { RefreshState } from '../refresh-state.ts';
import type { Run } from '../state.ts';
import { noGroup } from './beginning.ts';
import { failedStep } from './failed.ts';
import { refreshingStep } from './refreshing.ts';
import { rollingBackStep } from './rolling-back.ts';
import { startingStep } from './starting.ts';
import { type GroupStep, type GroupWork, refreshOfRun } from './step.ts';
import { verifyingStep } from './verifying.ts';
import { versioningStep } from './versioning.ts';

const STEPS: Readonly<Record<RefreshState['phase'], (work: GroupWork) => GroupStep>> = {
  versioning: versioningStep,
  starting: startingStep,
  refreshing: refreshingStep,
  verifying: verifyingStep,
  'rolling-back': rollingBackStep,
};

/** As far as what is seen allows: a phase that leads into another is followed by that one at once. */
export function nextStep(input: RefreshPlanInput, run: Run): GroupStep {
  const { group, following } = input;
  const refresh = refreshOfRun(run);
  if (group === undefined) return failedStep({ ...input, run, refresh }, noGroup(following.group).text);
  const step = STEPS[refresh.phase]({ ...input, group, run, refresh });
  if (step.refresh.phase === refresh.phase) return step;
  // What was refused was of the phase before.
  const entered: Run = { ...run, ...step.run, refresh: { ...step.refresh, refused: undefined } };
  const next = nextStep(input, entered);
  return {
    ...next,
    run: { ...step.run, ...next.run },
    told: [...(step.told ?? []), ...(next.told ?? [])],
  };
}
