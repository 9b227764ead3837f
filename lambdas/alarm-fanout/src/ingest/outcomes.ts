import type { Message, Outcome } from '@kmscrypt/lambda';
import type { Decision } from '../plan.ts';
import type { Decided } from './decide.ts';

export interface OutcomesInput extends Decided {
  readonly messages: readonly Message[];
  /** What could not be handed over, and why. */
  readonly unsent: ReadonlyMap<Decision, string>;
  readonly now: Date;
}

/** In seconds: how long a message is hidden that failed for the first time, and at most. */
const FIRST = 5;
const LONGEST = 300;
/** In seconds. SQS hides a message for 12 hours at most. */
const MOST_HIDDEN = 11 * 3_600;

/** What becomes of messages that tell of changes: done is what needs nothing more. */
export function outcomesOf({
  messages,
  decisions,
  undecided,
  unsent,
  now,
}: OutcomesInput): ReadonlyMap<string, Outcome> {
  const receives = new Map(messages.map(({ id, receiveCount }) => [id, receiveCount]));
  const failed = (id: string, reason: string): Outcome => ({
    status: 'failed',
    reason,
    // A queue counts how often a message comes: it stays longer each time.
    retryAfter: Math.min(LONGEST, FIRST * 2 ** ((receives.get(id) ?? 1) - 1)),
  });
  const outcomes = new Map<string, Outcome>();
  for (const { change, reason } of undecided) {
    outcomes.set(change.messageId, failed(change.messageId, reason));
  }
  for (const decision of decisions) {
    const { messageId } = decision.change;
    const reason = unsent.get(decision);
    outcomes.set(messageId, reason === undefined ? outcomeOf(decision, now) : failed(messageId, reason));
  }
  return outcomes;
}

function outcomeOf({ verdicts }: Decision, now: Date): Outcome {
  const held = [...verdicts.values()].flatMap((verdict) => (verdict.status === 'hold' ? [verdict] : []));
  const [first] = held.toSorted((a, b) => a.until - b.until);
  if (first === undefined) return { status: 'done' };
  const seconds = Math.ceil((first.until - now.getTime()) / 1000);
  return {
    status: 'later',
    reason: `held back: ${first.why}`,
    retryAfter: Math.min(MOST_HIDDEN, Math.max(1, seconds)),
  };
}
