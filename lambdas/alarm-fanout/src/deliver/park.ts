import { hash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { queueMessageOf } from '../deliveries.ts';
import type { Delivery, Parked } from '../delivery.ts';
import { deadLettersOf, type Queues } from '../queues.ts';

/** What puts messages into dead-letter queues. */
export interface Parking {
  readonly sender: Queues;
  /** What names of queues begin with. */
  readonly queues: string;
  readonly clock: Clock;
  /** Ends it. */
  readonly signal: AbortSignal;
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
  const { body } = queueMessageOf(parked, parking.queues);
  // What is parked again, after it was sent back from there, is another message.
  const id = idOf([destination, content.type, key, before?.at ?? '']);
  return put({ destination, id, body, at }, parking);
}

interface Letter {
  readonly destination: string;
  readonly id: string;
  readonly body: string;
  readonly at: string;
}

async function put({ destination, id, body, at }: Letter, parking: Parking): Promise<ParkResult> {
  const queue = deadLettersOf(parking.queues, destination);
  const message = { id, queue, group: destination, deduplicationId: id, body };
  const problem = (await parking.sender.send([message], parking.signal)).get(id);
  return problem === undefined ? { at } : { problem: `the dead-letter queue has not taken it: ${problem}` };
}

function idOf(parts: readonly string[]): string {
  return hash('sha256', JSON.stringify(parts));
}
