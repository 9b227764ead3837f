import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type AwsAccess, clientConfig } from '@kmscrypt/core/aws-client';
import type { QueueMessage } from '../queues.ts';

/** In milliseconds. */
const REQUEST_TIMEOUT = 5_000;

/** One that SQS did not take. */
export interface NotTaken {
  readonly message: QueueMessage;
  /** SQS's name for it. */
  readonly code: string;
  readonly reason: string;
  /** Whether it would be refused again. */
  readonly isOurs: boolean;
}

/** Sends at most ten messages to one FIFO queue; answers with those that were not taken. Rejects with the SDK's errors. */
export type SendBatch = (
  messages: readonly QueueMessage[],
  signal: AbortSignal,
) => Promise<readonly NotTaken[]>;

/**
 * SQS of a region through the SDK.
 *
 * @throws KmscryptError `CREDENTIALS_MISSING`, `INVALID_OPTION`
 */
export async function createSqsClient(access: AwsAccess, region: string): Promise<SendBatch> {
  const client = new SQSClient({
    ...(await clientConfig(access, region)),
    region,
    maxAttempts: 1,
    // Else the SDK would call the host of the queue's URL.
    useQueueUrlAsEndpoint: false,
  });
  return async (messages, signal) => {
    const command = new SendMessageBatchCommand({
      QueueUrl: urlOf(messages[0]?.queue ?? ''),
      Entries: messages.map(({ body, group, deduplicationId }, index) => ({
        Id: String(index),
        MessageBody: body,
        MessageGroupId: group,
        MessageDeduplicationId: deduplicationId,
      })),
    });
    const { Failed: failed = [] } = await client.send(command, {
      abortSignal: signal,
      requestTimeout: REQUEST_TIMEOUT,
    });
    return failed.flatMap(({ Id, Code: code = '', Message: text, SenderFault }) => {
      const message = messages[Number(Id)];
      const reason = text === undefined ? code : `${code}: ${text}`;
      return message === undefined ? [] : [{ message, code, reason, isOurs: SenderFault === true }];
    });
  };
}

/** A call goes to the region's endpoint whatever host stands here; SQS reads account and name. */
function urlOf(queue: string): string {
  const [, , , region, account, name] = queue.split(':');
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}
