import type { RunReport } from '../../../src/plan-types.ts';
import type { Saved, Store } from '../../../src/ports.ts';
import type { Control } from '../../../src/control.ts';
import { EMPTY_STATE, type FleetState } from '../../../src/state.ts';
import type { HostRecord } from '../../../src/host-record.ts';

/** What the table has of a fleet. */
export interface StoredFleet {
  state: FleetState;
  control: Control;
  records: Readonly<Record<string, HostRecord>>;
  reports: readonly RunReport[];
  /** Of the last take. */
  fence: number;
  /** When it ends; absent: it was given back. */
  until?: number | undefined;
}

export interface MemoryTable {
  readonly fleets: Map<string, StoredFleet>;
}

/** The names of what is asked of the table. */
export type TableCall = 'take' | 'look' | 'wish' | 'reports' | 'active' | 'lastTicks' | 'save' | 'release';

export interface MemoryStoreOptions {
  readonly table: MemoryTable;
  /** Of the table, in milliseconds since the epoch. */
  readonly now: () => number;
  /** What the Lambda's clock is wrong by, in milliseconds; default 0. */
  readonly clockOff?: number | undefined;
  /**
   * Makes a step that is done in one piece: it may fail before or after it, or stand still. Default: it is done.
   *
   * @param signal where it has ended, nothing is done
   */
  readonly step?: (<T>(name: TableCall, signal: AbortSignal, deed: () => T) => Promise<T>) | undefined;
  /** Is told of what has been taken, and of what is about to be written. Default nobody is. */
  readonly watch?: TableWatch | undefined;
  /** Lets older fences write; for mutants. */
  readonly hasNoFence?: true | undefined;
}

export interface TableWatch {
  taken?(fleet: string, fence: number): void;
  saving?(fleet: string, fence: number, saved: Saved, stored: StoredFleet): void;
}

const LEASE = 180_000;
/** Of a transaction, besides the header. */
const RECORDS_AT_ONCE = 99;

export function createTable(): MemoryTable {
  return { fleets: new Map() };
}

export function fleetOf(table: MemoryTable, name: string): StoredFleet {
  const found = table.fleets.get(name);
  if (found !== undefined) return found;
  const made: StoredFleet = {
    state: EMPTY_STATE,
    control: { format: 1 },
    records: {},
    reports: [],
    fence: 0,
  };
  table.fleets.set(name, made);
  return made;
}

/** A store in memory, with the fences and leases of the one in DynamoDB. */
export function memoryStore({
  table,
  now,
  clockOff = 0,
  step = doIt,
  watch = {},
  hasNoFence,
}: MemoryStoreOptions): Store {
  return {
    async take(name, signal) {
      const asked = now();
      const taken = await step('take', signal, () => {
        const stored = fleetOf(table, name);
        const { until } = stored;
        // One that ends later than a lease can is of a clock that was wrong.
        if (until !== undefined && until > now() && until <= now() + LEASE) return undefined;
        stored.fence += 1;
        stored.until = now() + LEASE;
        watch.taken?.(name, stored.fence);
        return { ...stored, at: now(), wasLeft: until !== undefined };
      });
      if (taken === undefined) return undefined;
      const { fence, state, control, records, at, wasLeft } = taken;
      const isHeld = (): boolean => hasNoFence === true || fleetOf(table, name).fence === fence;
      return {
        state,
        control,
        records,
        at,
        fence,
        clockOff,
        wasLeft,
        now,
        isOurs: () => now() < asked + LEASE,
        async save({ state: next, records: changed, report, forgotten = [] }, whileSaving) {
          for (let from = 0; from === 0 || from < changed.length; from += RECORDS_AT_ONCE) {
            const some = changed.slice(from, from + RECORDS_AT_ONCE);
            const isLast = from + RECORDS_AT_ONCE >= changed.length;
            const isDone = await step('save', whileSaving, () => {
              const stored = fleetOf(table, name);
              if (!isHeld()) return false;
              watch.saving?.(
                name,
                fence,
                isLast ? { state: next, records: some, report } : { records: some },
                stored,
              );
              if (some.length > 0)
                stored.records = {
                  ...stored.records,
                  ...Object.fromEntries(some.map((each) => [each.id, each])),
                };
              if (!isLast) return true;
              if (forgotten.length > 0)
                stored.records = Object.fromEntries(
                  Object.entries(stored.records).filter(([id]) => !forgotten.includes(id)),
                );
              if (next !== undefined) stored.state = next;
              if (report !== undefined && stored.reports[0]?.run !== report.run)
                stored.reports = [report, ...stored.reports];
              return true;
            });
            if (!isDone) return false;
          }
          return true;
        },
        release: async (whileReleasing) =>
          step('release', whileReleasing, () => {
            if (isHeld()) delete fleetOf(table, name).until;
          }),
      };
    },
    look: async (name, signal) =>
      step('look', signal, () => {
        const { state, control, records, fence, until } = fleetOf(table, name);
        return {
          state,
          control,
          records,
          at: now(),
          ...(until === undefined ? {} : { lease: { fence, until } }),
        };
      }),
    wish: async (name, change, signal) =>
      step('wish', signal, () => {
        const stored = fleetOf(table, name);
        stored.control = change(stored.control);
        return stored.control;
      }),
    reports: async (name, most, signal) =>
      step('reports', signal, () => fleetOf(table, name).reports.slice(0, most)),
    active: async (signal) =>
      step('active', signal, () =>
        [...table.fleets].filter(([, { state }]) => state.run !== undefined).map(([name]) => name),
      ),
    lastTicks: async (fleets, signal) =>
      step('lastTicks', signal, () =>
        Object.fromEntries(fleets.map((name) => [name, table.fleets.get(name)?.state.ticked ?? 0])),
      ),
  };
}

async function doIt<T>(_name: TableCall, signal: AbortSignal, deed: () => T): Promise<T> {
  signal.throwIfAborted();
  return deed();
}
