import { expect, test, vi } from 'vitest';
import { sdkCaller, sqsVisibility } from '../src/visibility.ts';
import { QUEUE } from './support/events.ts';
import { startSqs } from './support/sqs-server.ts';

const never = new AbortController().signal;

function queued(count: number, arn = QUEUE): Parameters<ReturnType<typeof sqsVisibility>['hide']>[0] {
  const ids = Array.from({ length: count }, (_, index) => `m${index}`);
  return { arn, receiptHandles: new Map(ids.map((id) => [id, `handle of ${id}`])) };
}

test('each message is hidden for its own time, ten a call, in the queue and region of the ARN', async () => {
  const calls = await startSqs();
  vi.stubEnv('AWS_REGION', 'us-east-1');
  const seconds = new Map(Array.from({ length: 25 }, (_, index) => [`m${index}`, index] as const));
  const untold = await sqsVisibility(sdkCaller).hide(queued(30), { seconds, signal: never });
  expect(untold).toEqual({ count: 0 });
  expect(calls.map(({ body }) => body.Entries.length).toSorted((a, b) => a - b)).toEqual([5, 10, 10]);
  for (const { operation, region, body } of calls) {
    expect(operation).toBe('AmazonSQS.ChangeMessageVisibilityBatch');
    expect(region).toBe('eu-west-1');
    expect(new URL(body.QueueUrl).pathname).toBe('/111122223333/changes');
  }
  const told = calls.flatMap(({ body }) =>
    body.Entries.map((each) => [each.ReceiptHandle, each.VisibilityTimeout]),
  );
  expect(Object.fromEntries(told)).toEqual(
    Object.fromEntries([...seconds].map(([id, time]) => [`handle of ${id}`, time])),
  );
});

const TIMES: readonly (readonly [name: string, wanted: number, told: number])[] = [
  ['a fraction', 30.4, 30],
  ['less than nothing', -1, 0],
  ['more than SQS takes', 43_200, 42_300],
  ['without end', Infinity, 42_300],
];

test.each(TIMES)('seconds: %s', async (_name, wanted, told) => {
  const calls = await startSqs();
  await sqsVisibility(sdkCaller).hide(queued(1), { seconds: new Map([['m0', wanted]]), signal: never });
  expect(calls[0]?.body.Entries[0]?.VisibilityTimeout).toBe(told);
});

test('nothing to hide is no call', async () => {
  const calls = await startSqs();
  expect(await sqsVisibility(sdkCaller).hide(queued(1), { seconds: new Map(), signal: never })).toEqual({
    count: 0,
  });
  expect(calls).toEqual([]);
});

test('messages that SQS refuses are counted, with the reason', async () => {
  const Failed = [{ Id: '1', SenderFault: true, Code: 'ReceiptHandleIsInvalid', Message: 'it has expired' }];
  await startSqs(() => ({ status: 200, body: { Successful: [{ Id: '0' }], Failed } }));
  const seconds = new Map([
    ['m0', 1],
    ['m1', 1],
  ]);
  expect(await sqsVisibility(sdkCaller).hide(queued(2), { seconds, signal: never })).toEqual({
    count: 1,
    reason: 'ReceiptHandleIsInvalid: it has expired',
  });
});

test('a call that SQS refuses counts all of its messages', async () => {
  const body = { __type: 'com.amazonaws.sqs#AccessDenied', message: 'not authorized' };
  await startSqs(() => ({ status: 403, body }));
  const seconds = new Map(Array.from({ length: 12 }, (_, index) => [`m${index}`, 1] as const));
  expect(await sqsVisibility(sdkCaller).hide(queued(12), { seconds, signal: never })).toEqual({
    count: 12,
    reason: expect.stringContaining('not authorized'),
  });
});

test('an SQS that does not answer is waited for no longer than the signal', async () => {
  await startSqs(() => undefined);
  const seconds = new Map(Array.from({ length: 300 }, (_, index) => [`m${index}`, 1] as const));
  const signal = AbortSignal.timeout(200);
  expect(await sqsVisibility(sdkCaller).hide(queued(300), { seconds, signal })).toMatchObject({ count: 300 });
});

test.each(['undefined', '', 'arn:aws:s3:::bucket', 'arn:aws:sqs:eu-west-1'])(
  '%j is no queue',
  async (arn) => {
    const calls = await startSqs();
    const untold = await sqsVisibility(sdkCaller).hide(queued(1, arn), {
      seconds: new Map([['m0', 1]]),
      signal: never,
    });
    expect(untold).toEqual({ count: 1, reason: expect.stringContaining('eventSourceARN') });
    expect(calls).toEqual([]);
  },
);

test('a caller that cannot be made counts all messages, and is made again the next time', async () => {
  const regions: string[] = [];
  const visibility = sqsVisibility(async (region) => {
    regions.push(region);
    if (regions.length === 1) throw new TypeError('no such module');
    return { changeVisibility: async () => ({ count: 0 }) };
  });
  const seconds = new Map(Array.from({ length: 12 }, (_, index) => [`m${index}`, 1] as const));
  const answers: unknown[] = [];
  for (let time = 0; time < 3; time += 1) {
    answers.push(await visibility.hide(queued(12), { seconds, signal: never }));
  }
  expect(answers).toEqual([{ count: 12, reason: 'TypeError: no such module' }, { count: 0 }, { count: 0 }]);
  expect(regions).toEqual(['eu-west-1', 'eu-west-1']);
});

test('a call that rejects counts its own messages alone', async () => {
  const visibility = sqsVisibility(async () => ({
    changeVisibility: async ({ entries }) => {
      if (entries.length === 10) throw new Error('no connection');
      return { count: 0 };
    },
  }));
  const seconds = new Map(Array.from({ length: 12 }, (_, index) => [`m${index}`, 1] as const));
  expect(await visibility.hide(queued(12), { seconds, signal: never })).toEqual({
    count: 10,
    reason: 'Error: no connection',
  });
});
