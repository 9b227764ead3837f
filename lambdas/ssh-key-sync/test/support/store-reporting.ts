import type { HostsSeen } from '../../src/hosts.ts';
import type { Change } from '../../src/plan-types.ts';
import type { Round } from '../../src/round.ts';
import type { RunReport } from '../../src/run-report.ts';
import { emptyState, type State } from '../../src/state.ts';
import { planOf } from './store-plans.ts';

export const NOW: number = Date.UTC(2026, 10, 22, 12);

/** A round that did nothing but what is given. */
export function roundOf(round: Partial<Round> = {}): Round {
  const state = emptyState(20_000);
  return {
    evidence: [],
    plan: planOf({ state }),
    work: { stored: undefined, state, isOurs: false },
    ...round,
  };
}

/** The report of a run that did nothing but what is given. */
export function reportOf({
  state,
  ...report
}: Partial<Omit<RunReport, 'state'>> & { readonly state?: Partial<State> } = {}): RunReport {
  return {
    outcomes: new Map(),
    asked: {
      claims: [],
      approvals: [],
      todo: [],
      isTick: true,
      wholeReads: new Set(),
      once: new Set(),
      outcomes: new Map(),
      ignored: 0,
    },
    state: { ...emptyState(20_000), ...state },
    rounds: [roundOf()],
    calls: 0,
    now: NOW,
    ...report,
  };
}

/** Hosts of which nothing is known but what is given. */
export function hostsSeen(hosts: Partial<HostsSeen> = {}): HostsSeen {
  return { hosts: {}, running: [], behind: [], failed: [], expired: [], done: [], failures: [], ...hosts };
}

export function changeOf(change: Partial<Change> = {}): Change {
  return {
    user: 'AIDAALICE',
    name: 'alice',
    login: 'alice',
    hostGroup: 'dev',
    what: 'login',
    why: 'left own:dev',
    ...change,
  };
}
