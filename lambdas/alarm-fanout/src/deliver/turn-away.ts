import type { Message, Outcome } from '@kmscrypt/lambda';
import type { DeadLetters } from '../dead-letter.ts';
import { putAside } from '../put-aside.ts';

/** A message that is no delivery, or for a destination that the config does not have. */
export interface Foreign {
  readonly reason: string;
  /** Whether it was put into the dead-letter queue. */
  readonly isParked: boolean;
}

/** What cannot be put aside fails; the queue's own redrive policy has it in the end. */
export async function turnAway(
  message: Message,
  reason: string,
  deadLetters: DeadLetters,
): Promise<Foreign & { readonly id: string; readonly outcome: Outcome }> {
  const { id } = message;
  const problem = await putAside(message, deadLetters);
  if (problem === undefined) return { id, reason, isParked: true, outcome: { status: 'done' } };
  const why = `${reason}; ${problem}`;
  return { id, reason: why, isParked: false, outcome: { status: 'failed', reason: why } };
}
