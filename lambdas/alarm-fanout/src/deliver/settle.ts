import type { Lane } from './lane.ts';
import { type FinalOutcome, type Mark, withMark } from './marks.ts';
import { park } from './park.ts';
import { changeOf, type Piece } from './piece.ts';
import { withChange } from './subject-state.ts';

/** How a piece ends. */
export interface Ending {
  readonly outcome: FinalOutcome;
  readonly reason?: string | undefined;
  /** What the subject's thread is from now on; absent: what it is. */
  readonly thread?: { readonly value: unknown } | undefined;
  /** When it was put into the dead-letter queue. */
  readonly parkedAt?: string | undefined;
}

/** Writes how a piece has ended. Rejects with the store's errors. */
export async function settle(piece: Piece, ending: Ending, lane: Lane): Promise<void> {
  const { delivery, message } = piece;
  const { outcome, reason, thread, parkedAt } = ending;
  const at = secondsOf(lane.clock.now());
  const mark: Mark = { key: delivery.key, status: outcome, at, parkedAt };
  await lane.records.changeSubject(
    delivery.subject,
    (state) => ({
      ...withChange(state, changeOf(delivery)),
      ...(thread === undefined ? {} : { thread: thread.value }),
      marks: withMark(state.marks, mark),
    }),
    lane.answerBy,
  );
  lane.log.fates.set(message.id, { status: 'settled', outcome, reason });
}

/** Why a piece goes into the dead-letter queue. */
export interface Refusal {
  readonly outcome: 'refused' | 'gave-up';
  readonly reason: string;
  /** Whether an earlier send may have arrived. */
  readonly mayHaveArrived: boolean;
}

/**
 * Puts a piece into the dead-letter queue, and writes that. Rejects with the store's errors.
 *
 * @returns why it could not be put there.
 */
export async function refuse(piece: Piece, refusal: Refusal, lane: Lane): Promise<string | undefined> {
  const { delivery } = piece;
  const { outcome, reason } = refusal;
  const result = await park(delivery, refusal, lane.parking);
  if ('problem' in result) return `${reason}; ${result.problem}`;
  lane.log.parked.push({ key: delivery.key, subject: delivery.subject, reason });
  await settle(piece, { outcome, reason, parkedAt: result.at }, lane);
  return undefined;
}

export function secondsOf(milliseconds: number): number {
  return Math.floor(milliseconds / 1_000);
}
