import { hash } from 'node:crypto';
import type { Delivery } from '../delivery.ts';
import { backoff } from './backoff.ts';
import type { Failure } from './failure.ts';
import { ageOf, type Lane } from './lane.ts';
import type { Held, LaneState, SentDigest } from './lane-state.ts';
import { park } from './park.ts';

/** What digests are of. */
const SUBJECT = 'digest';

/**
 * Sends what is held as one digest; one that may have arrived before, as it was. Where it fails, nothing more is sent.
 * Rejects with the store's errors.
 *
 * @returns whether it is settled.
 */
export async function sendDigest(lane: Lane): Promise<boolean> {
  const { records, rules, course, clock } = lane;
  const before = records.lane();
  const { held } = before.sending ?? before;
  const isRepeat = before.sending !== undefined;
  const key = before.sending?.key ?? digestKey(held);
  if (held.length === 0) return true;
  if (!(await lane.turn.take())) return false;
  if (before.sending?.isOpen === false && !rules.isIdempotent) lane.countDouble(held.length);
  if (!(await claim({ key, held, isOpen: false }, before, lane))) {
    course.stop({ reason: 'another invocation is at work on it', isDown: false, retryAfter: 5 });
    return false;
  }
  const content = { type: 'digest', entries: held.map(({ entry }) => entry) } as const;
  const answer = await lane.send({ content, key, subject: SUBJECT, isRepeat });
  if (answer.status === 'failed') return fail(answer.failure, { key, held, isRepeat }, lane);
  course.accept();
  if (answer.status === 'refused') {
    const problem = await refuse(answer.reason, { key, held, isRepeat }, lane);
    if (problem === undefined) return true;
    return fail({ ...NO_FAILURE, reason: problem }, { key, held, isRepeat }, lane);
  }
  lane.log.until = clock.now() + lane.window;
  await lane.records.changeLane(
    (state) => ({
      ...state,
      sending: undefined,
      failures: undefined,
      lastSent: lane.turn.last() ?? state.lastSent,
      until: lane.log.until,
    }),
    lane.answerBy,
  );
  lane.log.digests.push(held.length);
  for (const each of held) lane.log.ages.push(ageOf(each, clock) / 1_000);
  return true;
}

/** A digest that is not settled yet. */
interface Open {
  readonly key: string;
  readonly held: readonly Held[];
  /** Whether it may have arrived before. */
  readonly isRepeat: boolean;
}

async function claim(sending: SentDigest, before: LaneState, { records, signal }: Lane): Promise<boolean> {
  return records.changeLane((state) => {
    if (state.sending?.key !== before.sending?.key || state.held.length !== before.held.length)
      return undefined;
    return { ...state, sending, held: before.sending === undefined ? [] : state.held };
  }, signal);
}

const NO_FAILURE = { mayHaveArrived: false, isLimit: false, isOurs: false } as const;

async function fail(failure: Failure, digest: Open, lane: Lane): Promise<boolean> {
  const { course, clock, random, giveUpAfter } = lane;
  const { mayHaveArrived } = failure;
  if (mayHaveArrived && !lane.rules.isIdempotent) lane.countDouble(digest.held.length);
  const { key, held } = digest;
  const isRepeat = digest.isRepeat || mayHaveArrived;
  const isTooOld = held.some((each) => ageOf(each, clock) > giveUpAfter);
  const problem = isTooOld ? await refuse(failure.reason, { key, held, isRepeat }, lane) : failure.reason;
  if (problem === undefined) return true;
  course.stop({ reason: problem, isDown: !failure.isLimit });
  const failures = (lane.records.lane().failures ?? 0) + 1;
  await lane.records.changeLane(
    // What has not arrived for certain goes with what comes until the next time.
    (state) => ({
      ...state,
      failures,
      sending: isRepeat ? { key, held, isOpen: true } : undefined,
      held: isRepeat ? state.held : [...held, ...state.held],
    }),
    lane.answerBy,
  );
  lane.log.laneWait = failure.retryAfter ?? backoff(failures, { giveUpAfter, isUp: false, random });
  return false;
}

/** Puts a digest into the dead-letter queue. Answers why it could not be put there. */
async function refuse(
  reason: string,
  { key, held, isRepeat }: Open,
  lane: Lane,
): Promise<string | undefined> {
  const { name: destination, clock, log } = lane;
  const delivery: Delivery = {
    version: 1,
    destination,
    key,
    subject: SUBJECT,
    handedOverAt: held[0]?.handedOverAt ?? new Date(clock.now()).toISOString(),
    content: { type: 'digest', entries: held.map(({ entry }) => entry) },
  };
  const result = await park(delivery, { reason, mayHaveArrived: isRepeat }, lane.parking);
  if ('problem' in result) return `${reason}; ${result.problem}`;
  log.parked.push({ key, subject: SUBJECT, reason });
  await lane.records.changeLane(
    (state) => ({ ...state, sending: undefined, failures: undefined }),
    lane.answerBy,
  );
  return undefined;
}

/** The same for the same changes. */
export function digestKey(held: readonly Held[]): string {
  const keys = held.map(({ entry }) => entry.key);
  return hash('sha256', keys.join('\n')).slice(0, 32);
}
