import { timeText } from '@kmscrypt/lambda';
import { isAsked, isDue } from '../due.ts';
import type { GroupView, RefreshPlanInput } from '../groups.ts';
import { heldBack } from '../held-back.ts';
import type { Image } from '../release.ts';
import type { FleetState, Run } from '../state.ts';
import type { Held } from '../held.ts';
import { newRun } from './begin.ts';
import { lackingHosts } from './lacking.ts';
import { groupProblems } from './problems.ts';
import { DAY } from '../times.ts';
import { refused } from './template-problems.ts';

export interface Beginning {
  readonly run?: Run | undefined;
  /** Why there is none. Empty: none is due, or there is nothing to do. */
  readonly held: readonly Held[];
}

/** The run that begins now, where one is due and nothing speaks against it. */
export function beginning(input: RefreshPlanInput): Beginning {
  const { fleet, following, state, control, group, now } = input;
  const { policy } = following;
  if (fleet === undefined) return { held: [] };
  const held = heldBack({ ...input, policy });
  if (!isDue({ state, control, now, policy })) return { held };
  if (group === undefined) return { held: [noGroup(following.group), ...held] };
  const { newest } = group;
  if ('problem' in newest) return { held: [refused(newest.problem), ...held] };
  const { image } = newest;
  const isThere = isBrought(group, image);
  const isAskedFor = isAsked(control, state.last, now);
  if (isThere && !isAskedFor && isDone(state, image)) return { held: [] };
  const all = [
    ...(isThere ? [] : groupProblems(following, group, image)),
    ...(isAskedFor ? [] : triedBefore(input, image)),
    ...held,
  ];
  return all.length > 0 ? { held: all } : { run: newRun(input, group, { image, isThere }), held: [] };
}

/** What hosts have, and what new ones get. A group without hosts shows nothing of an image. */
function isBrought({ hosts, image: template }: GroupView, { id }: Image): boolean {
  return hosts.length > 0 && lackingHosts(hosts, id).length === 0 && template === id;
}

/** A run has ended well with it, and nothing has gone wrong since: else the next one that is due confirms it to the next environment. */
function isDone({ last, disturbed = -Infinity }: FleetState, { id }: Image): boolean {
  return last?.outcome === 'done' && last.release.image?.id === id && disturbed < last.ended;
}

/** An image that did not go well is not tried again each night. */
function triedBefore({ state: { last }, following, now }: RefreshPlanInput, image: Image): readonly Held[] {
  if (last === undefined || last.release.image?.id !== image.id) return [];
  if (!['rolled-back', 'stopped', 'gave-up'].includes(last.outcome)) return [];
  const again = last.ended + following.policy.giveUpDays * DAY;
  if (now >= again) return [];
  return [
    refused(
      `${image.id} was tried by ${last.id} (${last.outcome}), and is tried again from ${timeText(again)}: name another image, or ask for a run`,
    ),
  ];
}

export function noGroup(name: string): Held {
  return { code: 'NO_HOSTS', text: `there is no Auto Scaling group ${name}: give its name in the config` };
}
