import { describe, expect, it } from 'vitest';
import { createCdn } from '../../src/aws/cloudfront.ts';
import { invalidationOf } from '../support/plans.ts';
import { type Response, type Scripted, scriptedAws } from '../support/scripted-aws.ts';

const ALWAYS = new AbortController().signal;
const INVALIDATION = invalidationOf('E1', ['/a&b', '/c*'], { reference: 'R' });
const CREATED: Response = {
  status: 201,
  body: `<Invalidation xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Id>I1</Id><Status>InProgress</Status><CreateTime>2026-11-21T00:00:00Z</CreateTime><InvalidationBatch><Paths><Quantity>1</Quantity><Items><Path>/a</Path></Items></Paths><CallerReference>R</CallerReference></InvalidationBatch></Invalidation>`,
};

function failure(status: number, code: string, message = 'no'): Response {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  const namespace = 'http://cloudfront.amazonaws.com/doc/2020-05-31/';
  return {
    status,
    body: `<ErrorResponse xmlns="${namespace}">${error}<RequestId>1</RequestId></ErrorResponse>`,
  };
}

describe('the call', () => {
  it('carries the items and the caller reference', async () => {
    const aws = await scriptedAws(() => CREATED);
    const submission = await createCdn().invalidate(INVALIDATION, ALWAYS);
    expect(submission).toEqual({ status: 'created', id: 'I1' });
    expect(aws.requests.map(({ method, url }) => [method, url.pathname])).toEqual([
      ['POST', '/2020-05-31/distribution/E1/invalidation'],
    ]);
    const xml = aws.requests[0]?.body;
    expect(xml).toContain('<Quantity>2</Quantity><Items><Path>/a&amp;b</Path><Path>/c*</Path></Items>');
    expect(xml).toContain('<CallerReference>R</CallerReference>');
  });

  it.each([
    ['eu-west-1', 'eu-west-1'],
    [undefined, 'us-east-1'],
  ])('needs no region (%s)', async (given, signed) => {
    const aws = await scriptedAws(() => CREATED, { AWS_REGION: given });
    await createCdn().invalidate(INVALIDATION, ALWAYS);
    expect(aws.requests[0]?.headers.authorization).toContain(`/${signed}/cloudfront/`);
  });
});

it.each<[name: string, answer: Response, status: string]>([
  ['used with other paths', failure(409, 'InvalidationBatchAlreadyExists'), 'exists'],
  ['too many in progress', failure(400, 'TooManyInvalidationsInProgress'), 'full'],
  ['a path that is none', failure(400, 'InvalidArgument'), 'refused'],
  ['more than a call may have', failure(413, 'BatchTooLarge'), 'refused'],
])('an answer: %s', async (_name, answer, status) => {
  const aws = await scriptedAws(() => answer);
  expect(await createCdn().invalidate(INVALIDATION, ALWAYS)).toMatchObject({ status });
  expect(aws.requests).toHaveLength(1);
});

it.each<[name: string, answer: Scripted, code: string]>([
  ['no permission', failure(403, 'AccessDenied'), 'ACCESS_DENIED'],
  ['no such distribution', failure(404, 'NoSuchDistribution'), 'INVALID_OPTION'],
  ['throttled', failure(400, 'Throttling', 'Rate exceeded'), 'THROTTLED'],
  ['asked too much of', failure(503, 'ServiceUnavailable'), 'THROTTLED'],
  ['broken', failure(500, 'InternalError'), 'AWS_FAILED'],
  ['old credentials', failure(403, 'ExpiredToken'), 'CREDENTIALS_EXPIRED'],
  ['a page of something in between', { status: 502, body: '<html>Bad gateway' }, 'AWS_FAILED'],
  ['no answer', 'reset', 'NETWORK'],
])('a failure, which is not tried again here: %s', async (_name, answer, code) => {
  const aws = await scriptedAws(() => answer);
  const asking = createCdn().invalidate(INVALIDATION, ALWAYS);
  await expect(asking).rejects.toMatchObject({ code, message: expect.stringContaining('with E1') });
  expect(aws.requests).toHaveLength(1);
});

it('ends with the signal', async () => {
  const ending = new AbortController();
  await scriptedAws(() => {
    ending.abort();
    return 'hang';
  });
  const asking = createCdn().invalidate(INVALIDATION, ending.signal);
  await expect(asking).rejects.toMatchObject({ code: 'ABORTED' });
});

it('what a client cannot be made with is told at every call', async () => {
  await scriptedAws(() => CREATED);
  const env = { AWS_ACCESS_KEY_ID: 'test' };
  const cdn = createCdn({ env });
  for (let call = 0; call < 2; call += 1) {
    await expect(cdn.invalidate(INVALIDATION, ALWAYS)).rejects.toMatchObject({ code: 'CREDENTIALS_MISSING' });
  }
});
