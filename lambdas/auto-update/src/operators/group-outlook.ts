import { MINUTE } from '../times.ts';
import type { Policy } from '../config/policy.ts';
import { type RefreshPreferences, refreshPreferences } from '../group/preferences.ts';
import type { GroupView, RefreshEffect, RefreshPlanInput } from '../groups.ts';
import { planGroup } from '../plan-group.ts';
import type { Standing } from '../plan-types.ts';
import type { Image } from '../release.ts';
import type { RefreshState } from '../refresh-state.ts';
import type { Held } from '../held.ts';
import { nextOpening, type Opening, openUntil } from './openings.ts';
import { type RefreshTime, refreshTime } from './refresh-time.ts';
import { withoutHolds } from './without-holds.ts';

const DAYS_TO_BEGIN = 16;

/** What a run would do with an Auto Scaling group. */
export interface GroupOutlook {
  readonly kind: 'group';
  readonly fleet: string;
  readonly group: string;
  /** In milliseconds since the epoch, as all times. */
  readonly at: number;
  /** The run under way. */
  readonly run?: string | undefined;
  readonly standing: Standing;
  /** Why nothing is begun with now. */
  readonly held: readonly Held[];
  /** What people should know and holds nothing back. */
  readonly notes: readonly string[];
  /** Of the run under way. */
  readonly refresh?: RefreshState | undefined;
  readonly open?: Opening | undefined;
  readonly opens?: Opening | undefined;
  /** When the next run would begin; absent where none would, and while one is under way. */
  readonly begins?: number | undefined;
  /** What is done first, or next. */
  readonly effects: readonly RefreshEffect['kind'][];
  /** Of the group's own template. */
  readonly template?: GroupView['template'] | undefined;
  /** Images that hosts have now. */
  readonly images: Readonly<Record<string, number>>;
  /** What they would be brought to. */
  readonly image?: Image | undefined;
  readonly problem?: string | undefined;
  /** What AWS would be told. */
  readonly preferences?: RefreshPreferences | undefined;
  /** Of the policy: AWS watches those that the preferences name, each tick all of them. */
  readonly alarms: Policy['alarms'];
  /** How long a refresh would take; absent where no host would be replaced. */
  readonly time?: RefreshTime | undefined;
}

/** Goes on from now to the first tick that would begin a run. */
export function groupOutlookOf(
  input: RefreshPlanInput,
  { plan = planGroup }: { readonly plan?: typeof planGroup } = {},
): GroupOutlook {
  const { following, state, now, group } = input;
  const { windows, alarms } = following.policy;
  const current = plan(input);
  const begun = state.run === undefined ? beginningOf(withoutHolds(input), plan) : undefined;
  const { image, problem } = broughtTo(input);
  return {
    kind: 'group',
    fleet: following.name,
    group: following.group,
    at: now,
    run: state.run?.id,
    standing: current.standing,
    held: current.state.held,
    notes: input.gates.notes ?? [],
    refresh: state.run?.refresh,
    open: openUntil(windows, now),
    opens: nextOpening(windows, now),
    begins: begun?.at,
    effects: begun?.effects ?? (state.run === undefined ? [] : current.effects.map(({ kind }) => kind)),
    template: group?.template,
    images: imagesOf(group),
    ...(group === undefined ? {} : { preferences: refreshPreferences({ fleet: following, group }) }),
    alarms,
    time: group === undefined || image === undefined ? undefined : refreshTime(following, group, image),
    image,
    problem,
  };
}

/** As long as the environment before has nothing for it, what the parameter holds is not what hosts would get. */
function broughtTo({ releases, group }: RefreshPlanInput): Pick<GroupOutlook, 'image' | 'problem'> {
  return releases.kind === 'none' ? { problem: releases.reason } : (group?.newest ?? {});
}

interface Begun {
  readonly at: number;
  readonly effects: readonly RefreshEffect['kind'][];
}

function beginningOf(input: RefreshPlanInput, plan: typeof planGroup): Begun | undefined {
  const { windows } = input.following.policy;
  const last = input.now + DAYS_TO_BEGIN * 24 * 60 * MINUTE;
  for (let { now } = input; now <= last;) {
    const planned = plan({ ...input, now });
    const began = planned.state.run?.began ?? planned.report?.began;
    if (began !== undefined) return { at: began, effects: planned.effects.map(({ kind }) => kind) };
    const isOpen = openUntil(windows, now) !== undefined;
    now = isOpen ? now + 10 * MINUTE : (nextOpening(windows, now)?.at ?? last + 1);
  }
  return undefined;
}

function imagesOf(group: GroupView | undefined): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { image } of group?.hosts ?? []) counts[image] = (counts[image] ?? 0) + 1;
  return counts;
}
