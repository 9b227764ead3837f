import { reasonOf } from '@kmscrypt/lambda';
import { backoffOfMessages } from './backoff.ts';
import type { Fate, Lane } from './lane.ts';
import { isPending } from './lane-state.ts';
import { markOf } from './marks.ts';
import type { Piece } from './piece.ts';
import { isTooOld, release } from './release.ts';
import { refuse } from './settle.ts';

/** Gives each piece of a batch that has none its fate. Never rejects. */
export async function finish(pieces: readonly Piece[], lane: Lane): Promise<void> {
  const { fates, failed } = lane.log;
  for (const each of failed) {
    const { message } = each.piece;
    const fate = await released(each, lane);
    if (fate !== undefined) fates.set(message.id, fate);
  }
  if (lane.course.stopped()?.isDown === true) await giveUpOld(pieces, lane);
  await rememberSends(lane);
  const left = pieces.filter(({ message }) => !fates.has(message.id));
  for (const { message } of left) fates.set(message.id, fateOfRest(pieces, lane));
  carry(pieces, lane);
  comeTogether(lane);
}

/** What failed comes back; undefined where it is given up, and has its fate. */
async function released(each: Lane['log']['failed'][number], lane: Lane): Promise<Fate | undefined> {
  const { reason } = each.failure;
  try {
    const retryAfter = await release(each, lane);
    return retryAfter === undefined ? undefined : { status: 'failed', reason, retryAfter };
  } catch (error) {
    // Its mark still says that it is being sent: that is counted once more, and nothing worse.
    return {
      status: 'failed',
      reason: `${reason}; ${reasonOf(error)}`,
      retryAfter: backoffOfMessages([each.piece], lane),
    };
  }
}

/** What would have failed, too, and has been tried for long enough. */
async function giveUpOld(pieces: readonly Piece[], lane: Lane): Promise<void> {
  const reason = lane.course.stopped()?.reason ?? '';
  for (const piece of pieces) {
    const { id } = piece.message;
    const { key, subject } = piece.delivery;
    if (lane.log.fates.has(id) || !isTooOld(piece, lane)) continue;
    try {
      const mayHaveArrived = markOf(lane.records.subject(subject).marks, key)?.isRepeat === true;
      await refuse(piece, { outcome: 'gave-up', reason, mayHaveArrived }, lane);
    } catch (error) {
      const retryAfter = backoffOfMessages([piece], lane);
      lane.log.fates.set(id, { status: 'failed', reason: reasonOf(error), retryAfter });
    }
  }
}

/** So that the next invocation keeps the pace and the window. */
async function rememberSends({ records, turn, rules, log, clock, answerBy }: Lane): Promise<void> {
  const lastSent = rules.pace > 0 ? turn.last() : undefined;
  const { until } = log;
  if (lastSent === undefined && until === undefined) return;
  try {
    await records.changeLane((state) => {
      const next = { ...state, lastSent: lastSent ?? state.lastSent, until: until ?? state.until };
      return next.lastSent === state.lastSent && next.until === state.until ? undefined : next;
    }, answerBy);
  } catch {
    // What was sent is not to be sent again for that; the pace at least can be kept without it.
    await clock.sleep(rules.pace, answerBy).catch(() => {});
  }
}

/** What had no turn, or is behind what failed. */
function fateOfRest(pieces: readonly Piece[], lane: Lane): Fate {
  const { log } = lane;
  const stop = lane.course.stopped();
  if (stop === undefined) return { status: 'waits', reason: 'it has had no turn', retryAfter: 0 };
  const isAlone = log.failed.length === 0 && log.laneWait === undefined;
  const retryAfter = stop.retryAfter ?? (isAlone ? backoffOfMessages(pieces, lane) : 0);
  return { status: 'failed', reason: stop.reason, retryAfter };
}

/** What is held in the lane is in no message any more: one has to come back for it. */
function carry(pieces: readonly Piece[], { records, log: { fates } }: Lane): void {
  const last = pieces.at(-1);
  const comesBack = [...fates.values()].some(({ status }) => status === 'waits' || status === 'failed');
  if (comesBack || last === undefined || !isPending(records.lane())) return;
  fates.set(last.message.id, { status: 'waits', reason: 'a digest is waiting', retryAfter: 0 });
}

/** SQS gives out nothing of a group while one of it is hidden: all that comes back comes back with the last. */
function comeTogether({ log: { fates, laneWait = 0 } }: Lane): void {
  const asked = [...fates.values()].map((fate) => ('retryAfter' in fate ? fate.retryAfter : 0));
  const retryAfter = Math.max(laneWait, ...asked);
  for (const [id, fate] of fates) if ('retryAfter' in fate) fates.set(id, { ...fate, retryAfter });
}
