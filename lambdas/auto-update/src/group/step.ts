import { DAY } from '../times.ts';
import type { GroupView, RefreshEffect, RefreshPlanInput } from '../groups.ts';
import type { RefreshState } from '../refresh-state.ts';
import type { Held } from '../held.ts';
import type { Run, RunOutcome } from '../state.ts';
import type { Told } from '../told.ts';

/** What a phase of a refresh is decided from. */
export interface GroupWork extends RefreshPlanInput {
  readonly run: Run;
  readonly refresh: RefreshState;
  readonly group: GroupView;
}

/** What comes of it. Where the phase has changed, the next one is asked at once. */
export interface GroupStep {
  readonly refresh: RefreshState;
  /** Changes of the run. */
  readonly run?: Partial<Run> | undefined;
  readonly effects?: readonly RefreshEffect[] | undefined;
  readonly held?: readonly Held[] | undefined;
  readonly told?: readonly Told[] | undefined;
  /** The run ends. */
  readonly ends?: RunOutcome | undefined;
}

export function inPhase(
  { refresh, now }: Pick<GroupWork, 'refresh' | 'now'>,
  phase: RefreshState['phase'],
  change: Partial<RefreshState> = {},
): RefreshState {
  return { ...refresh, ...change, phase, since: now };
}

/** Whether the run has had all the time that its policy gives it. */
export function hasGivenUp({ run, following, now }: Pick<GroupWork, 'run' | 'following' | 'now'>): boolean {
  return now - run.began >= following.policy.giveUpDays * DAY;
}

export function refreshOfRun({ id, refresh }: Run): RefreshState {
  if (refresh === undefined) throw new TypeError(`the run ${id} has no state of a refresh`);
  return refresh;
}
