import { backoff } from './backoff.ts';
import { ageOf, type Failed, type Lane } from './lane.ts';
import { type Mark, markOf, withMark } from './marks.ts';
import type { Piece } from './piece.ts';
import { refuse, secondsOf, settle } from './settle.ts';
import { isWornOut, withFailure, WORN } from './toll.ts';

/** A graph is of no use later; in milliseconds. */
const GRAPH_LASTS = 600_000;

/**
 * Lets go of what has failed, at the end of a batch: it is tried again later, or given up.
 * Rejects with the store's errors.
 *
 * @returns in how many seconds it is to come back; undefined where it does not.
 */
export async function release({ piece, failure }: Failed, lane: Lane): Promise<number | undefined> {
  const { delivery } = piece;
  const { records, rules, clock, random, giveUpAfter } = lane;
  const { reason, mayHaveArrived } = failure;
  if (mayHaveArrived && !rules.isIdempotent) lane.countDouble(1);
  const key = delivery.key;
  const before = markOf(records.subject(delivery.subject).marks, key);
  const isUp = lane.course.accepted() > 0;
  const mark: Mark = {
    key,
    status: 'open',
    at: secondsOf(clock.now()),
    isRepeat: mayHaveArrived || before?.isRepeat === true,
    ...withFailure(before ?? {}, failure, lane),
  };
  if (delivery.content.type === 'graph' && (!failure.isLimit || ageOf(delivery, clock) > GRAPH_LASTS)) {
    await settle(piece, { outcome: 'dropped', reason }, lane);
    return undefined;
  }
  if (isWornOut(mark) || isTooOld(piece, lane)) {
    const refusal = { outcome: 'gave-up', reason, mayHaveArrived: mark.isRepeat === true } as const;
    if ((await refuse(piece, refusal, lane)) === undefined) return undefined;
  }
  await records.changeSubject(
    delivery.subject,
    (state) => ({ ...state, marks: withMark(state.marks, mark) }),
    lane.answerBy,
  );
  return failure.retryAfter ?? backoff(mark.failures ?? 1, { giveUpAfter, isUp, random });
}

/** Whether it has been tried for long enough; what was sent back from the dead-letter queue is old from the start. */
export function isTooOld({ delivery, message }: Piece, { giveUpAfter, clock }: Lane): boolean {
  return delivery.parked === undefined ? ageOf(delivery, clock) > giveUpAfter : message.receiveCount >= WORN;
}
