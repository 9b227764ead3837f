import { reasonOf } from '@kmscrypt/lambda';
import pLimit from 'p-limit';
import { type AlarmMemory, memoryExpires, memoryKey, memoryOf } from '../alarm-memory.ts';
import type { FanoutConfig } from '../config.ts';
import { type Decision, plan } from '../plan.ts';
import type { Store, Stored } from '../store.ts';
import { type Change, standsAlone } from './change.ts';

export interface DecideInput {
  readonly changes: readonly Change[];
  readonly store: Store;
  readonly config: FanoutConfig;
  readonly now: Date;
  readonly signal: AbortSignal;
}

export interface Decided {
  /** In the order in which they happened. */
  readonly decisions: readonly Decision[];
  /** Changes that could not be decided on, and why. */
  readonly undecided: readonly { readonly change: Change; readonly reason: string }[];
}

const ATTEMPTS = 5;
const WRITES_AT_ONCE = 8;

/** Decides on changes, and keeps what the decisions go by before anything follows from them. Never rejects. */
export async function decide({ changes, store, config, now, signal }: DecideInput): Promise<Decided> {
  const decisions: Decision[] = [];
  const undecided = new Map<Change, string>();
  let left = changes;
  for (let attempt = 1; left.length > 0 && attempt <= ATTEMPTS; attempt += 1) {
    const round = await decideOnce(left, { store, config, now, signal });
    decisions.push(...round.decisions);
    for (const [change, reason] of round.failed) undecided.set(change, reason);
    left = round.left;
  }
  for (const change of left) undecided.set(change, 'others write of the same alarm at the same time');
  return {
    decisions: decisions.toSorted((a, b) => a.change.at - b.change.at),
    undecided: [...undecided].map(([change, reason]) => ({ change, reason })),
  };
}

interface Round {
  readonly decisions: readonly Decision[];
  readonly failed: ReadonlyMap<Change, string>;
  /** Those of subjects of which somebody else has written. */
  readonly left: readonly Change[];
}

async function decideOnce(
  changes: readonly Change[],
  { store, config, now, signal }: Omit<DecideInput, 'changes'>,
): Promise<Round> {
  const subjects = [
    ...new Set(changes.filter((change) => !standsAlone(change)).map(({ subject }) => subject)),
  ];
  let stored: ReadonlyMap<string, Stored> = new Map();
  try {
    if (subjects.length > 0) stored = await store.get(subjects.map(memoryKey), signal);
  } catch (error) {
    // What stands alone does without.
    const reason = reasonOf(error);
    const failed = changes.filter((change) => !standsAlone(change));
    const alone = changes.filter(standsAlone);
    const { decisions } = plan({ changes: alone, memories: new Map(), config, now: now.getTime() });
    return { decisions, failed: new Map(failed.map((change) => [change, reason])), left: [] };
  }
  const known = subjects.flatMap((subject) => {
    const memory = memoryOf(stored.get(memoryKey(subject))?.value);
    return memory === undefined ? [] : [[subject, memory] as const];
  });
  const planned = plan({ changes, memories: new Map(known), config, now: now.getTime() });

  const overtaken = new Set<string>();
  const unwritten = new Map<string, string>();
  await pLimit(WRITES_AT_ONCE).map(planned.memories, async ([subject, memory]) => {
    const item = itemOf(subject, memory, { stored, now });
    try {
      if (!(await store.put(item, signal))) overtaken.add(subject);
    } catch (error) {
      unwritten.set(subject, reasonOf(error));
    }
  });
  const failed = changes.flatMap((change) => {
    const reason = unwritten.get(change.subject);
    return reason === undefined ? [] : [[change, reason] as const];
  });
  return {
    decisions: planned.decisions.filter(
      ({ change: { subject } }) => !overtaken.has(subject) && !unwritten.has(subject),
    ),
    failed: new Map(failed),
    left: changes.filter(({ subject }) => overtaken.has(subject)),
  };
}

function itemOf(
  subject: string,
  memory: AlarmMemory,
  { stored, now }: { readonly stored: ReadonlyMap<string, Stored>; readonly now: Date },
) {
  const key = memoryKey(subject);
  const version = stored.get(key)?.version ?? 0;
  return { key, value: memory, version, expires: memoryExpires(now.getTime()) };
}
