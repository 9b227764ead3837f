import type { RunOutcome } from '../state.ts';
import { failedStep } from './failed.ts';
import { shownRefresh, unseenStep } from './refreshing.ts';
import { type GroupStep, type GroupWork, inPhase } from './step.ts';
import { DAY } from '../times.ts';

/** The group is brought back to what it was, by AWS; asked for until it surely is under way. */
export function rollingBackStep(work: GroupWork): GroupStep {
  const { refresh, run, following, now } = work;
  const shown = shownRefresh(work);
  if (shown === undefined) return unseenStep(work);
  const { id, status, reason = '' } = shown;
  if (status === 'RollbackSuccessful') return { refresh, ends: outcomeOf(work) };
  // It was faster than the wish to roll it back: every host has the image, and there is nothing to go back from.
  if (status === 'Successful') return { refresh: inPhase(work, 'verifying') };
  if (status === 'RollbackFailed')
    return failedStep(work, `the rollback has failed, hosts may have either image: ${reason}`);
  if (status === 'Failed' || status === 'Cancelled') {
    const what = `not rolled back, hosts may have either image: ${reason || status}`;
    return failedStep(work, what, run.isAborting === true ? 'aborted' : 'stopped');
  }
  if (now - refresh.since >= following.policy.giveUpDays * DAY)
    return failedStep(work, 'the rollback has not ended in time, hosts may have either image');
  if (status === 'RollbackInProgress' || status === 'Cancelling') return { refresh };
  // AWS cannot roll it back: then at least no further host is replaced.
  const kind = refresh.refused === undefined ? 'roll-back' : 'cancel';
  return { refresh, effects: [{ kind, refresh: id }] };
}

function outcomeOf({ run }: GroupWork): RunOutcome {
  if (run.isAborting === true) return 'aborted';
  return run.stopped === 'gave-up' ? 'gave-up' : 'rolled-back';
}
