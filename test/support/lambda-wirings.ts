import { PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  type NotificationConfiguration,
  PutBucketNotificationConfigurationCommand,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import type { Clients } from './lambda-clients.ts';
import type { Queue } from './lambda-queue.ts';

/** Lets a bucket tell a queue of what is created and removed in it. */
export type Wiring = (clients: Clients, bucket: string, queue: Queue) => Promise<void>;

const EVENTS: ('s3:ObjectCreated:*' | 's3:ObjectRemoved:*')[] = ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'];

/** By a notification; S3 tries it out with a message at once. */
export const byNotification: Wiring = (clients, bucket, { arn: QueueArn }) =>
  notify(clients, bucket, { QueueConfigurations: [{ QueueArn, Events: EVENTS }] });

/** By way of EventBridge. */
export const byEventBridge: Wiring = async (clients, bucket, { arn }) => {
  await notify(clients, bucket, { EventBridgeConfiguration: {} });
  const pattern = {
    source: ['aws.s3'],
    'detail-type': ['Object Created', 'Object Deleted'],
    detail: { bucket: { name: [bucket] } },
  };
  await clients.events.send(new PutRuleCommand({ Name: bucket, EventPattern: JSON.stringify(pattern) }));
  await clients.events.send(new PutTargetsCommand({ Rule: bucket, Targets: [{ Id: 'queue', Arn: arn }] }));
};

/** By way of a topic, in SNS's envelope. */
export const bySns: Wiring = (clients, bucket, queue) => byTopic(clients, bucket, queue, {});

/** By way of a topic, without an envelope. */
export const bySnsRaw: Wiring = (clients, bucket, queue) =>
  byTopic(clients, bucket, queue, { RawMessageDelivery: 'true' });

async function byTopic(
  clients: Clients,
  bucket: string,
  { arn: Endpoint }: Queue,
  Attributes: Record<string, string>,
): Promise<void> {
  const { TopicArn } = await clients.sns.send(new CreateTopicCommand({ Name: bucket }));
  await clients.sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes }));
  await notify(clients, bucket, { TopicConfigurations: [{ TopicArn, Events: EVENTS }] });
}

async function notify(
  { s3 }: Clients,
  Bucket: string,
  NotificationConfiguration: NotificationConfiguration,
): Promise<void> {
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
}
