import { MOST_BYTES } from '../deliveries.ts';
import type { QueueMessage } from '../queues.ts';

/** Messages that were not taken, and why. */
export type Untaken = ReadonlyMap<QueueMessage, string>;

/** What SQS takes in one call. Source: Amazon SQS API reference, SendMessageBatch. */
const ENTRIES = 10;

/**
 * Sends the messages of one queue, a call at a time. Where one is not taken, what follows it in its group is not sent: it must not
 * overtake it.
 */
export async function sendInOrder(
  messages: readonly QueueMessage[],
  sendBatch: (batch: readonly QueueMessage[]) => Promise<Untaken>,
): Promise<Untaken> {
  const untaken = new Map<QueueMessage, string>();
  let left = messages;
  while (left.length > 0) {
    const batch = firstBatch(left);
    const refused = await sendBatch(batch);
    const stopped = new Map([...refused].map(([{ group }, reason]) => [group, reason]));
    for (const [message, reason] of refused) untaken.set(message, reason);
    const rest = left.slice(batch.length);
    left = rest.filter(({ group }) => !stopped.has(group));
    for (const message of rest) {
      const reason = stopped.get(message.group);
      if (reason !== undefined) untaken.set(message, `one before it was not taken: ${reason}`);
    }
  }
  return untaken;
}

/** As many of the first messages as one call takes, at least one. */
function firstBatch(messages: readonly QueueMessage[]): readonly QueueMessage[] {
  let bytes = 0;
  let count = 0;
  for (const { body } of messages.slice(0, ENTRIES)) {
    bytes += Buffer.byteLength(body);
    if (count > 0 && bytes > MOST_BYTES) break;
    count += 1;
  }
  return messages.slice(0, count);
}
