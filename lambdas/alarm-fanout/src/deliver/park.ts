import { hash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { type DeadLetters, putIntoDeadLetters } from '../dead-letter.ts';
import { queueMessageOf } from '../deliveries.ts';
import type { Delivery, Parked } from '../delivery.ts';
import { deadLettersOf } from '../queues.ts';

/** What parks deliveries. */
export interface Parking extends DeadLetters {
  /** What ARNs of queues begin with; `queues` of the config. */
  readonly queuePrefix: string;
  readonly clock: Clock;
}

/** A message that was put into a dead-letter queue, or why it could not be. */
export type ParkResult = { readonly at: string } | { readonly problem: string };

/** Puts a delivery into its destination's dead-letter queue, with the reason. Never rejects. */
export async function park(
  delivery: Delivery,
  { reason, mayHaveArrived }: Omit<Parked, 'at'>,
  parking: Parking,
): Promise<ParkResult> {
  const { destination, key, content, parked: before } = delivery;
  const at = new Date(parking.clock.now()).toISOString();
  const parked: Delivery = { ...delivery, parked: { at, reason, mayHaveArrived } };
  const { body } = queueMessageOf(parked, parking.queuePrefix);
  // What is parked again, after it was sent back from there, is another message.
  const id = idOf([destination, content.type, key, before?.at ?? '']);
  const queue = deadLettersOf(parking.queuePrefix, destination);
  const message = { id, queue, group: destination, deduplicationId: id, body };
  const problem = await putIntoDeadLetters(message, parking);
  return problem === undefined ? { at } : { problem };
}

function idOf(parts: readonly string[]): string {
  return hash('sha256', JSON.stringify(parts));
}
