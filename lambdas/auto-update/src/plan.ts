import { beginRun } from './plan/begin-run.ts';
import { type Decided, decide } from './plan/decide.ts';
import { effectsOf } from './plan/effects.ts';
import { fleetNow, marginNow } from './plan/fleet-now.ts';
import { hasEnded } from './plan/phase-kinds.ts';
import { isToSee } from './plan/phases/failed.ts';
import { reportOf } from './plan/report.ts';
import { type Scene, sceneOf } from './plan/scene.ts';
import { standingOf } from './plan/standing.ts';
import { sinceSeen, watchedSince } from './plan/unseen.ts';
import { tellAbort, tellFailures, tellOldConfig, tellProgress, tellStop } from './plan/tell.ts';
import type { HostPlan, HostPlanInput } from './plan-types.ts';
import { endRun } from './run-end.ts';
import type { Run } from './state.ts';

/**
 * Decides what is done with the hosts of a fleet now. With the state and records that it answers with, and hosts as they were, it decides the
 * same again: whatever was not carried out is carried out by the next tick.
 */
export function planHosts(input: HostPlanInput): HostPlan {
  const ticked = { ...input, state: { ...input.state, ticked: input.now, seen: input.now } };
  if (input.state.run !== undefined) return planRun(input.state.run, ticked, input.state.seen);
  const beginning = beginRun(input);
  if ('run' in beginning) return planRun(beginning.run, ticked, input.now);
  const { view, following, records, now } = input;
  const counting = { view, records: new Map(), earlier: records, run: undefined, following };
  return {
    state: { ...ticked.state, held: beginning.held },
    records: [],
    effects: [],
    standing: standingOf(fleetNow(counting), {
      margin: marginNow(counting),
      hosts: view.hosts,
      recordOf: (id) => records[id],
      now,
    }),
  };
}

/** @param seen when the fleet was last looked at */
function planRun(written: Run, given: HostPlanInput, seen: number | undefined): HostPlan {
  const canariesDone = watchedSince(written.canariesDone, { seen, now: given.now });
  const begun = canariesDone === written.canariesDone ? written : { ...written, canariesDone };
  const known = sinceSeen(given.records, { run: begun.id, seen, now: given.now });
  const scene = sceneOf(begun, { ...given, records: known });
  const { input, hosts, before } = scene;
  const { state, following, view, now } = input;
  const aborting = tellAbort(begun, input);
  const edited = tellOldConfig(aborting.run, input);
  const decided = decide(edited.run, scene);
  const { records, held, hasStarted } = decided;
  const counting = { view, records, earlier: input.records, run: decided.run, following };
  const fleet = fleetNow(counting);
  const leastServing = Math.min(decided.run.leastServing ?? Infinity, fleet.serving);
  const { open, total } = openOf(decided, scene);
  const { run, told } = tellProgress(
    { ...decided.run, leastServing },
    { hasStarted, done: total - open, total, now },
  );
  const news = [
    ...aborting.told,
    ...edited.told,
    ...told,
    ...tellFailures(run, before, records),
    ...tellStop(begun, run, { records, now }),
  ];
  const next = { ...state, run, outbox: [...state.outbox, ...news], held };
  const all = [...records.values()];
  const common = {
    records: all.filter((record) => record !== given.records[record.id]),
    standing: standingOf(fleet, {
      margin: marginNow(counting),
      hosts: view.hosts,
      recordOf: (id) => records.get(id) ?? input.records[id],
      now,
    }),
  };
  if (open > 0)
    return { ...common, state: next, effects: effectsOf(all, hosts, { now, policy: following.policy }) };
  const report = reportOf(run, all, { ...input, floor: fleet.floor });
  return { ...common, state: endRun(next, { run, report }), effects: [], report };
}

/** How many hosts of a run have not ended. */
function openOf(
  { run, records, left }: Decided,
  { hosts }: Scene,
): { readonly open: number; readonly total: number } {
  let open = left;
  for (const record of records.values())
    if (!hasEnded(record) || (hosts.has(record.id) && isToSee(record, { run }))) open += 1;
  return { open, total: records.size + left };
}
