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
  /** See heldBackOf. */
  readonly heldBack: number;
}

/** @param before as they were; `after` as they are, all of them; `size` hosts of the fleet; `isDue` whether a run is */
export function countRecords(
  state: FleetState,
  {
    before,
    after,
    size,
    isDue,
  }: {
    readonly before: Records;
    readonly after: Records;
    readonly size: number;
    readonly isDue: boolean;
  },
): CountedRecords {
  const all = Object.values(after);
  const news = all.filter(({ id, phase }) => before[id]?.phase !== phase);
  return {
    patched: news.filter(({ phase, begun }) => phase === 'done' && begun !== undefined).length,
    failed: news.filter(
      ({ phase, failure }) => phase === 'failed' || (phase === 'gone' && failure !== undefined),
    ).length,
    heldBack: heldBackOf(state, {
      size,
      isDue,
      waiting: all.filter(({ phase }) => phase === 'waiting').length,
    }),
  };
}

/** Hosts that something holds back: all of them where a run is due and may not begin; of a run those that wait. */
export function heldBackOf(
  { run, held }: Pick<FleetState, 'run' | 'held'>,
  { size, isDue, waiting }: { readonly size: number; readonly isDue: boolean; readonly waiting: number },
): number {
  if (held.length === 0) return 0;
  if (run !== undefined) return waiting;
  return isDue ? size : 0;
}

/** The same of a group, whose hosts come to their end with its run. */
export function countReport({ hosts }: Pick<RunReport, 'hosts'>): CountedEnds {
  return {
    patched: hosts.filter(({ result }) => result === 'updated').length,
    failed: hosts.filter(({ result }) => result === 'failed' || result === 'gone').length,
  };
}
