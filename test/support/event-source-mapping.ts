import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { setTimeout as delay } from 'node:timers/promises';
import type { Queue } from './lambda-queue.ts';

/** What came of an invocation; undefined where it ended without an answer. */
export type Answer = { readonly response: Partial<SQSBatchResponse> | null } | undefined;

export interface Mapping {
  readonly sqs: SQSClient;
  readonly queue: Queue;
  /** Most messages of a batch. */
  readonly batchSize: number;
  /** How long a batch waits to be full, in milliseconds from its first message; default: while the queue has more. */
  readonly window?: number;
  readonly invoke: (event: SQSEvent) => Promise<Answer>;
}

/** How a batch ended, by message id. */
export interface Batch {
  readonly event: SQSEvent;
  readonly done: readonly string[];
  readonly failed: readonly string[];
}

/** What SQS takes or gives in one call. */
const AT_ONCE = 10;
/** In milliseconds, before a queue that was empty is asked again. */
const PAUSE = 100;

/**
 * One turn of what Lambda does between a queue and a function with `ReportBatchItemFailures`: it gathers a batch, invokes, and
 * deletes the messages that are done. The others come back at once, as if their visibility time-out had ended.
 * Source: AWS Lambda Developer Guide, "Using Lambda with Amazon SQS" and "Handling errors for an SQS event source".
 *
 * @returns undefined where the queue is empty.
 */
export async function pollOnce(mapping: Mapping): Promise<Batch | undefined> {
  const { sqs, queue } = mapping;
  const event = await gather(mapping);
  if (event.Records.length === 0) return undefined;
  const failures = failuresOf(event, await mapping.invoke(event));
  const isDone = ({ messageId }: SQSRecord): boolean => !failures.has(messageId);
  for (const Entries of entriesOf(event.Records.filter(isDone))) {
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queue.url, Entries }));
  }
  for (const entries of entriesOf(event.Records.filter((record) => !isDone(record)))) {
    const Entries = entries.map((entry) => ({ ...entry, VisibilityTimeout: 0 }));
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queue.url, Entries }));
  }
  const ids = event.Records.map(({ messageId }) => messageId);
  return { event, done: ids.filter((id) => !failures.has(id)), failed: ids.filter((id) => failures.has(id)) };
}

/** Goes on until the queue is empty; a message that never succeeds needs a queue that gets rid of it. */
export async function drain(mapping: Mapping): Promise<readonly Batch[]> {
  const batches: Batch[] = [];
  for (let batch = await pollOnce(mapping); batch !== undefined; batch = await pollOnce(mapping)) {
    batches.push(batch);
  }
  return batches;
}

async function gather({ sqs, queue, batchSize, window = 0 }: Mapping): Promise<SQSEvent> {
  const records: SQSRecord[] = [];
  let end = Infinity;
  while (records.length < batchSize) {
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queue.url,
        MaxNumberOfMessages: Math.min(AT_ONCE, batchSize - records.length),
        MessageSystemAttributeNames: ['All'],
      }),
    );
    records.push(...messages.map((message) => recordOf(message, queue)));
    if (messages.length > 0) end = Math.min(end, Date.now() + window);
    else if (records.length === 0 || Date.now() >= end) break;
    else await delay(PAUSE);
  }
  return { Records: records };
}

function recordOf(message: Message, queue: Queue): SQSRecord {
  const [, , , awsRegion = ''] = queue.arn.split(':');
  const { SenderId = '', SentTimestamp = '', ...attributes } = message.Attributes ?? {};
  const { ApproximateReceiveCount = '', ApproximateFirstReceiveTimestamp = '' } = attributes;
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: { ApproximateReceiveCount, SentTimestamp, SenderId, ApproximateFirstReceiveTimestamp },
    messageAttributes: {},
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: queue.arn,
    awsRegion,
  };
}

/** All of them where the function failed, or named a message that was not in the batch. */
function failuresOf({ Records: records }: SQSEvent, answer: Answer): ReadonlySet<string> {
  const all = new Set(records.map(({ messageId }) => messageId));
  if (answer === undefined) return all;
  const named = (answer.response?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  return named.every((id) => all.has(id)) ? new Set(named) : all;
}

function entriesOf(
  records: readonly SQSRecord[],
): { readonly Id: string; readonly ReceiptHandle: string }[][] {
  const entries = records.map(({ receiptHandle }, index) => ({
    Id: String(index),
    ReceiptHandle: receiptHandle,
  }));
  return Array.from({ length: Math.ceil(entries.length / AT_ONCE) }, (_, index) =>
    entries.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
  );
}
