import { isPromoted } from './plan/pins.ts';
import type { HostLine, RunReport } from './plan-types.ts';
import type { Release } from './release.ts';
import type { FleetState, Run } from './state.ts';
import { endNotice } from './words/notices.ts';

/** Of hosts that show that a release runs well. */
const WELL: ReadonlySet<HostLine['result']> = new Set(['updated', 'nothing to do']);

/**
 * The state after a run: without it, with what has become of it, and with what is to be told. A run that has done nothing and had no trouble is
 * silent. A release is promoted where all went well, and some host was updated or it came from another environment; where hosts had nothing to do,
 * the one that they have run well with is confirmed.
 */
export function endRun(
  state: FleetState,
  { run, report }: { readonly run: Run; readonly report: RunReport },
): FleetState {
  const { id, began, release } = run;
  const { ended, outcome, hosts, reason } = report;
  const isQuiet =
    run.isTold !== true &&
    reason === undefined &&
    (outcome === 'done' || outcome === 'partly') &&
    hosts.every(({ result }) => result !== 'failed');
  const proven = provenBy(state, { run, report });
  const isWell = outcome === 'done' && (isPromoted(run) || hosts.some(({ result }) => WELL.has(result)));
  return {
    ...state,
    run: undefined,
    last: { id, began, ended, outcome, release },
    held: [],
    outbox: isQuiet ? state.outbox : [...state.outbox, endNotice(report)],
    proven,
    ...(isWell && proven !== undefined ? { promote: { release: proven, at: ended } } : {}),
  };
}

/** What hosts are known to run well with after the run. Of an image it is said by endGroup. */
function provenBy(
  { proven }: FleetState,
  { run, report: { outcome, hosts } }: { readonly run: Run; readonly report: RunReport },
): Release | undefined {
  if (run.fleet.mode === 'refresh') return undefined;
  const isAnyUpdated = hosts.some(({ result }) => result === 'updated');
  const isAnyFailed = hosts.some(({ result }) => result === 'failed');
  // That of another environment may be there already: it is then proven by its hosts being as they are.
  if (outcome === 'done' && (isPromoted(run) || isAnyUpdated)) return run.release;
  // One that has failed may have got something else, too.
  return isAnyUpdated || isAnyFailed ? undefined : proven;
}
