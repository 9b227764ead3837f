import type { Logger } from '@aws-lambda-powertools/logger';
import type { Intake } from './intake.ts';
import type { Visibility } from './visibility.ts';

/** In seconds. */
const FIRST = 30;
/** What comes back a thousand times so, as often as queues let it, does so for ten days. In seconds. */
const LONGEST = 900;

export interface ComeBackParts {
  readonly logger: Pick<Logger, 'warn'>;
  readonly visibility: Visibility;
  /** Ends while there is still time to fail. */
  readonly signal: AbortSignal;
  /** In seconds; default 900. */
  readonly longest?: number | undefined;
}

/**
 * Has the messages of an invocation that fails come back after 30, 60, 120, … seconds, at most the longest, and not only when the queue's
 * own visibility time-out ends. Never rejects.
 */
export async function comeBack(
  { messages, queue }: Intake,
  { logger, visibility, signal, longest = LONGEST }: ComeBackParts,
): Promise<void> {
  if (queue === undefined) return;
  const seconds = new Map(
    messages.map(({ id, receiveCount }) => [id, Math.min(longest, FIRST * 2 ** (receiveCount - 1))]),
  );
  const untold = await visibility.hide(queue, { seconds, signal });
  if (untold.count > 0) {
    logger.warn('messages come back only when the visibility time-out ends', { ...untold });
  }
}
