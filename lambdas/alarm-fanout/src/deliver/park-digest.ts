import type { Delivery } from '../delivery.ts';
import type { Lane } from './lane.ts';
import type { Held } from './lane-state.ts';
import { park } from './park.ts';

/** What digests are of. */
export const DIGEST_SUBJECT = 'digest';

/** A digest that is not settled yet. */
export interface Open {
  readonly key: string;
  readonly held: readonly Held[];
  /** Whether it may have arrived before. */
  readonly isRepeat: boolean;
}

/** Puts a digest into the dead-letter queue, if it has anything to list. Answers why it could not be put there. */
export async function parkDigest(
  reason: string,
  { key, held, isRepeat }: Open,
  lane: Lane,
): Promise<string | undefined> {
  const [first] = held;
  if (first === undefined) return undefined;
  const delivery: Delivery = {
    version: 1,
    destination: lane.name,
    key,
    subject: DIGEST_SUBJECT,
    handedOverAt: first.handedOverAt,
    content: { type: 'digest', entries: held.map(({ entry }) => entry) },
  };
  const result = await park(delivery, { reason, mayHaveArrived: isRepeat }, lane.parking);
  if ('problem' in result) return `${reason}; ${result.problem}`;
  lane.log.parked.push({ key, subject: DIGEST_SUBJECT, reason });
  return undefined;
}
