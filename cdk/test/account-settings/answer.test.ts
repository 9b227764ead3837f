import { afterEach, describe, expect, test } from 'vitest';
import { answer } from '../../account-settings/src/answer.ts';
import { readRequest } from '../../account-settings/src/request.ts';
import type { Outcome } from '../../account-settings/src/settle.ts';
import { noPause } from './at.ts';
import { fakeAws, type FakeAws } from './fake-aws.ts';

let bucket: FakeAws | undefined;
afterEach(async () => bucket?.[Symbol.asyncDispose]());

const EVENT = {
  RequestType: 'Create',
  ResponseURL: 'https://example.com/answer?signature=secret',
  StackId: 'arn:aws:cloudformation:eu-central-1:111111111111:stack/acme-baseline/1',
  RequestId: 'r-1',
  ResourceType: 'Custom::Detector',
  LogicalResourceId: 'Detector',
  ResourceProperties: { ServiceToken: 'arn' },
};
const OUTCOME: Outcome = { status: 'SUCCESS', physicalId: 'Detector/made/d', id: 'd' };

/** A bucket that answers so, one status after the other, and then 200. */
async function bucketWith(statuses: readonly number[]): Promise<string> {
  const left = [...statuses];
  bucket = await fakeAws(() => ({ status: left.shift() ?? 200 }));
  return `${bucket.endpoint}/answer?signature=secret`;
}

test('an answer is what CloudFormation reads', async () => {
  const request = readRequest({ ...EVENT, ResponseURL: await bucketWith([]) });
  await answer(request, OUTCOME, noPause());
  const [one] = bucket?.asked ?? [];
  expect(one).toMatchObject({ method: 'PUT', path: '/answer?signature=secret' });
  expect(JSON.parse(one?.body ?? '')).toEqual({
    Status: 'SUCCESS',
    PhysicalResourceId: 'Detector/made/d',
    StackId: EVENT.StackId,
    RequestId: 'r-1',
    LogicalResourceId: 'Detector',
    Data: { Id: 'd' },
  });
});

describe('an answer', () => {
  test.each([
    ['is given again after faults', [500, 503], 3],
    ['is given once where it is taken', [], 1],
  ] as const)('%s', async (_, statuses, asked) => {
    const request = readRequest({ ...EVENT, ResponseURL: await bucketWith(statuses) });
    await answer(request, OUTCOME, noPause());
    expect(bucket?.asked).toHaveLength(asked);
  });

  test.each([
    ['that is refused is not given again', [403], 1],
    ['that nobody takes is given five times', [500, 500, 500, 500, 500], 5],
  ] as const)('%s, and the URL is not told', async (_, statuses, asked) => {
    const request = readRequest({ ...EVENT, ResponseURL: await bucketWith(statuses) });
    const failed = answer(request, OUTCOME, noPause());
    await expect(failed).rejects.toThrow(/^CloudFormation could not be answered: status \d+$/);
    expect(bucket?.asked).toHaveLength(asked);
  });
});

test('the kind is the type without Custom', () => {
  expect(readRequest(EVENT)).toMatchObject({ type: 'Create', kind: 'Detector', physicalId: undefined });
});

test.each([
  ['no object', undefined],
  ['no type', { ...EVENT, RequestType: undefined }],
  ['a type that is unknown', { ...EVENT, RequestType: 'Read' }],
  ['no URL', { ...EVENT, ResponseURL: '' }],
  ['no request', { ...EVENT, RequestId: undefined }],
])('%s is no request', (_, event) => {
  expect(() => readRequest(event)).toThrow('the event is no request of CloudFormation');
});
