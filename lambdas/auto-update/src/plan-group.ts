import { beginning } from './group/beginning.ts';
import { endGroup } from './group/end.ts';
import { noted } from './group/noted.ts';
import { nextStep } from './group/phases.ts';
import { groupStanding, NO_STANDING } from './group/standing.ts';
import type { RefreshPlan, RefreshPlanInput } from './groups.ts';
import type { Run } from './state.ts';
import { startNotice } from './words/notices.ts';

/**
 * What a tick does with an Auto Scaling group: planned again from what it has written, and the same view, it has the same effects. Every run
 * ends: what AWS does not end is given up after the days of the policy.
 */
export function planGroup(input: RefreshPlanInput): RefreshPlan {
  const { state, following, group, now } = input;
  const standing =
    group === undefined ? NO_STANDING : groupStanding({ following, group, run: state.run, now });
  if (state.run !== undefined) return { ...underWay(input, state.run), standing };
  const { run, held } = beginning(input);
  if (run === undefined) return { state: { ...state, ticked: now, held }, effects: [], standing };
  const told = run.isTold === true ? [startNotice(run)] : [];
  const begun = { ...state, outbox: [...state.outbox, ...told] };
  return { ...underWay({ ...input, state: begun }, run), standing };
}

function underWay(input: RefreshPlanInput, was: Run): Omit<RefreshPlan, 'standing'> {
  const { state, now } = input;
  const { run: seen, told: remarks } = noted(input, was);
  const { refresh, run: change, effects = [], held = [], told = [], ends } = nextStep(input, seen);
  const run: Run = { ...seen, ...change, refresh };
  // A run that had nothing to do is silent.
  const outbox = run.isTold === true ? [...state.outbox, ...remarks, ...told] : state.outbox;
  if (ends !== undefined) return endGroup({ ...input, state: { ...state, outbox } }, run, ends);
  return { state: { ...state, run, outbox, held, ticked: now }, effects };
}
