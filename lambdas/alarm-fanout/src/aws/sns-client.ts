import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { type AwsAccess, clientConfig } from '@kmscrypt/core/aws-client';
import type { Publication } from '../senders.ts';

/** In milliseconds; the signal of a send ends it earlier. */
const REQUEST_TIMEOUT = 60_000;

/** Publishes to a topic. Rejects with the SDK's errors. */
export type Publish = (publication: Publication, signal: AbortSignal) => Promise<void>;

/**
 * SNS of a region through the SDK.
 *
 * @throws KmscryptError `CREDENTIALS_MISSING`, `INVALID_OPTION`
 */
export async function createSnsClient(access: AwsAccess, region: string): Promise<Publish> {
  // One attempt: what may have been published must not be published again here.
  const client = new SNSClient({ ...(await clientConfig(access, region)), region, maxAttempts: 1 });
  return async ({ arn, subject, message, attributes, fifo }, signal) => {
    const command = new PublishCommand({
      TopicArn: arn,
      Subject: subject,
      Message: message,
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
      ),
      ...(fifo === undefined ? {} : { MessageGroupId: fifo.group, MessageDeduplicationId: fifo.id }),
    });
    await client.send(command, { abortSignal: signal, requestTimeout: REQUEST_TIMEOUT });
  };
}
