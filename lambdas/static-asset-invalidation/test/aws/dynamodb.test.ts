import { createPace } from '@kmscrypt/core/retry';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createMemory } from '../../src/aws/dynamodb.ts';
import { type Request, type Response, type Scripted, scriptedAws } from '../support/scripted-aws.ts';

const ALWAYS = new AbortController().signal;
const NOW = new Date('2026-11-21T12:00:00.5Z');
const SECONDS = 1_795_262_400;
const DAY = 86_400;

interface Written {
  readonly Key: { readonly pk: { readonly S: string } };
  readonly ExpressionAttributeNames: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function memoryOf() {
  return createMemory('memory', {}, { pace: createPace({ random: () => 0 }), random: () => 0 });
}

function json(body: unknown, status = 200): Response {
  return { status, body: JSON.stringify(body) };
}

function failure(status: number, type: string): Response {
  return json({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: 'no' }, status);
}

/** The keys that a BatchGetItem asks for. */
function keysOf({ body }: Request): readonly string[] {
  const { RequestItems } = JSON.parse(body) as {
    RequestItems: { memory: { Keys: readonly Written['Key'][] } };
  };
  return RequestItems.memory.Keys.map(({ pk }) => pk.S);
}

/** What is there of them, and what is left out. */
function found(items: readonly object[], left: readonly string[] = []): Response {
  const UnprocessedKeys =
    left.length === 0
      ? {}
      : { memory: { Keys: left.map((pk) => ({ pk: { S: pk } })), ConsistentRead: true } };
  return json({ Responses: { memory: items }, UnprocessedKeys });
}

/** `KEY ATTRIBUTE VALUE EXPIRES` of an UpdateItem. */
function additionOf({ headers, body }: Request): readonly unknown[] {
  expect(headers['x-amz-target']).toBe('DynamoDB_20120810.UpdateItem');
  const {
    Key,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  } = JSON.parse(body) as Written;
  return [Key.pk.S, names['#attribute'], values[':value'], Number(values[':expires']?.['N'])];
}

describe('what is spent', () => {
  it.each<[name: string, items: readonly object[], paths: number]>([
    ['nothing', [], 0],
    ['something', [{ pk: { S: 'spent#2026-11' }, paths: { N: '1200' } }], 1200],
  ])('%s', async (_name, items, paths) => {
    const aws = await scriptedAws(() => found(items));
    expect(await memoryOf().spent(NOW, ALWAYS)).toBe(paths);
    expect(aws.requests.map(keysOf)).toEqual([['spent#2026-11']]);
  });

  it('is counted by month, of UTC', async () => {
    const aws = await scriptedAws(() => json({}));
    const memory = memoryOf();
    await memory.spend(15, NOW, ALWAYS);
    await memory.spend(1, new Date('2026-12-01T00:30:00+01:00'), ALWAYS);
    expect(aws.requests.map(additionOf)).toEqual([
      ['spent#2026-11', 'paths', { N: '15' }, SECONDS + 100 * DAY],
      ['spent#2026-11', 'paths', { N: '1' }, 1_796_081_400 + 100 * DAY],
    ]);
  });
});

describe('what is done', () => {
  it('is read a hundred at a time, each once', async () => {
    const aws = await scriptedAws((request) =>
      found(
        keysOf(request)
          .filter((key) => key.endsWith('7'))
          .map((pk) => ({ pk: { S: pk }, distributions: { SS: ['E1', 'E2'] } })),
      ),
    );
    const ids = Array.from({ length: 250 }, (_, index) => `event ${index}`);
    const done = await memoryOf().done([...ids, ...ids], ALWAYS);
    expect([...done.keys()].toSorted()).toEqual(ids.filter((id) => id.endsWith('7')).toSorted());
    expect(done.get('event 7')).toEqual(new Set(['E1', 'E2']));
    expect(aws.requests.every((request) => keysOf(request).length <= 100)).toBe(true);
    expect(aws.requests).toHaveLength(3);
    expect(aws.requests.flatMap(keysOf).toSorted()).toEqual(ids.map((id) => `done#${id}`).toSorted());
  });

  it('nothing is asked where nothing is', async () => {
    const aws = await scriptedAws(() => found([]));
    expect(await memoryOf().done([], ALWAYS)).toEqual(new Map());
    expect(aws.requests).toEqual([]);
  });

  it('what is left out is asked for again, for as long as it takes', async () => {
    const aws = await scriptedAws((request) => {
      const [first = '', ...others] = keysOf(request);
      return found([{ pk: { S: first }, distributions: { SS: ['E1'] } }], others);
    });
    const ids = Array.from({ length: 12 }, (_, index) => String(index));
    const done = await memoryOf().done(ids, ALWAYS);
    expect([...done.keys()]).toEqual(ids);
    expect(aws.requests).toHaveLength(12);
  });
});

describe('what is remembered', () => {
  it('is added to what is, for longer than a message lasts', async () => {
    const aws = await scriptedAws(() => json({}));
    const done = new Map([
      ['a', new Set(['E1'])],
      ['b', new Set(['E2', 'E3'])],
      ['nowhere', new Set<string>()],
    ]);
    await memoryOf().remember(done, NOW, ALWAYS);
    expect(aws.requests.map(additionOf)).toEqual([
      ['done#a', 'distributions', { SS: ['E1'] }, SECONDS + 15 * DAY],
      ['done#b', 'distributions', { SS: ['E2', 'E3'] }, SECONDS + 15 * DAY],
    ]);
  });

  it('with 8 calls at once', async () => {
    const aws = await scriptedAws(async () => {
      await delay(200);
      return json({});
    });
    const done = new Map(Array.from({ length: 50 }, (_, index) => [String(index), new Set(['E1'])]));
    await memoryOf().remember(done, NOW, ALWAYS);
    expect(aws.requests).toHaveLength(50);
    expect(aws.mostAtOnce()).toBe(8);
  });
});

describe('failures', () => {
  it.each<[name: string, answer: Scripted]>([
    ['throttled', failure(400, 'ProvisionedThroughputExceededException')],
    ['throttled, on demand', failure(400, 'ThrottlingException')],
    ['broken', failure(500, 'InternalServerError')],
    ['no answer', 'reset'],
  ])('that pass: %s', async (_name, answer) => {
    const aws = await scriptedAws((_request, number) => (number < 3 ? answer : json({})));
    await memoryOf().spend(1, NOW, ALWAYS);
    expect(aws.requests).toHaveLength(3);
  });

  it.each<[answer: Response, code: string]>([
    [failure(400, 'ProvisionedThroughputExceededException'), 'THROTTLED'],
    [failure(500, 'InternalServerError'), 'AWS_FAILED'],
  ])('are tried again by nobody else', async (answer, code) => {
    const aws = await scriptedAws(() => answer);
    const spending = createMemory('memory', {}, { maxAttempts: 1 }).spend(1, NOW, ALWAYS);
    await expect(spending).rejects.toMatchObject({ code });
    expect(aws.requests).toHaveLength(1);
  });

  it.each<[answer: Response, code: string]>([
    [failure(400, 'AccessDeniedException'), 'ACCESS_DENIED'],
    [failure(400, 'ResourceNotFoundException'), 'INVALID_OPTION'],
  ])('that do not: the first ends it', async (answer, code) => {
    const aws = await scriptedAws(() => answer);
    const done = new Map(Array.from({ length: 50 }, (_, index) => [String(index), new Set(['E1'])]));
    const remembering = memoryOf().remember(done, NOW, ALWAYS);
    await expect(remembering).rejects.toMatchObject({
      code,
      message: expect.stringContaining('with memory'),
    });
    expect(aws.requests.length).toBeLessThanOrEqual(15);
  });

  it('ends with the signal', async () => {
    const ending = new AbortController();
    await scriptedAws(() => {
      ending.abort();
      return 'hang';
    });
    await expect(memoryOf().spent(NOW, ending.signal)).rejects.toMatchObject({ code: 'ABORTED' });
  });
});
