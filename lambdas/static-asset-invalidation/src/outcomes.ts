import type { Message, Outcome } from '@kmscrypt/lambda';
import type { Applied } from './apply.ts';
import type { ToldChange } from './change.ts';
import type { Plan } from './plan.ts';

/** What became of the messages that tell of changes. */
export interface Outcomes {
  /** By message: done where all its changes are. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** By change that failed somewhere, the distributions that have accepted all of it. */
  readonly partly: ReadonlyMap<string, ReadonlySet<string>>;
}

interface Failure {
  readonly reasons: Set<string>;
  retryAfter: number | undefined;
}

/** In seconds: the longest that a message is hidden for having come again. */
const LONGEST = 3_600;

/**
 * A message that failed comes back when the first of its failures may be tried again; each time that it has come, it stays
 * twice as long, up to an hour: a queue counts how often, not how long.
 */
export function outcomesOf({
  messages,
  changes,
  plan,
  applied,
}: {
  readonly messages: readonly Pick<Message, 'id' | 'receiveCount'>[];
  readonly changes: readonly ToldChange[];
  readonly plan: Plan;
  readonly applied: Applied;
}): Outcomes {
  const failed = new Map<string, Failure>();
  const failedAt = new Map<string, Set<string>>();
  for (const { distribution, eventIds, reason, retryAfter } of applied.failures) {
    for (const eventId of eventIds) {
      const failure = failed.get(eventId) ?? { reasons: new Set(), retryAfter };
      failure.reasons.add(reason);
      failure.retryAfter = earlier(failure.retryAfter, retryAfter);
      failed.set(eventId, failure);
      failedAt.set(eventId, (failedAt.get(eventId) ?? new Set()).add(distribution));
    }
  }
  const outcomes = byMessage(changes, failed);
  return {
    outcomes: new Map([...outcomes, ...laterEachTime(messages, outcomes)]),
    partly: partlyDone(plan, failedAt),
  };
}

function byMessage(
  changes: readonly ToldChange[],
  failed: ReadonlyMap<string, Failure>,
): ReadonlyMap<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  for (const { messageId, eventId } of changes) {
    const failure = failed.get(eventId);
    const before = outcomes.get(messageId);
    if (failure === undefined) {
      if (before === undefined) outcomes.set(messageId, { status: 'done' });
      continue;
    }
    const reason = [...failure.reasons].join('; ');
    const after =
      before?.status === 'failed' ? earlier(before.retryAfter, failure.retryAfter) : failure.retryAfter;
    outcomes.set(messageId, { status: 'failed', reason, retryAfter: after });
  }
  return outcomes;
}

function laterEachTime(
  messages: readonly Pick<Message, 'id' | 'receiveCount'>[],
  outcomes: ReadonlyMap<string, Outcome>,
): readonly (readonly [string, Outcome])[] {
  return messages.flatMap(({ id, receiveCount }) => {
    const outcome = outcomes.get(id);
    if (outcome?.status !== 'failed' || outcome.retryAfter === undefined) return [];
    const later = Math.min(LONGEST, outcome.retryAfter * 2 ** (receiveCount - 1));
    const retryAfter = Math.max(outcome.retryAfter, later);
    return [[id, { ...outcome, retryAfter }] as const];
  });
}

function partlyDone(
  { distributions }: Plan,
  failedAt: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const partly = new Map<string, Set<string>>();
  for (const { distribution, invalidations } of distributions) {
    for (const eventId of new Set(invalidations.flatMap(({ eventIds }) => eventIds))) {
      const failures = failedAt.get(eventId);
      if (failures === undefined || failures.has(distribution)) continue;
      partly.set(eventId, (partly.get(eventId) ?? new Set()).add(distribution));
    }
  }
  return partly;
}

/** Absent is late: when the queue says. */
function earlier(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.min(a, b);
}
