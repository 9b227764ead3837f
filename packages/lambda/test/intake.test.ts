import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { intakeOf } from '../src/intake.ts';
import { RUNS } from './runs.ts';
import { batchOf, notification, QUEUE, snsEvent } from './support/events.ts';

const S3 = { Records: [{ eventSource: 'aws:s3', s3: { object: { key: 'a' } } }] };

test('a batch of SQS is taken apart, with what SQS says of each message', () => {
  expect(intakeOf(batchOf([S3, notification(S3), 'x']), 'request-0')).toEqual({
    messages: [
      { id: 'm0', receiveCount: 2, sent: 1_767_225_600_000, queued: expect.anything(), payload: S3 },
      { id: 'm1', receiveCount: 2, sent: 1_767_225_600_000, queued: expect.anything(), payload: S3 },
      {
        id: 'm2',
        receiveCount: 2,
        sent: 1_767_225_600_000,
        queued: { queue: QUEUE, body: 'x' },
        problem: expect.any(String),
      },
    ],
    queue: {
      arn: QUEUE,
      receiptHandles: new Map([
        ['m0', 'handle-0'],
        ['m1', 'handle-1'],
        ['m2', 'handle-2'],
      ]),
    },
  });
});

const DIRECT: readonly (readonly [name: string, event: unknown, payload: unknown])[] = [
  ['an S3 notification', S3, S3],
  ['several records of S3', { Records: [...S3.Records, ...S3.Records] }, expect.anything()],
  ['an EventBridge event', { source: 'aws.s3', detail: {} }, { source: 'aws.s3', detail: {} }],
  ['an SNS notification', snsEvent(S3), S3],
  ['null', null, null],
  ['undefined', undefined, undefined],
  ['a number', 5, 5],
  ['an empty list of records', { Records: [] }, { Records: [] }],
  ['records that are no objects', { Records: [null, 5] }, { Records: [null, 5] }],
];

test.each(DIRECT)('%s is one message without a queue', (_name, event, payload) => {
  expect(intakeOf(event, 'request-0')).toEqual({
    messages: [{ id: 'request-0', receiveCount: 1, payload }],
  });
});

const MIXED: readonly (readonly [name: string, event: { readonly Records: readonly unknown[] }])[] = [
  ['of SQS and S3', { Records: [...batchOf([S3]).Records, ...S3.Records] }],
  [
    'of two queues',
    {
      Records: [...batchOf([S3]).Records, ...batchOf([S3], { messageId: 'm1', eventSourceARN: 'x' }).Records],
    },
  ],
  ['with a record that has no id', batchOf([S3, S3], { messageId: undefined })],
  ['with a record that has an empty id', batchOf([S3], { messageId: '' })],
];

test.each(MIXED)('records %s are no batch: one message that has to be understood whole', (_name, event) => {
  const { messages, queue } = intakeOf(event, 'request-0');
  expect(queue).toBeUndefined();
  expect(messages).toEqual([{ id: 'request-0', receiveCount: 1, payload: event }]);
});

test('a message that is delivered twice in a batch is one, with the newest receipt handle', () => {
  const [first, second] = batchOf([S3, S3]).Records;
  const { messages, queue } = intakeOf({ Records: [first, { ...second, messageId: 'm0' }] }, 'request-0');
  expect(messages.map(({ id }) => id)).toEqual(['m0']);
  expect(queue?.receiptHandles).toEqual(new Map([['m0', 'handle-1']]));
});

const ATTRIBUTES: readonly (readonly [name: string, attributes: unknown, receiveCount: number])[] = [
  ['texts', { ApproximateReceiveCount: '3' }, 3],
  ['numbers', { ApproximateReceiveCount: 3 }, 3],
  ['no numbers', { ApproximateReceiveCount: 'x' }, 1],
  ['an empty text', { ApproximateReceiveCount: '' }, 1],
  ['none', undefined, 1],
];

test.each(ATTRIBUTES)('attributes: %s', (_name, attributes, receiveCount) => {
  const { messages } = intakeOf(batchOf([S3], { attributes }), 'request-0');
  expect(messages[0]).toMatchObject({ receiveCount });
});

test('whatever the event is, each message is either read or has a problem', () => {
  const record = fc.record({
    eventSource: fc.constant('aws:sqs'),
    eventSourceARN: fc.constantFrom('arn:aws:sqs:eu-west-1:111111111111:queue', undefined),
    messageId: fc.string(),
    receiptHandle: fc.oneof(fc.string(), fc.anything()),
    body: fc.oneof(fc.string(), fc.json(), fc.anything()),
  });
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.record({ Records: fc.array(record) })), (event) => {
      for (const message of intakeOf(event, 'request-0').messages) {
        expect('payload' in message).toBe(!('problem' in message));
      }
    }),
    { numRuns: RUNS },
  );
});
