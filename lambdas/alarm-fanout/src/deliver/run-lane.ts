import { sendDigests } from './digest.ts';
import { finish } from './finish.ts';
import type { Lane } from './lane.ts';
import { hasEntry, isPending } from './lane-state.ts';
import { isText, markHeld } from './hold.ts';
import { isSettled, markOf } from './marks.ts';
import type { Piece } from './piece.ts';
import { failureOf } from './failure.ts';
import type { Target } from './target.ts';
import { stopFor, tellAll } from './tell-all.ts';
import { tellGrouped } from './tell-grouped.ts';

/**
 * Works on one destination's part of a batch; afterwards each piece has its fate. Never rejects.
 *
 * @param pieces in the order of the queue.
 */
export async function runLane(pieces: readonly Piece[], lane: Lane, target: Target): Promise<void> {
  const byKey = new Map<string, Piece>();
  for (const piece of pieces) {
    const { key } = piece.delivery;
    // The one before it stays in the queue until it is settled.
    if (byKey.has(key) || isDone(piece, lane)) lane.log.fates.set(piece.message.id, { status: 'repeat' });
    else byKey.set(key, piece);
  }
  const open = await adopt([...byKey.values()], lane);
  if (lane.course.stopped() === undefined && (await isReady(open, lane, target))) {
    if (lane.rules.storms === 'grouped') await tellGrouped(open, pieces.length, lane);
    else await tellEach(open, lane);
  }
  await finish(pieces, lane);
}

/** What an invocation that ended too early has put into the lane is in it; the others are open. */
async function adopt(open: readonly Piece[], lane: Lane): Promise<readonly Piece[]> {
  const taken = open.filter(isText).filter(({ delivery }) => hasEntry(lane.records.lane(), delivery.key));
  try {
    await markHeld(taken, lane);
  } catch (error) {
    stopFor(error, lane);
  }
  return open.filter((piece) => taken.every((each) => each !== piece));
}

/** Opens the destination's secrets, if there is anything to be sent. */
async function isReady(
  open: readonly Piece[],
  { records, course, signal }: Lane,
  target: Target,
): Promise<boolean> {
  if (open.length === 0 && !isPending(records.lane())) return true;
  try {
    await target.open(signal);
    return true;
  } catch (error) {
    course.stop({ reason: failureOf(error).reason, isDown: true });
    return false;
  }
}

async function tellEach(open: readonly Piece[], lane: Lane): Promise<void> {
  try {
    // From when the config still had them grouped.
    if (isPending(lane.records.lane()) && !(await sendDigests(lane))) return;
  } catch (error) {
    return stopFor(error, lane);
  }
  // What has failed alone is held still; what is of its subject stays behind it.
  const behind = new Set(lane.records.lane().held.map(({ subject }) => subject));
  await tellAll(
    open.filter(({ delivery }) => !behind.has(delivery.subject)),
    lane,
  );
}

function isDone({ delivery }: Piece, { records }: Lane): boolean {
  const { marks } = records.subject(delivery.subject);
  return isSettled(markOf(marks, delivery.key), delivery.parked?.at);
}
