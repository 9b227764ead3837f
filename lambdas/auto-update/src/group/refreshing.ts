import { progressNotice } from '../words/notices.ts';
import type { Refresh } from '../groups.ts';
import { failedStep, failureTold } from './failed.ts';
import { type GroupStep, type GroupWork, hasGivenUp, inPhase } from './step.ts';
import { MINUTE } from '../times.ts';

/** A refresh that is not shown for so long will not be. */
const UNSEEN = 30 * MINUTE;
/** In percent. */
const PROGRESS = 25;

/** AWS replaces hosts; what fires, or an operator, makes it roll back. */
export function refreshingStep(work: GroupWork): GroupStep {
  const { refresh } = work;
  const shown = shownRefresh(work);
  if (shown === undefined) return unseenStep(work);
  const { status, reason = '' } = shown;
  if (status.startsWith('Rollback'))
    return rollingBack(work, `AWS rolls it back: ${reason === '' ? status : reason}`);
  if (status === 'Successful' || status === 'Baking') return { refresh: inPhase(work, 'verifying') };
  if (status === 'Failed') return failedStep(work, `the refresh has failed: ${reason}`);
  if (status === 'Cancelled') return failedStep(work, 'somebody has cancelled the refresh');
  // It ends by itself; there is nothing that could be rolled back.
  if (status === 'Cancelling') return { refresh };
  const why = reasonToRollBack(work);
  return why === undefined ? progressStep(work, shown) : rollingBack(work, why);
}

/** The refresh of this run, where AWS shows it. */
export function shownRefresh({ refresh, group }: GroupWork): Refresh | undefined {
  return group.refreshes.find(({ id }) => id === refresh.refresh);
}

export function unseenStep(work: GroupWork): GroupStep {
  const { refresh, now } = work;
  if (now - refresh.since < UNSEEN) return { refresh };
  return failedStep(work, `AWS does not show the refresh ${refresh.refresh ?? ''} any more`);
}

/** AWS watches ten alarms by name at most; the others of the policy are watched here, with each tick. */
export function reasonToRollBack({ run, gates, ...work }: GroupWork): string | undefined {
  if (run.isAborting === true) return 'it was aborted';
  if (gates.alarms.length > 0) return `firing: ${gates.alarms.slice(0, 5).join(', ')}`;
  return hasGivenUp({ run, ...work }) ? 'it has not ended in time' : undefined;
}

export function rollingBack(work: GroupWork, reason: string): GroupStep {
  const { run, now } = work;
  const stopped = run.isAborting !== true && hasGivenUp(work) ? { stopped: 'gave-up' as const } : {};
  return {
    refresh: inPhase(work, 'rolling-back', { reason }),
    run: stopped,
    // Who has aborted it has been told.
    told: run.isAborting === true ? [] : [failureTold(run, `rolled back: ${reason}`, now)],
  };
}

function progressStep({ refresh, run, group, now }: GroupWork, { percent }: Refresh): GroupStep {
  const reached = Math.floor(percent / PROGRESS) * PROGRESS;
  const next = { ...refresh, percent };
  if (reached <= (run.told ?? 0) || reached >= 100) return { refresh: next };
  const done = Math.floor((group.desired * percent) / 100);
  return {
    refresh: next,
    run: { told: reached },
    told: [progressNotice(run, { done, total: group.desired, now })],
  };
}
