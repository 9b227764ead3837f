import { isPromoted } from './plan/pins.ts';
import type { RunReport } from './plan-types.ts';
import type { FleetState, Run } from './state.ts';
import { endNotice } from './words/notices.ts';

/**
 * The state after a run: without it, with what has become of it, and with what is to be told. A run that has done nothing and had no trouble is
 * silent. A release is promoted where all went well, and some host was updated or it came from another environment.
 */
export function endRun(
  state: FleetState,
  { run, report }: { readonly run: Run; readonly report: RunReport },
): FleetState {
  const { id, began, release } = run;
  const { ended, outcome, hosts } = report;
  const isQuiet =
    run.isTold !== true &&
    (outcome === 'done' || outcome === 'partly') &&
    hosts.every(({ result }) => result !== 'failed');
  // That of another environment may be there already: it is then proven by its hosts being as they are.
  const isProven =
    outcome === 'done' && (isPromoted(run) || hosts.some(({ result }) => result === 'updated'));
  return {
    ...state,
    run: undefined,
    last: { id, began, ended, outcome, release },
    held: [],
    outbox: isQuiet ? state.outbox : [...state.outbox, endNotice(report)],
    ...(isProven ? { promote: { release, at: ended } } : {}),
  };
}
