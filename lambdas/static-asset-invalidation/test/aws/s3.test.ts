import { describe, expect, it, vi } from 'vitest';
import { createObjectLister } from '../../src/aws/s3.ts';
import { type Request, type Response, type Scripted, scriptedAws } from '../support/scripted-aws.ts';

const ALWAYS = new AbortController().signal;
const IMPATIENT = { sleep: async () => {} };
const PLACE = { bucket: 'www', prefix: 'a b/' };

/** A page as S3 writes it, with the encoding that it was asked for unless it knows none. */
function page(
  keys: readonly string[],
  more: { readonly next?: string; readonly encoding?: string } = {},
): Response {
  const { next, encoding = 'url' } = more;
  const contents = keys.map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`).join('');
  const told = encoding === '' ? '' : `<EncodingType>${encoding}</EncodingType>`;
  const token = next === undefined ? '' : `<NextContinuationToken>${next}</NextContinuationToken>`;
  const body = `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>www</Name>${told}${contents}<IsTruncated>${next !== undefined}</IsTruncated>${token}</ListBucketResult>`;
  return { status: 200, body };
}

function failure(status: number, code: string): Response {
  return { status, body: `<Error><Code>${code}</Code><Message>no</Message></Error>` };
}

function asked({ url }: Request): Record<string, string | null> {
  const { searchParams } = url;
  return {
    path: url.pathname,
    prefix: searchParams.get('prefix'),
    most: searchParams.get('max-keys'),
    encoding: searchParams.get('encoding-type'),
    from: searchParams.get('continuation-token'),
  };
}

describe('pages', () => {
  it('are read to the last one', async () => {
    const aws = await scriptedAws((_request, number) =>
      number < 3 ? page([`k${number}`], { next: `after ${number}` }) : page(['k3']),
    );
    const listing = await createObjectLister().list(PLACE, { pages: 100, signal: ALWAYS });
    expect(listing).toEqual({ ...PLACE, keys: ['k1', 'k2', 'k3'], isComplete: true });
    const common = { path: '/www/', prefix: 'a b/', most: '1000', encoding: 'url' };
    expect(aws.requests.map(asked)).toEqual([
      { ...common, from: null },
      { ...common, from: 'after 1' },
      { ...common, from: 'after 2' },
    ]);
  });

  it.each<[pages: number, keys: readonly string[], isComplete: boolean]>([
    [0, [], false],
    [1, ['k1'], false],
    [2, ['k1', 'k2'], true],
  ])('%i at most', async (pages, keys, isComplete) => {
    const aws = await scriptedAws((_request, number) =>
      page([`k${number}`], number === 1 ? { next: 'more' } : {}),
    );
    const listing = await createObjectLister().list(PLACE, { pages, signal: ALWAYS });
    expect(listing).toEqual({ ...PLACE, keys, isComplete });
    expect(aws.requests).toHaveLength(pages);
  });

  it('a bucket at an emulator that has a name', async () => {
    const aws = await scriptedAws(() => page([]));
    vi.stubEnv('AWS_ENDPOINT_URL', process.env['AWS_ENDPOINT_URL']?.replace('127.0.0.1', 'localhost'));
    await createObjectLister().list(PLACE, { pages: 1, signal: ALWAYS });
    expect(aws.requests.map(({ url }) => url.pathname)).toEqual(['/www/']);
  });

  it('an empty bucket', async () => {
    await scriptedAws(() => page([]));
    const listing = await createObjectLister().list(PLACE, { pages: 1, signal: ALWAYS });
    expect(listing).toEqual({ ...PLACE, keys: [], isComplete: true });
  });
});

it.each<[name: string, written: string, encoding: string, key: string]>([
  ['a space', 'a+b', 'url', 'a b'],
  ['a plus sign', 'a%2Bb', 'url', 'a+b'],
  ['a percent sign', '100%25', 'url', '100%'],
  ['an escape', '%2525', 'url', '%25'],
  ['other alphabets', '%C3%BC/%F0%9F%98%80', 'url', 'ü/😀'],
  ['what XML cannot hold', '%01%0A', 'url', '\u0001\n'],
  ['of a server that encodes nothing', 'a+b%20', '', 'a+b%20'],
])('a key with %s', async (_name, written, encoding, key) => {
  await scriptedAws(() => page([written], { encoding }));
  const { keys } = await createObjectLister().list(PLACE, { pages: 1, signal: ALWAYS });
  expect(keys).toEqual([key]);
});

describe('failures', () => {
  it.each<[name: string, answer: Scripted]>([
    ['throttled', failure(503, 'SlowDown')],
    ['broken', failure(500, 'InternalError')],
    ['no answer', 'reset'],
  ])('that pass: %s', async (_name, answer) => {
    const aws = await scriptedAws((_request, number) => (number < 3 ? answer : page(['k'])));
    const listing = await createObjectLister({}, IMPATIENT).list(PLACE, { pages: 1, signal: ALWAYS });
    expect(listing.keys).toEqual(['k']);
    expect(aws.requests).toHaveLength(3);
  });

  it.each<[answer: Response, code: string]>([
    [failure(503, 'SlowDown'), 'THROTTLED'],
    [failure(500, 'InternalError'), 'AWS_FAILED'],
  ])('are tried again by nobody else', async (answer, code) => {
    const aws = await scriptedAws(() => answer);
    const listing = createObjectLister({}, { maxAttempts: 1 }).list(PLACE, { pages: 9, signal: ALWAYS });
    await expect(listing).rejects.toMatchObject({ code });
    expect(aws.requests).toHaveLength(1);
  });

  it.each<[answer: Response, code: string]>([
    [failure(403, 'AccessDenied'), 'ACCESS_DENIED'],
    [failure(404, 'NoSuchBucket'), 'INVALID_OPTION'],
    [failure(403, 'InvalidAccessKeyId'), 'CREDENTIALS_REFUSED'],
  ])('that do not', async (answer, code) => {
    const aws = await scriptedAws(() => answer);
    const listing = createObjectLister({}, IMPATIENT).list(PLACE, { pages: 9, signal: ALWAYS });
    await expect(listing).rejects.toMatchObject({ code, message: expect.stringContaining('with www') });
    expect(aws.requests).toHaveLength(1);
  });

  it('with the signal, what is found so far', async () => {
    const ending = new AbortController();
    const aws = await scriptedAws((_request, number) => {
      if (number === 2) ending.abort();
      return page(['k'], { next: 'more' });
    });
    const listing = createObjectLister().list(PLACE, { pages: 9, signal: ending.signal });
    expect(await listing).toMatchObject({ keys: ['k'], isComplete: false });
    expect(aws.requests).toHaveLength(2);
  });

  it('end with the signal where nothing is found', async () => {
    const ending = new AbortController();
    await scriptedAws(() => {
      ending.abort();
      return page(['k'], { next: 'more' });
    });
    const listing = createObjectLister().list(PLACE, { pages: 9, signal: ending.signal });
    await expect(listing).rejects.toMatchObject({ code: 'ABORTED' });
  });
});
