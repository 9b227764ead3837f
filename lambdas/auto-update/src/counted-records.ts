import type { RunReport } from './plan-types.ts';
import type { FleetState } from './state.ts';
import type { HostRecord } from './host-record.ts';

type Records = Readonly<Record<string, HostRecord>>;

/** Hosts that came to their end with a tick. */
export interface CountedEnds {
  /** Hosts that were begun with, and are at their release since this tick. */
  readonly patched: number;
  readonly failed: number;
}

/** What a tick has done, in numbers. */
export interface CountedRecords extends CountedEnds {
  /** Hosts that wait while something holds them back. */
  readonly heldBack: number;
}

/** @param before as they were; `after` as they are, all of them */
export function countRecords(state: FleetState, before: Records, after: Records): CountedRecords {
  const all = Object.values(after);
  const news = all.filter(({ id, phase }) => before[id]?.phase !== phase);
  return {
    patched: news.filter(({ phase, begun }) => phase === 'done' && begun !== undefined).length,
    failed: news.filter(({ phase }) => phase === 'failed' || phase === 'gone').length,
    heldBack: state.held.length === 0 ? 0 : all.filter(({ phase }) => phase === 'waiting').length,
  };
}

/** The same of a group, whose hosts come to their end with its run. */
export function countReport({ hosts }: Pick<RunReport, 'hosts'>): CountedEnds {
  return {
    patched: hosts.filter(({ result }) => result === 'updated').length,
    failed: hosts.filter(({ result }) => result === 'failed' || result === 'gone').length,
  };
}
