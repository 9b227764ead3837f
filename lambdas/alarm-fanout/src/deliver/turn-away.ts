import type { Message, Outcome } from '@kmscrypt/lambda';
import { type Parking, parkForeign } from './park.ts';

/** A message that is no delivery, or for a destination that the config does not have. */
export interface Foreign {
  readonly reason: string;
  /** Into whose dead-letter queue it was put; undefined where it could not be. */
  readonly parkedAt?: string | undefined;
}

export interface Stranger {
  readonly message: Message;
  readonly destination: string | undefined;
  readonly reason: string;
}

/** What cannot be put aside fails; the queue's own redrive policy has it in the end. */
export async function turnAway(
  { message, destination, reason }: Stranger,
  parking: Parking,
): Promise<Foreign & { readonly id: string; readonly outcome: Outcome }> {
  const { id, payload } = message;
  // What could not be read cannot be put aside as it was.
  if (destination === undefined || payload === undefined)
    return { id, reason, outcome: { status: 'failed', reason } };
  const result = await parkForeign(destination, payload, parking);
  if ('at' in result) return { id, reason, parkedAt: destination, outcome: { status: 'done' } };
  const why = `${reason}; ${result.problem}`;
  return { id, reason: why, outcome: { status: 'failed', reason: why } };
}
