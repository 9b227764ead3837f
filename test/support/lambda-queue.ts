import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { Clients } from './lambda-clients.ts';

/** A standard queue. */
export interface Queue {
  readonly url: string;
  readonly arn: string;
}

/** Makes a queue. */
export async function createQueue(
  { sqs }: Clients,
  name: string,
  attributes: Readonly<Record<string, string>> = {},
): Promise<Queue> {
  const { QueueUrl: url = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName: name, Attributes: { ...attributes } }),
  );
  const { Attributes: made = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
  );
  return { url, arn: made['QueueArn'] ?? '' };
}

/** What sends a message to another queue when it has been received so often. */
export function redrive(deadLetters: Queue, maxReceiveCount: number): { readonly RedrivePolicy: string } {
  return { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount }) };
}

/** How many messages a queue has, those included that are hidden. */
export async function countMessages({ sqs }: Clients, { url }: Queue): Promise<number> {
  const { Attributes: attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
  );
  return (
    Number(attributes['ApproximateNumberOfMessages']) +
    Number(attributes['ApproximateNumberOfMessagesNotVisible'])
  );
}

/** The bodies of up to ten messages. */
export async function bodiesIn({ sqs }: Clients, { url }: Queue): Promise<string[]> {
  const { Messages: messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }),
  );
  return messages.map(({ Body: body = '' }) => body);
}
