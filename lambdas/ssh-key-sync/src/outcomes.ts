import type { Message, Outcome } from '@kmscrypt/lambda';
import { nextDue } from './todo.ts';
import type { Todo } from './state.ts';

/** What is due later than this is left to the ticks; in milliseconds. */
const SOON = 15 * 60_000;
/** When what was kept back for a failed read is looked at again; in milliseconds. */
const KEPT_BACK = 60_000;
/** When a whole read that could not begin is asked for again; in milliseconds. */
const NOT_BEGUN = 60_000;

export interface OutcomeOptions {
  /** What is still to be read, by this run or its like. */
  readonly todo: readonly Todo[];
  /** Whether something is to be taken away as soon as a run has no failed read, even where nothing is to be read. Default false. */
  readonly isKeptBack?: boolean | undefined;
  /** Messages that are not to come back, such as approvals. */
  readonly once: ReadonlySet<string>;
  /** Messages that ask for a whole read while another one is under way, which may have passed what has changed since. Default none. */
  readonly notBegun?: ReadonlySet<string> | undefined;
  readonly now: number;
}

/**
 * All messages are done, as what they say is in the state, but for those that ask again for a whole read. One of them comes back when the
 * next thing is due: that is how a second read comes after a minute, and how a read goes on that took longer than an invocation may.
 */
export function outcomesOf(
  messages: readonly Message[],
  { todo, isKeptBack = false, once, notBegun = new Set(), now }: OutcomeOptions,
): ReadonlyMap<string, Outcome> {
  const again = {
    status: 'later',
    reason: 'another whole read is under way',
    retryAfter: NOT_BEGUN / 1000,
  } as const;
  const outcomes = new Map<string, Outcome>(
    messages.map(({ id }) => [id, notBegun.has(id) ? again : { status: 'done' }]),
  );
  const due = Math.min(
    nextDue(todo) ?? Infinity,
    isKeptBack ? now + KEPT_BACK : Infinity,
    notBegun.size > 0 ? now + NOT_BEGUN : Infinity,
  );
  const waker = messages.find(({ id, queued }) => queued !== undefined && !once.has(id));
  if (due - now > SOON || waker === undefined) return outcomes;
  const retryAfter = Math.max(1, Math.ceil((due - now) / 1000));
  return outcomes.set(waker.id, { status: 'later', reason: 'more is to be read', retryAfter });
}
