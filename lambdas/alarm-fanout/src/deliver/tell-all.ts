import { reasonOf } from '@kmscrypt/lambda';
import pLimit from 'p-limit';
import type { Lane } from './lane.ts';
import { markOf } from './marks.ts';
import type { Piece } from './piece.ts';
import { type Progress, tell } from './tell.ts';

/** Tells pieces each for itself: several subjects at once, one after the other of the same. Never rejects. */
export async function tellAll(pieces: readonly Piece[], lane: Lane): Promise<void> {
  const { rules } = lane;
  await pLimit(rules.pace > 0 ? 1 : rules.atOnce).map(chainsOf(pieces, lane), async (chain) => {
    for (const piece of chain) if ((await tellOne(piece, lane)) === 'back') return;
  });
}

/** Pieces by subject; first those that have failed the least, so that none is always behind the same few. */
export function chainsOf<Each extends Piece>(
  pieces: readonly Each[],
  { records }: Lane,
): readonly (readonly Each[])[] {
  const failures = ([first]: readonly Each[]): number => {
    if (first === undefined) return 0;
    const { subject, key } = first.delivery;
    return markOf(records.subject(subject).marks, key)?.failures ?? 0;
  };
  const chains = [...Map.groupBy(pieces, ({ delivery }) => delivery.subject).values()];
  return chains.toSorted((a, b) => failures(a) - failures(b));
}

/** Tells one piece, unless nothing more is to be sent. Never rejects. */
export async function tellOne(piece: Piece, lane: Lane): Promise<Progress> {
  if (lane.course.stopped() !== undefined || lane.signal.aborted) return 'back';
  try {
    return await tell(piece, lane);
  } catch (error) {
    stopFor(error, lane);
    return 'back';
  }
}

/** What cannot be written down is not to be done. */
export function stopFor(error: unknown, { course }: Lane): void {
  course.stop({ reason: reasonOf(error), isDown: false });
}
