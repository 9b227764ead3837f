import { MINUTE } from '../times.ts';
import { isInFlight } from '../plan/phase-kinds.ts';
import type { HostPlan, HostPlanInput, RunReport } from '../plan-types.ts';
import type { Release } from '../release.ts';
import type { HostRecord } from '../host-record.ts';
import type { Run } from '../state.ts';
import { nextOpening, openUntil } from './openings.ts';
import { worldOf } from './rehearsed-world.ts';

/** A run that does not begin within them does not begin: no window is further away. */
const DAYS_TO_BEGIN = 16;
/** Most ticks that are gone through. */
const MOST_TICKS = 5_000;

export interface Rehearsal {
  /** Hosts in the order in which they would be begun with. */
  readonly beginnings: readonly Beginning[];
  /** Of the run: its id, and what it brings hosts to. */
  readonly run?: string | undefined;
  readonly release?: Release | undefined;
  /** As they would be at the end. */
  readonly records: Readonly<Record<string, HostRecord>>;
  /** When its run would begin, or has; absent where none would. */
  readonly began?: number | undefined;
  readonly canaries: readonly string[];
  /** Of the run; absent where it would not come to its end in what has been gone through. */
  readonly report?: RunReport | undefined;
}

export interface Beginning {
  readonly host: string;
  readonly at: number;
}

export interface RehearseOptions {
  readonly plan: (input: HostPlanInput) => HostPlan;
  /** Ends it before its time, where it takes too long. */
  readonly isOver: () => boolean;
}

/**
 * Goes through the ticks of a run with the Lambda's own plan, in a world in which every step goes well: in which order hosts would be begun
 * with, and when. Nobody is asked, and nothing is changed.
 */
export function rehearse(input: HostPlanInput, { plan, isOver }: RehearseOptions): Rehearsal {
  const world = worldOf(input);
  const beginnings: Beginning[] = [];
  let { state, records, now } = input;
  const from = now;
  let run: Run | undefined;
  let report: RunReport | undefined;
  for (let tick = 0; tick < MOST_TICKS && !isOver(); tick += 1) {
    const planned = plan({ ...input, state, records, now, view: { at: now, ...world.view(now) } });
    const changed = planned.records.map((record) => withCommand(record));
    for (const record of changed)
      if (isInFlight(record) && !wasBegun(records[record.id], record.run))
        beginnings.push({ host: record.id, at: now });
    const next = { ...records, ...Object.fromEntries(changed.map((record) => [record.id, record])) };
    world.carryOut(planned.effects, { now, records: next });
    records = next;
    state = planned.state;
    run = state.run ?? run;
    ({ report } = planned);
    if (report !== undefined) break;
    if (run === undefined && now - from > DAYS_TO_BEGIN * 24 * 60 * MINUTE) break;
    const isIdle = planned.effects.length === 0 && changed.length === 0;
    now = laterThan(now, { input, isIdle, isGoing: Object.values(records).some(isInFlight) });
  }
  return {
    beginnings,
    records,
    run: run?.id ?? report?.run,
    release: run?.release,
    began: run?.began ?? report?.began,
    canaries: run?.canaries ?? [],
    report,
  };
}

function wasBegun(before: HostRecord | undefined, run: string): boolean {
  return before !== undefined && before.run === run && isInFlight(before);
}

function withCommand(record: HostRecord): HostRecord {
  const { step } = record;
  return step === undefined || step.command !== undefined
    ? record
    : { ...record, step: { ...step, command: 'rehearsed' } };
}

/** The next tick on which anything may happen. */
function laterThan(
  now: number,
  {
    input: { following },
    isIdle,
    isGoing,
  }: { readonly input: HostPlanInput; readonly isIdle: boolean; readonly isGoing: boolean },
): number {
  if (!isIdle) return now + MINUTE;
  const { windows } = following.policy;
  const opening = openUntil(windows, now) === undefined ? nextOpening(windows, now) : undefined;
  return !isGoing && opening !== undefined ? opening.at : now + 2 * MINUTE;
}
