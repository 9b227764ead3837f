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
  readonly logger: Pick<Logger, 'warn' | 'info'>;
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
  const back = intake.messages.flatMap((message) => {
    const outcome = outcomes.get(message.id) ?? NOT_DONE;
    return outcome.status === 'done' ? [] : [{ message, outcome }];
  });
  const reasons = byReason(back, 'failed');
  logReasons('messages failed', reasons, (text, details) => logger.warn(text, details));
  logReasons('messages come back later', byReason(back, 'later'), (text, details) =>
    logger.info(text, details),
  );
  if (intake.queue === undefined) {
    if (back.length === 0) return undefined;
    throw new LambdaError(
      'MESSAGES_FAILED',
      [...new Set(back.map(({ outcome }) => outcome.reason))].join('; '),
    );
  }
  const seconds = new Map(
    back.flatMap(({ message: { id }, outcome: { retryAfter } }) =>
      retryAfter === undefined ? [] : [[id, retryAfter] as const],
    ),
  );
  const untold = await visibility.hide(intake.queue, { seconds, signal });
  if (untold.count > 0) {
    logger.warn('messages come back only when the visibility time-out ends', { ...untold });
  }
  return { batchItemFailures: back.map(({ message: { id } }) => ({ itemIdentifier: id })) };
}

interface Returned {
  readonly message: Message;
  readonly outcome: Exclude<Outcome, { readonly status: 'done' }>;
}

function byReason(
  returned: readonly Returned[],
  status: Returned['outcome']['status'],
): ReadonlyMap<string, readonly string[]> {
  const own = returned.filter(({ outcome }) => outcome.status === status);
  const groups = Map.groupBy(own, ({ outcome }) => outcome.reason);
  return new Map([...groups].map(([reason, same]) => [reason, same.map(({ message: { id } }) => id)]));
}

function logReasons(
  text: string,
  reasons: ReadonlyMap<string, readonly string[]>,
  log: (text: string, details: Readonly<Record<string, unknown>>) => void,
): void {
  for (const [reason, ids] of [...reasons].slice(0, MOST_REASONS)) {
    log(text, { reason, count: ids.length, messageIds: ids.slice(0, MOST_IDS) });
  }
  if (reasons.size > MOST_REASONS) log(`${text} for more reasons`, { count: reasons.size - MOST_REASONS });
}
