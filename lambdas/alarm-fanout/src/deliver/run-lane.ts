import { sendDigest } from './digest.ts';
import { finish } from './finish.ts';
import type { Lane } from './lane.ts';
import { isPending } from './lane-state.ts';
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
  const open = [...byKey.values()];
  if (await isReady(open, lane, target)) {
    if (lane.rules.storms === 'grouped') await tellGrouped(open, pieces.length, lane);
    else await tellEach(open, lane);
  }
  await finish(pieces, lane);
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
    if (isPending(lane.records.lane()) && !(await sendDigest(lane))) return;
  } catch (error) {
    return stopFor(error, lane);
  }
  await tellAll(open, lane);
}

function isDone({ delivery }: Piece, { records }: Lane): boolean {
  const { marks } = records.subject(delivery.subject);
  return isSettled(markOf(marks, delivery.key), delivery.parked?.at);
}
