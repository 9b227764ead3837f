import type { RefreshEffect } from '../groups.ts';
import type { RefreshState } from '../refresh-state.ts';
import { failedStep } from './failed.ts';
import { groupProblems } from './problems.ts';
import { sourceOf } from './source.ts';
import { type GroupStep, type GroupWork, hasGivenUp, inPhase } from './step.ts';

/** The version with the image is made from the one that the group has now: what a deployment has changed there last is in it. */
export function versioningStep(work: GroupWork): GroupStep {
  const { refresh, run, group, following } = work;
  if (run.isAborting === true) return { refresh, ends: 'aborted' };
  if (hasGivenUp(work)) return { refresh, ends: 'gave-up' };
  if (refresh.refused !== undefined)
    return failedStep(work, `no version of the launch template could be made: ${refresh.refused}`);
  const from = sourceOf(group);
  if (from === undefined || group.template === undefined)
    return { refresh, held: groupProblems(following, group, refresh.image) };
  const { id: template } = group.template;
  if (from.image === refresh.image.id)
    return { refresh: inPhase(work, 'starting', { template, from, version: from.version }) };
  if (template !== refresh.template || from.version !== refresh.from.version) {
    const next = { ...refresh, template, from, version: undefined };
    return { refresh: next, effects: [makeVersion(run.id, next)] };
  }
  if (refresh.version !== undefined) return { refresh: inPhase(work, 'starting') };
  return { refresh, effects: [makeVersion(run.id, refresh)] };
}

/**
 * The token is the same for the same version, so that one that is made again is the same. It is one of the account: another template has
 * another one. EC2 takes 128 characters; it has 120 at most.
 */
function makeVersion(run: string, { template, from, image }: RefreshState): RefreshEffect {
  const token = `${run}-${template}-${from.version}-${image.id}`;
  return { kind: 'make-version', template, source: from.version, image: image.id, token };
}
