import type { QueueMessage, Queues } from './queues.ts';

/** What puts messages into dead-letter queues. */
export interface DeadLetters {
  readonly queues: Queues;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/**
 * Puts a message into the dead-letter queue that it names. Never rejects.
 *
 * @returns why it could not be; undefined where it is there
 */
export async function putIntoDeadLetters(
  message: QueueMessage,
  { queues, signal }: DeadLetters,
): Promise<string | undefined> {
  const problem = (await queues.send([message], signal)).get(message.id);
  return problem === undefined ? undefined : `the dead-letter queue has not taken it: ${problem}`;
}
