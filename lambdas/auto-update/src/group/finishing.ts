import { counted } from '@kmscrypt/lambda';
import type { RefreshEffect } from '../groups.ts';
import type { RunOutcome } from '../state.ts';
import { failedStep, failureTold } from './failed.ts';
import { groupFloor } from './floor.ts';
import { keptBy, lackingHosts } from './lacking.ts';
import { type GroupStep, type GroupWork } from './step.ts';
import { MINUTE } from '../times.ts';

/** How long after the soak something may be missing, before the run ends without it. */
const PATIENCE = 60 * MINUTE;

/**
 * AWS is done, and nothing can be rolled back any more. The image is kept for the deployment as soon as the group has it, and the run ends
 * with the soak.
 */
export function finishingStep(work: GroupWork): GroupStep {
  const { refresh, run, following, now } = work;
  const soaked = refresh.since + (run.isAborting === true ? 0 : following.policy.soakMinutes * MINUTE);
  const { effects, missing: unkept } = keeping(work);
  const missing = run.isAborting === true ? unkept : (missingOf(work) ?? unkept);
  if (missing !== undefined && (now >= soaked + PATIENCE || refresh.refused !== undefined))
    return failedStep(work, missing, outcomeOf(work, 'partly'));
  if (missing === undefined && now >= soaked) {
    const { reason = unprovenBy(work) } = refresh;
    const isWhole = reason === undefined && lackingOf(work).length === 0;
    return { refresh: { ...refresh, reason }, ends: outcomeOf(work, isWhole ? 'done' : 'partly') };
  }
  return { ...firing(work), effects };
}

/** An alarm that fires now cannot be answered by a rollback: it is told, and the release goes no further. */
function firing({ refresh, run, gates, now }: GroupWork): Pick<GroupStep, 'refresh' | 'told'> {
  const next = { ...refresh, percent: 100 };
  if (gates.alarms.length === 0 || refresh.reason !== undefined) return { refresh: next };
  const reason = `after the refresh, when it cannot be rolled back any more, fired: ${gates.alarms.slice(0, 5).join(', ')}`;
  return { refresh: { ...next, reason }, told: [failureTold(run, reason, now)] };
}

function outcomeOf({ run }: GroupWork, otherwise: RunOutcome): RunOutcome {
  if (run.isAborting === true) return 'aborted';
  return run.stopped === 'gave-up' ? 'gave-up' : otherwise;
}

function lackingOf({ group, refresh }: GroupWork): ReturnType<typeof lackingHosts> {
  return lackingHosts(group.hosts, refresh.image.id);
}

/** In a group that was scaled down to nothing meanwhile, there is no host that could lack it, or run well with it. */
function unprovenBy({ group }: GroupWork): string | undefined {
  return group.hosts.length === 0 ? 'no host has run with it' : undefined;
}

function missingOf(work: GroupWork): string | undefined {
  const { group, following, refresh } = work;
  const { floor, size } = groupFloor(group, following.policy);
  const without = lackingOf(work).filter((host) => keptBy(host) === undefined);
  if (without.length > 0)
    return `${counted(without.length, 'host')} without the image, such as ${without[0]?.id}`;
  if (group.image !== refresh.image.id)
    return `somebody has given the group version ${group.template?.version ?? ''} of its template since, with another image`;
  const serving = group.hosts.filter(({ isServing }) => isServing).length;
  return serving < Math.min(size, Math.max(1, floor))
    ? `${serving} of ${counted(size, 'host')} serve`
    : undefined;
}

function keeping({ group, following, refresh }: GroupWork): {
  readonly effects: readonly RefreshEffect[];
  readonly missing?: string;
} {
  const { current } = following;
  const { image, refused } = refresh;
  if (current === undefined || group.current === image.id) return { effects: [] };
  const missing = `the parameter ${current} does not hold ${image.id}: the next deployment may undo it`;
  if (refused !== undefined) return { effects: [], missing: `${missing} (${refused})` };
  // With another image in the group's template, this one is not what the deployment should have.
  return { effects: group.image === image.id ? [{ kind: 'keep-image', image: image.id }] : [], missing };
}
