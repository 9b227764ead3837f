import { type AwsAccess, awsError } from '@kmscrypt/core/aws-client';
import { KmscryptError, type KmscryptErrorCode } from '@kmscrypt/core/error';
import { createPace, type Pace, retry, type RetryOptions } from '@kmscrypt/core/retry';
import { keptClients, reasonOf } from '@kmscrypt/lambda';
import pLimit from 'p-limit';
import type { QueueMessage, Queues } from '../queues.ts';
import { sendInOrder, type Untaken } from './queue-batches.ts';
import type { SendBatch } from './sqs-client.ts';

/** Source: Amazon SQS API reference, SendMessageBatch, "Errors". */
const CODES: ReadonlyMap<string, KmscryptErrorCode> = new Map<string, KmscryptErrorCode>([
  // The config names it.
  ['QueueDoesNotExist', 'INVALID_OPTION'],
  ['AWS.SimpleQueueService.NonExistentQueue', 'INVALID_OPTION'],
  ['InvalidMessageContents', 'INVALID_OPTION'],
  ['BatchRequestTooLong', 'INVALID_OPTION'],
  ['KmsAccessDenied', 'ACCESS_DENIED'],
  ['KmsDisabled', 'ACCESS_DENIED'],
  ['KmsInvalidState', 'ACCESS_DENIED'],
  ['KmsNotFound', 'ACCESS_DENIED'],
  ['RequestThrottled', 'THROTTLED'],
  ['KmsThrottled', 'THROTTLED'],
  ['OverLimit', 'THROTTLED'],
]);

const QUEUES_AT_ONCE = 8;

export interface QueuesOptions extends Omit<RetryOptions, 'signal' | 'pace'> {
  /** Of each queue; default as {@link createPace} makes it. */
  readonly paceOf?: (() => Pace) | undefined;
}

/**
 * FIFO queues of SQS through the SDK, each in its own region; it loads with the first message. Takes `sqs:SendMessage`, and where a queue
 * is encrypted with a key of one's own `kms:GenerateDataKey` and `kms:Decrypt`.
 *
 * A message that is not taken is tried again before anything else goes to its queue, and what follows it in its group goes only after it.
 * What SQS has taken of the very same call is ahead of it then.
 *
 * @param options how calls are tried again; default as {@link retry} does with a pace.
 */
export function createQueues(
  access: AwsAccess = {},
  { paceOf = createPace, ...retrying }: QueuesOptions = {},
): Queues {
  const clientOf = keptClients(async (region: string) => {
    const { createSqsClient } = await import('./sqs-client.ts');
    return createSqsClient(access, region);
  });
  const paces = new Map<string, Pace>();
  return {
    send: async (messages, signal) => {
      const byQueue = [...Map.groupBy(messages, ({ queue }) => queue)];
      const untaken = await pLimit(QUEUES_AT_ONCE).map(byQueue, ([queue, own]) => {
        const pace = paces.get(queue) ?? paceOf();
        paces.set(queue, pace);
        const send: SendBatch = async (batch) => {
          const client = await clientOf(queue.split(':')[3] ?? '');
          return client(batch, signal);
        };
        return sendInOrder(own, (batch) =>
          sendBatch(batch, { queue, send, retrying: { ...retrying, pace, signal } }),
        );
      });
      return new Map(untaken.flatMap((each) => [...each].map(([{ id }, reason]) => [id, reason] as const)));
    },
  };
}

interface SendBatchOptions {
  readonly queue: string;
  readonly send: SendBatch;
  readonly retrying: RetryOptions & { readonly signal: AbortSignal };
}

/** Sends until all are taken, or what is left will not be. */
async function sendBatch(
  batch: readonly QueueMessage[],
  { queue, send, retrying }: SendBatchOptions,
): Promise<Untaken> {
  const [, , , region, , name = queue] = queue.split(':');
  let left: Untaken = new Map(batch.map((message) => [message, '']));
  const attempt = async (): Promise<void> => {
    const untaken = await send([...left.keys()], retrying.signal);
    left = new Map(untaken.map(({ message, reason }) => [message, reason]));
    const [first] = untaken;
    if (first === undefined) return;
    const code = CODES.get(first.code) ?? (first.isOurs ? 'INVALID_OPTION' : 'AWS_FAILED');
    throw new KmscryptError(code, `${name} did not take ${untaken.length} messages: ${first.reason}`);
  };
  const call = async (): Promise<void> => {
    try {
      await attempt();
    } catch (error) {
      throw awsError(error, {
        service: 'SQS',
        operation: 'SendMessageBatch',
        region,
        keyId: name,
        codes: CODES,
      });
    }
  };
  try {
    await retry(call, retrying);
    return new Map();
  } catch (error) {
    const reason = reasonOf(error);
    return new Map([...left].map(([message, own]) => [message, own || reason]));
  }
}
