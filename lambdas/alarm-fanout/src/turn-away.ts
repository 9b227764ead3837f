import type { Message, Outcome } from '@kmscrypt/lambda';
import { hash } from 'node:crypto';
import { type DeadLetters, putIntoDeadLetters } from './dead-letter.ts';
import { deadLettersOfQueue } from './queues.ts';

/** A message that will never be of use. */
export interface Foreign {
  /** Of the message. */
  readonly id: string;
  readonly reason: string;
  /** Whether it was put into the dead-letter queue. */
  readonly isParked: boolean;
  readonly outcome: Outcome;
}

/**
 * Puts a message that will never be of use into the dead-letter queue of the queue that it came by, as it stands there: it would come back
 * as often as one that waits, which is very often. What cannot be put there fails; the queue's own redrive policy has it in the end. Never
 * rejects.
 */
export async function turnAway(message: Message, reason: string, deadLetters: DeadLetters): Promise<Foreign> {
  const { id } = message;
  const problem = await putAside(message, deadLetters);
  if (problem === undefined) return { id, reason, isParked: true, outcome: { status: 'done' } };
  const why = `${reason}; ${problem}`;
  return { id, reason: why, isParked: false, outcome: { status: 'failed', reason: why } };
}

async function putAside({ id, queued }: Message, deadLetters: DeadLetters): Promise<string | undefined> {
  if (queued === undefined) return 'it came by no queue';
  const { body } = queued;
  const isFifo = queued.queue.endsWith('.fifo');
  const order = { group: 'foreign', deduplicationId: hash('sha256', `${id}\n${body}`) };
  const message = { id, queue: deadLettersOfQueue(queued.queue), body, ...(isFifo ? order : {}) };
  return putIntoDeadLetters(message, deadLetters);
}
