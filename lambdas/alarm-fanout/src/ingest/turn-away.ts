import type { Logger, Message, Outcome } from '@kmscrypt/lambda';
import { putAside } from '../put-aside.ts';
import type { Queues } from '../queues.ts';

interface TurnAwayInput {
  readonly foreign: readonly { readonly message: Message; readonly reason: string }[];
  readonly queues: Queues;
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/** Puts messages that cannot be used aside; by message, what became of it. What cannot be put aside fails. */
export async function turnAway({
  foreign,
  queues,
  signal,
  logger,
}: TurnAwayInput): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = foreign.map(async ({ message, reason }): Promise<readonly [string, Outcome]> => {
    const problem = await putAside(message, { queues, signal });
    if (problem !== undefined) {
      return [message.id, { status: 'failed', reason: `${reason}; ${problem}` }];
    }
    logger.error('put into the dead-letter queue', { messageId: message.id, reason });
    return [message.id, { status: 'done' }];
  });
  return new Map(await Promise.all(outcomes));
}
