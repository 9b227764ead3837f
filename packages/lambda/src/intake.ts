import type { Message } from './message.ts';
import { unwrap } from './unwrap.ts';

/** The messages of an invocation, and where their answer goes. */
export interface Intake {
  readonly messages: readonly Message[];
  /** By message id, what hides and shows it again; absent for what came without a queue. */
  readonly queue?: QueuedMessages | undefined;
}

export interface QueuedMessages {
  /** `arn:aws:sqs:REGION:ACCOUNT:NAME`. */
  readonly arn: string;
  readonly receiptHandles: ReadonlyMap<string, string>;
}

/**
 * Takes apart what Lambda was invoked with: a batch from SQS, or anything else as one message.
 *
 * @param requestId names a message that has no id of its own.
 */
export function intakeOf(event: unknown, requestId: string): Intake {
  const records = batchOf(event);
  if (records === undefined) return { messages: [{ id: requestId, receiveCount: 1, ...unwrap(event) }] };
  const receiptHandles = new Map<string, string>();
  // By id: a standard queue may deliver a message twice, and an answer names it once.
  const messages = new Map<string, Message>();
  for (const { messageId, queue, receiptHandle, attributes, body } of records) {
    const told = objectOf(attributes);
    receiptHandles.set(messageId, receiptHandle);
    messages.set(messageId, {
      id: messageId,
      receiveCount: numberOf(told['ApproximateReceiveCount']) ?? 1,
      sent: numberOf(told['SentTimestamp']),
      queued: { queue, body },
      ...unwrap(body),
    });
  }
  return {
    messages: [...messages.values()],
    queue: { arn: records[0]?.queue ?? '', receiptHandles },
  };
}

interface SqsRecord {
  readonly messageId: string;
  readonly queue: string;
  readonly receiptHandle: string;
  readonly attributes: unknown;
  readonly body: string;
}

/** The records of a batch from SQS, all of one queue; undefined for anything that Lambda's own poller would not send. */
function batchOf(event: unknown): readonly SqsRecord[] | undefined {
  const { Records: records } = objectOf(event);
  if (!Array.isArray(records)) return undefined;
  const found = records.flatMap((record: unknown) => recordOf(objectOf(record)) ?? []);
  const queues = new Set(found.map(({ queue }) => queue));
  return found.length === records.length && queues.size === 1 ? found : undefined;
}

function recordOf(record: Readonly<Record<string, unknown>>): SqsRecord | undefined {
  const { eventSource, eventSourceARN, messageId, receiptHandle, attributes, body } = record;
  if (eventSource !== 'aws:sqs' || typeof messageId !== 'string' || messageId === '') return undefined;
  if (typeof body !== 'string') return undefined;
  return { messageId, queue: textOf(eventSourceARN), receiptHandle: textOf(receiptHandle), attributes, body };
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Events written by hand for a try leave the queue and the handle away. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Attributes of SQS are texts. */
function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
