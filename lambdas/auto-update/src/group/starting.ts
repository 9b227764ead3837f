import { heldBack } from '../held-back.ts';
import { failedStep } from './failed.ts';
import { refreshPreferences } from './preferences.ts';
import { groupProblems } from './problems.ts';
import { type GroupStep, type GroupWork, hasGivenUp, inPhase } from './step.ts';
import { MINUTE } from '../times.ts';

/** What was started a moment ago may not be shown yet. */
const UNSEEN = 2 * MINUTE;
/** AWS's clock and the table's may differ by so much. */
const CLOCKS = MINUTE;

/** The refresh is started once nothing holds it back. One that was started is known by its version, also where the answer was lost. */
export function startingStep(work: GroupWork): GroupStep {
  const { refresh, run, group, following, now } = work;
  const ours = ownRefresh(work);
  if (ours !== undefined) return { refresh: inPhase(work, 'refreshing', { refresh: ours }) };
  if (refresh.refused !== undefined) return failedStep(work, `the refresh was refused: ${refresh.refused}`);
  const isOver = run.isAborting === true || hasGivenUp(work);
  if (isOver && now - (refresh.asked ?? -Infinity) < UNSEEN) return { refresh };
  if (isOver) return { refresh, ends: run.isAborting === true ? 'aborted' : 'gave-up' };
  const { template, version } = refresh;
  // Somebody, such as a deployment, has given the group another version since: ours has to be made from that one.
  if (version === undefined || isMoved(work))
    return { refresh: inPhase(work, 'versioning', { version: undefined }) };
  const held = [
    ...heldBack({ ...work, policy: following.policy }),
    ...groupProblems(following, group, refresh.image),
  ];
  if (held.length > 0) return { refresh, held };
  const preferences = refreshPreferences({ fleet: following, group });
  return {
    refresh: { ...refresh, asked: now },
    effects: [{ kind: 'start', template, version, from: refresh.from.version, preferences }],
  };
}

function isMoved({ group: { template }, refresh }: GroupWork): boolean {
  if (template === undefined || !/^\d+$/u.test(template.version)) return false;
  return template.id !== refresh.template || template.version !== String(refresh.from.version);
}

function ownRefresh({ refresh, run, group }: GroupWork): string | undefined {
  if (refresh.refresh !== undefined) return refresh.refresh;
  return group.refreshes.find(
    ({ template, version, began }) =>
      template === refresh.template && version === String(refresh.version) && began >= run.began - CLOCKS,
  )?.id;
}
