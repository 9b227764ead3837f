import { digestKey } from './digest-key.ts';
import { failDigest } from './fail-digest.ts';
import { ageOf, type Lane } from './lane.ts';
import type { Held, LaneState, SentDigest } from './lane-state.ts';
import { DIGEST_SUBJECT, type Open } from './park-digest.ts';
import { pick } from './pick.ts';
import { refuseDigest } from './refuse-digest.ts';

/**
 * Sends what is held, in as many digests as it takes; first one that may have arrived before, as it was. One that is refused, or
 * fails again and again, goes in halves until what makes it fail stands alone. Rejects with the store's errors.
 *
 * @returns whether all had its turn: what is left has failed alone, and others need not wait for it.
 */
export async function sendDigests(lane: Lane): Promise<boolean> {
  const tried = new Set<string>();
  while (lane.course.stopped() === undefined) {
    const state = lane.records.lane();
    const next = state.sending?.held ?? pick(state, tried);
    if (next.length === 0) return true;
    if (!(await lane.turn.take())) return false;
    if (!(await sendDigest(next, tried, lane))) return false;
  }
  return false;
}

/** Answers whether it had its turn. */
async function sendDigest(held: readonly Held[], tried: Set<string>, lane: Lane): Promise<boolean> {
  const { records, rules, course, clock } = lane;
  const before = records.lane();
  const key = before.sending?.key ?? digestKey(held);
  const wasSent = before.sending !== undefined;
  if (before.sending?.isOpen === false && !rules.isIdempotent) lane.countDouble(held.length);
  if (!(await claim({ key, held, isOpen: false }, before, lane))) {
    course.stop({ reason: 'another invocation is at work on it', isDown: false, retryAfter: 5 });
    return false;
  }
  const isRepeat = wasSent || held.some((each) => each.isRepeat === true);
  const content = { type: 'digest', entries: held.map(({ entry }) => entry) } as const;
  const answer = await lane.send({ content, key, subject: DIGEST_SUBJECT, isRepeat });
  const digest: Open = { key, held: wasSent ? held.map(asRepeat) : held, isRepeat };
  if (answer.status === 'failed') await failDigest(answer.failure, digest, { tried, lane });
  else if (answer.status === 'refused') await refuseDigest(answer.reason, digest, lane);
  else {
    course.accept();
    await records.changeLane(
      (state) => ({ ...settled(state), lastSent: lane.turn.last() ?? state.lastSent }),
      lane.answerBy,
    );
    lane.log.digests.push(held.length);
    for (const each of held) lane.log.ages.push(ageOf(each, clock) / 1_000);
  }
  return true;
}

async function claim(sending: SentDigest, before: LaneState, { records, signal }: Lane): Promise<boolean> {
  return records.changeLane((state) => {
    if (state.sending?.key !== before.sending?.key || state.held.length !== before.held.length)
      return undefined;
    const isNew = before.sending === undefined;
    return { ...state, sending, held: isNew ? without(state.held, sending.held) : state.held };
  }, signal);
}

function without(held: readonly Held[], taken: readonly Held[]): readonly Held[] {
  const keys = new Set(taken.map(({ entry }) => entry.key));
  return held.filter(({ entry }) => !keys.has(entry.key));
}

/** The next one lists twice as much, until all goes at once again. */
function settled(state: LaneState): LaneState {
  const size = 2 * (state.size ?? Infinity);
  return {
    ...state,
    sending: undefined,
    failures: undefined,
    size: size < state.held.length ? size : undefined,
  };
}

function asRepeat(held: Held): Held {
  return { ...held, isRepeat: true };
}
