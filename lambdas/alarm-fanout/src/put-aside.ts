import type { Message } from '@kmscrypt/lambda';
import { hash } from 'node:crypto';
import { type DeadLetters, putIntoDeadLetters } from './dead-letter.ts';
import { deadLettersOfQueue } from './queues.ts';

/**
 * Puts a message that will never be of use into the dead-letter queue of the queue that it came by, as it stands there: it would come back
 * as often as one that waits, which is very often. Never rejects.
 *
 * @returns why it could not be; undefined where it is there
 */
export async function putAside(
  { id, queued }: Message,
  deadLetters: DeadLetters,
): Promise<string | undefined> {
  if (queued === undefined) return 'it came by no queue';
  const { body } = queued;
  const isFifo = queued.queue.endsWith('.fifo');
  const order = { group: 'foreign', deduplicationId: hash('sha256', `${id}\n${body}`) };
  const message = { id, queue: deadLettersOfQueue(queued.queue), body, ...(isFifo ? order : {}) };
  return putIntoDeadLetters(message, deadLetters);
}
