import type { HostFleet } from './config.ts';
import { ending, ENDING, noted, type Unseen } from './blind/noted.ts';
import { enter, fail, failureOf, skip } from './plan/enter.ts';
import { reportOf } from './plan/report.ts';
import { tellAbort } from './plan/tell.ts';
import { PATCH_SLACK } from './plan/times.ts';
import { MINUTE } from './times.ts';
import type { RunReport } from './plan-types.ts';
import { endRun } from './run-end.ts';
import type { FleetState, Run } from './state.ts';
import type { Held } from './held.ts';
import type { HostRecord } from './host-record.ts';

export interface BlindInput extends Unseen {
  /** The fleet that is followed. */
  readonly following: HostFleet;
  /** By id; of this run and earlier ones. */
  readonly records: Readonly<Record<string, HostRecord>>;
}

/** What a tick does with a fleet that it cannot look at. */
export interface BlindPlan {
  readonly state: FleetState;
  /** Those that have changed. */
  readonly records: readonly HostRecord[];
  /** Hosts that are brought in unseen: we have taken them out. */
  readonly bringIn: readonly HostRecord[];
  /** Of the run that has ended with this tick. */
  readonly report?: RunReport | undefined;
}

/**
 * Decides what becomes of hosts that cannot be looked at. A run that need not end waits until they can be. One that has to, since somebody
 * has aborted it or its time is over, brings in what it took out as its records know it, and ends; it says who may still be out.
 *
 * Left out of service: hosts that have failed, for nobody sees whether they are well.
 */
export function planBlind(input: BlindInput): BlindPlan {
  const state = noted(input);
  const waits = { state, records: [], bringIn: [] };
  const { run: begun } = state;
  if (begun === undefined || state.blind === undefined) return waits;
  const told = tellAbort(begun, input);
  const run = ending(told.run, { ...input, state });
  if (run === undefined) return waits;
  const since = state.blind.ending ?? input.now;
  const blind = { ...state.blind, ending: since };
  const before = Object.values(input.records).filter((record) => record.run === run.id);
  const moved = before.map((record) => unseen(record, run, input));
  const bringIn = moved.filter(isToBringIn);
  const next = { ...state, run, blind, outbox: [...state.outbox, ...told.told] };
  const isWaitedFor = moved.some(({ phase }) => phase === 'patching');
  if (isWaitedFor || (bringIn.length > 0 && input.now - since < ENDING))
    return { state: next, records: changedIn(moved, input), bringIn };
  const ended = moved.map((record) => endOf(record, input));
  const report = {
    ...reportOf(run, ended, { ...asSeen(input), state: next, floor: 0 }),
    floor: undefined,
    oldest: undefined,
  };
  const { ending: _over, ...still } = blind;
  return {
    state: endRun({ ...next, blind: still }, { run, report }),
    records: changedIn(ended, input),
    bringIn: [],
    report,
  };
}

/** A report is made from records alone. */
function asSeen(input: BlindInput) {
  return {
    ...input,
    gates: { alarms: [], unreadable: [] },
    releases: { kind: 'newest' } as const,
    view: { at: input.now, hosts: [], steps: {} },
  };
}

function changedIn(records: readonly HostRecord[], { records: before }: BlindInput): readonly HostRecord[] {
  return records.filter((record) => before[record.id] !== record);
}

/** Towards its end, without having been seen. */
function unseen(record: HostRecord, run: Run, input: BlindInput): HostRecord {
  const { now, following } = input;
  const skipped = whyOf(run, input);
  switch (record.phase) {
    case 'checking':
    case 'waiting':
      return skip(record, skipped, input);
    case 'patching': {
      // Its packages may be changed right now: it is left alone for as long as that may take.
      const ends = record.since + following.policy.patchMinutes * MINUTE + PATCH_SLACK;
      return now < ends ? record : enter(record, 'restoring', input, { skipped });
    }
    case 'taking-out':
    case 'rebooting':
    case 'verifying':
      return enter(record, 'restoring', input, { skipped });
    case 'bringing-in':
    case 'soaking':
      // One that has failed is on its way out again.
      return record.failure === undefined
        ? enter(record, 'restoring', input, { skipped })
        : fail(record, record.failure, input);
    default:
      return record;
  }
}

function whyOf({ isAborting, fleet }: Run, { state, now }: BlindInput): Held {
  const { since = now } = state.blind ?? {};
  const unseenFor = `the fleet could not be looked at since ${new Date(since).toISOString()}`;
  return isAborting
    ? { code: 'ABORTED', text: `the run was aborted, and ${unseenFor}` }
    : { code: 'GAVE_UP', text: `not ended in ${fleet.policy.giveUpDays} days, and ${unseenFor}` };
}

function isToBringIn({ phase, out, in: back }: HostRecord): boolean {
  return phase === 'restoring' && out?.was === 'in' && back === undefined;
}

function endOf(record: HostRecord, input: BlindInput): HostRecord {
  if (record.phase !== 'restoring') return record;
  if (isToBringIn(record)) {
    const reason = record.refused?.reason ?? input.reason;
    const text = `may still be out of service: it could not be brought in: ${reason}`;
    return fail(record, failureOf('IN_TIMEOUT', text, input), input);
  }
  if (record.failure !== undefined) return fail(record, record.failure, input);
  return skip(record, record.skipped ?? { code: 'ABORTED', text: 'it could not be looked at' }, input);
}
