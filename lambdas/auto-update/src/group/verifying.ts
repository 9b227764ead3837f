import { failedStep } from './failed.ts';
import { finishingStep } from './finishing.ts';
import { reasonToRollBack, rollingBack, shownRefresh, unseenStep } from './refreshing.ts';
import { type GroupStep, type GroupWork, inPhase } from './step.ts';

/** Every host has the image, and serves, for as long as the soak; AWS bakes meanwhile, so that it can be rolled back still. */
export function verifyingStep(work: GroupWork): GroupStep {
  const { refresh } = work;
  const shown = shownRefresh(work);
  // Where all hosts had the image already, there never was one.
  if (refresh.refresh !== undefined && shown === undefined) return unseenStep(work);
  const { status, reason } = shown ?? { status: 'Successful' };
  if (status === 'Successful') return finishingStep(work);
  if (status.startsWith('Rollback')) return rollingBack(work, `AWS rolls it back: ${reason ?? status}`);
  if (status === 'Failed' || status === 'Cancelled')
    return failedStep(work, `the refresh was ended: ${reason ?? status}`);
  // A group that has grown meanwhile may go on with replacing.
  if (status !== 'Baking') return { refresh: inPhase(work, 'refreshing') };
  const why = reasonToRollBack(work);
  return why === undefined ? { refresh: { ...refresh, percent: 100 } } : rollingBack(work, why);
}
