import type { Context } from 'aws-lambda';

export const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:changes';

/** A batch as Lambda's poller makes it, of these bodies; ids are m0, m1, … */
export function batchOf(
  bodies: readonly unknown[],
  record: Readonly<Record<string, unknown>> = {},
): { readonly Records: readonly Readonly<Record<string, unknown>>[] } {
  return {
    Records: bodies.map((body, index) => ({
      messageId: `m${index}`,
      receiptHandle: `handle-${index}`,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      attributes: {
        ApproximateReceiveCount: '2',
        SentTimestamp: '1767225600000',
        SenderId: 'AIDAEXAMPLE',
        ApproximateFirstReceiveTimestamp: '1767225600001',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: QUEUE,
      awsRegion: 'eu-west-1',
      ...record,
    })),
  };
}

/** What SNS puts into a queue without raw delivery. */
export function notification(message: unknown): Readonly<Record<string, unknown>> {
  return {
    Type: 'Notification',
    MessageId: 'n0',
    TopicArn: 'arn:aws:sns:eu-west-1:111122223333:changes',
    Message: typeof message === 'string' ? message : JSON.stringify(message),
    Timestamp: '2026-01-01T00:00:00.000Z',
    SignatureVersion: '1',
  };
}

/** What SNS invokes a Lambda with. */
export function snsEvent(message: unknown): unknown {
  const { Type: _type, ...sns } = notification(message);
  return {
    Records: [{ EventSource: 'aws:sns', EventVersion: '1.0', Sns: { Type: 'Notification', ...sns } }],
  };
}

/** Lambda's context, as far as it is read. */
export function contextWith(milliseconds: number): Context {
  const deadline = Date.now() + milliseconds;
  return {
    awsRequestId: 'request-0',
    functionName: 'example',
    getRemainingTimeInMillis: () => deadline - Date.now(),
  } as Context;
}
