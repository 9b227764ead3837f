import type { RefreshEffect } from '../groups.ts';
import { tellAbort } from '../plan/tell.ts';
import type { RunReport } from '../plan-types.ts';
import { endRun } from '../run-end.ts';
import type { FleetState, Run } from '../state.ts';
import { releaseText } from '../words/release-text.ts';
import { ending, ENDING, noted, type Unseen } from './noted.ts';

/** What a tick does with a group that it cannot look at. */
export interface BlindGroupPlan {
  readonly state: FleetState;
  readonly effects: readonly RefreshEffect[];
  readonly report?: RunReport | undefined;
}

/** As with hosts: a run that has to end asks for its refresh to be rolled back for a while, and ends, whatever comes of it. */
export function planBlindGroup(input: Unseen): BlindGroupPlan {
  const state = noted(input);
  if (state.run === undefined || state.blind === undefined) return { state, effects: [] };
  const told = tellAbort(state.run, input);
  const run = ending(told.run, { ...input, state });
  if (run === undefined) return { state, effects: [] };
  const since = state.blind.ending ?? input.now;
  const blind = { ...state.blind, ending: since };
  const next = { ...state, run, blind, outbox: [...state.outbox, ...told.told] };
  const refresh = run.refresh?.refresh;
  if (refresh !== undefined && input.now - since < ENDING)
    return { state: next, effects: [{ kind: 'roll-back', refresh }] };
  const report = reportOf(run, input);
  const { ending: _over, ...still } = blind;
  return { state: endRun({ ...next, blind: still }, { run, report }), effects: [], report };
}

function reportOf(
  { id, began, fleet, isAborting, release, refresh }: Run,
  { environment, reason, now }: Unseen,
): RunReport {
  const why = `the group could not be looked at; its refresh may go on: ${reason}`;
  return {
    format: 1,
    run: id,
    environment,
    fleet: fleet.name,
    mode: fleet.mode,
    began,
    ended: now,
    outcome: isAborting ? 'aborted' : 'gave-up',
    release: releaseText(release, release.id !== id),
    hosts: (refresh?.before ?? []).map(({ id: host, name, zone }) => ({
      id: host,
      ...(name === undefined ? {} : { name }),
      zone,
      result: 'left out',
      why,
      isOut: false,
      packages: 0,
      changes: [],
      hasRebooted: false,
    })),
  };
}
