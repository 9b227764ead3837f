import { type AlarmMemory, type Kept, keptFor, seenIn, withChanged } from './alarm-memory.ts';
import type { FanoutConfig } from './config.ts';
import { observe, settle } from './flapping.ts';
import { type Change, standsAlone } from './ingest/change.ts';
import { type Verdict, type Verdicts, verdictsOn } from './ingest/verdict.ts';

export interface PlanInput {
  readonly changes: readonly Change[];
  /** By subject; of one that is not there nothing has been seen. */
  readonly memories: ReadonlyMap<string, AlarmMemory>;
  readonly config: FanoutConfig;
  /** In milliseconds since the epoch. */
  readonly now: number;
}

/** What becomes of a change. */
export interface Decision extends Verdicts {
  readonly change: Change;
}

export interface Plan {
  /** One for each change, in the order in which they happened. */
  readonly decisions: readonly Decision[];
  /** Those that are not as they were, by subject: to be kept before anything is told. */
  readonly memories: ReadonlyMap<string, AlarmMemory>;
}

/**
 * Decides what is told, held back or left untold. With the memories that it answers with it decides the same again, so that a change may
 * come again at any time: what was told is told again, with the same key.
 */
export function plan({ changes, memories, config, now }: PlanInput): Plan {
  const decisions: Decision[] = [];
  const changed = new Map<string, AlarmMemory>();
  for (const [subject, own] of Map.groupBy(changes, (change) => change.subject)) {
    const sorted = own.toSorted((a, b) => a.at - b.at);
    const before = memories.get(subject);
    const noted = note(sorted, before, { config, now });
    let memory = noted;
    for (const change of sorted) {
      const decision = {
        change,
        ...verdictsOn(change, { memory: standsAlone(change) ? undefined : memory, config, now }),
      };
      decisions.push(decision);
      memory &&= withKept(memory, decision);
    }
    if (memory !== undefined && memory !== before) changed.set(subject, memory);
  }
  return { decisions: decisions.toSorted((a, b) => a.change.at - b.change.at), memories: changed };
}

/** A memory of all changes of a subject, before it is decided on any. */
function note(
  changes: readonly Change[],
  before: AlarmMemory | undefined,
  { config, now }: Pick<PlanInput, 'config' | 'now'>,
): AlarmMemory | undefined {
  let memory = before;
  for (const { key, what } of changes) {
    const rule = what.type === 'alarm' ? config.flapping : false;
    memory &&= settle(memory, key, { rule, now });
  }
  for (const change of changes) {
    const { key, at, what } = change;
    if (standsAlone(change) || seenIn(memory, key) !== undefined) continue;
    const rule = what.type === 'alarm' ? config.flapping : false;
    // No clock is so wrong that what it says may overtake all that comes after.
    memory = observe(memory, { key, at: Math.min(at, now), now }, rule);
  }
  return memory;
}

/** A memory that knows where a change has been held back or left out: where it was, it stays so. */
function withKept(memory: AlarmMemory, { change: { key }, verdicts }: Decision): AlarmMemory {
  const seen = seenIn(memory, key);
  if (seen === undefined) return memory;
  const added = [...verdicts].flatMap(([name, verdict]) => {
    const kept = keptOf(verdict);
    return kept === undefined || keptFor(seen, name) !== undefined ? [] : [[name, kept] as const];
  });
  return added.length === 0
    ? memory
    : withChanged(memory, key, { kept: { ...seen.kept, ...Object.fromEntries(added) } });
}

function keptOf(verdict: Verdict): Kept | undefined {
  if (verdict.status === 'tell' || verdict.why === 'flapping') return undefined;
  if (verdict.why === 'muted') return 'muted';
  if (verdict.why === 'quiet') return verdict.status === 'done' ? 'skipped' : 'quiet';
  return verdict.why === 'overtaken' ? 'quiet' : undefined;
}
