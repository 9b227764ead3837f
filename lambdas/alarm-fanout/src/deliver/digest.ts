import { hash } from 'node:crypto';
import { backoff } from './backoff.ts';
import type { Failure } from './failure.ts';
import { ageOf, type Lane } from './lane.ts';
import type { Held, LaneState, SentDigest } from './lane-state.ts';
import { DIGEST_SUBJECT, type Open, parkDigest } from './park-digest.ts';

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
  const answer = await lane.send({ content, key, subject: DIGEST_SUBJECT, isRepeat });
  if (answer.status === 'failed') return fail(answer.failure, { key, held, isRepeat }, lane);
  course.accept();
  if (answer.status === 'refused') {
    const { reason } = answer;
    const problem = await parkDigest(reason, { key, held, isRepeat }, lane);
    if (problem !== undefined) return fail({ ...NO_FAILURE, reason: problem }, { key, held, isRepeat }, lane);
    await records.changeLane(settled, lane.answerBy);
    return true;
  }
  lane.log.until = clock.now() + lane.window;
  await records.changeLane(
    (state) => ({
      ...settled(state),
      lastSent: lane.turn.last() ?? state.lastSent,
      until: lane.log.until,
    }),
    lane.answerBy,
  );
  lane.log.digests.push(held.length);
  for (const each of held) lane.log.ages.push(ageOf(each, clock) / 1_000);
  return true;
}

async function claim(sending: SentDigest, before: LaneState, { records, signal }: Lane): Promise<boolean> {
  return records.changeLane((state) => {
    if (state.sending?.key !== before.sending?.key || state.held.length !== before.held.length)
      return undefined;
    return { ...state, sending, held: before.sending === undefined ? [] : state.held };
  }, signal);
}

function settled(state: LaneState): LaneState {
  return { ...state, sending: undefined, failures: undefined };
}

const NO_FAILURE = { mayHaveArrived: false, isLimit: false, isOurs: false } as const;

async function fail(failure: Failure, digest: Open, lane: Lane): Promise<boolean> {
  const { records, course, rules, clock, random, giveUpAfter } = lane;
  const { key, held } = digest;
  if (failure.mayHaveArrived && !rules.isIdempotent) lane.countDouble(held.length);
  const isRepeat = digest.isRepeat || failure.mayHaveArrived;
  const old = held.filter((each) => ageOf(each, clock) > giveUpAfter);
  // What may have arrived stays together.
  const given = isRepeat && old.length > 0 ? held : old;
  const part = given.length === held.length ? key : digestKey(given);
  const problem = await parkDigest(failure.reason, { key: part, held: given, isRepeat }, lane);
  const left = problem === undefined ? held.filter((each) => !given.includes(each)) : held;
  const isLeft = left.length > 0;
  const failures = isLeft ? (records.lane().failures ?? 0) + 1 : undefined;
  await records.changeLane(
    // What has not arrived for certain goes with what comes until the next time.
    (state) => ({
      ...state,
      failures,
      sending: isLeft && isRepeat ? { key, held, isOpen: true } : undefined,
      held: isRepeat ? state.held : [...left, ...state.held],
    }),
    lane.answerBy,
  );
  if (failures === undefined) return true;
  course.stop({ reason: problem ?? failure.reason, isDown: !failure.isLimit });
  lane.log.laneWait = failure.retryAfter ?? backoff(failures, { giveUpAfter, isUp: false, random });
  return false;
}

/** The same for the same changes. */
export function digestKey(held: readonly Held[]): string {
  const keys = held.map(({ entry }) => entry.key);
  return hash('sha256', keys.join('\n')).slice(0, 32);
}
