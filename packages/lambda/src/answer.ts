import type { Logger } from '@aws-lambda-powertools/logger';
import type { SQSBatchResponse } from 'aws-lambda';
import { LambdaError } from './error.ts';
import type { Intake } from './intake.ts';
import type { Message, Outcome } from './message.ts';
import type { Visibility } from './visibility.ts';

const NOT_DONE: Outcome = { status: 'failed', reason: 'the invocation ended before its turn' };
/** A line each in the log. */
const MOST_REASONS = 20;
const MOST_IDS = 10;

/** What an answer is made with. */
export interface AnswerParts {
  readonly logger: Pick<Logger, 'warn'>;
  readonly visibility: Visibility;
  /** Ends while there is still time to answer. */
  readonly signal: AbortSignal;
}

/**
 * Answers for a batch: the messages that failed, and they alone, come back, each when it says. SQS moves one that has come back
 * too often to the dead-letter queue.
 *
 * @throws LambdaError `MESSAGES_FAILED` where there is no queue: whoever invoked the Lambda has to do it again
 */
export async function answerTo(
  intake: Intake,
  outcomes: ReadonlyMap<string, Outcome>,
  { logger, visibility, signal }: AnswerParts,
): Promise<SQSBatchResponse | undefined> {
  const failed = intake.messages.flatMap((message) => {
    const outcome = outcomes.get(message.id) ?? NOT_DONE;
    return outcome.status === 'failed' ? [{ message, outcome }] : [];
  });
  const reasons = byReason(failed);
  for (const [reason, ids] of [...reasons].slice(0, MOST_REASONS)) {
    logger.warn('messages failed', { reason, count: ids.length, messageIds: ids.slice(0, MOST_IDS) });
  }
  if (reasons.size > MOST_REASONS) {
    logger.warn('messages failed for more reasons', { count: reasons.size - MOST_REASONS });
  }
  if (intake.queue === undefined) {
    if (failed.length === 0) return undefined;
    throw new LambdaError('MESSAGES_FAILED', [...reasons.keys()].join('; '));
  }
  const seconds = new Map(
    failed.flatMap(({ message: { id }, outcome: { retryAfter } }) =>
      retryAfter === undefined ? [] : [[id, retryAfter] as const],
    ),
  );
  const untold = await visibility.hide(intake.queue, { seconds, signal });
  if (untold.count > 0) {
    logger.warn('messages come back only when the visibility time-out ends', { ...untold });
  }
  return { batchItemFailures: failed.map(({ message: { id } }) => ({ itemIdentifier: id })) };
}

interface Failed {
  readonly message: Message;
  readonly outcome: Outcome & { readonly status: 'failed' };
}

function byReason(failed: readonly Failed[]): ReadonlyMap<string, readonly string[]> {
  const ids = new Map<string, string[]>();
  for (const { message, outcome } of failed) {
    const same = ids.get(outcome.reason);
    if (same === undefined) ids.set(outcome.reason, [message.id]);
    else same.push(message.id);
  }
  return ids;
}
