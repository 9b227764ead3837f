import { expect, test } from 'vitest';
import { answerTo } from '../src/answer.ts';
import type { Intake } from '../src/intake.ts';
import type { Outcome } from '../src/message.ts';
import type { HideOrder, Untold } from '../src/visibility.ts';
import { QUEUE } from './support/events.ts';

const done: Outcome = { status: 'done' };
const failed: Outcome = { status: 'failed', reason: 'poison' };
const throttled: Outcome = { status: 'failed', reason: 'throttled', retryAfter: 60 };
const held: Outcome = { status: 'later', reason: 'quiet hours', retryAfter: 300 };
const { signal } = new AbortController();

function intake(ids: readonly string[], isQueued = true): Intake {
  const messages = ids.map((id) => ({ id, receiveCount: 1, payload: {} }));
  return { messages, queue: isQueued ? { arn: QUEUE, receiptHandles: new Map() } : undefined };
}

async function answer(
  given: Intake,
  outcomes: readonly (readonly [string, Outcome])[],
  untold: Untold = { count: 0 },
): Promise<{ readonly answer: unknown; readonly hidden: HideOrder[]; readonly warnings: unknown[][] }> {
  const hidden: HideOrder[] = [];
  const warnings: unknown[][] = [];
  const answered = await answerTo(given, new Map(outcomes), {
    logger: { warn: (...warning: unknown[]) => void warnings.push(warning), info: () => {} },
    visibility: {
      hide: async (_queue, order) => {
        hidden.push(order);
        return untold;
      },
    },
    signal,
  });
  return { answer: answered, hidden, warnings };
}

const BATCHES: readonly (readonly [
  name: string,
  outcomes: readonly (readonly [string, Outcome])[],
  comeBack: readonly string[],
])[] = [
  [
    'all done',
    [
      ['a', done],
      ['b', done],
    ],
    [],
  ],
  [
    'one failed',
    [
      ['a', done],
      ['b', failed],
    ],
    ['b'],
  ],
  [
    'all failed',
    [
      ['a', throttled],
      ['b', failed],
    ],
    ['a', 'b'],
  ],
  ['one of which nothing is said', [['b', done]], ['a']],
  ['nothing is said at all', [], ['a', 'b']],
  [
    'more is said than there was',
    [
      ['a', done],
      ['b', done],
      ['c', failed],
    ],
    [],
  ],
];

test.each(BATCHES)('a batch, %s: these come back', async (_name, outcomes, comeBack) => {
  expect((await answer(intake(['a', 'b']), outcomes)).answer).toEqual({
    batchItemFailures: comeBack.map((itemIdentifier) => ({ itemIdentifier })),
  });
});

test('those come back when they say; a poison message when the queue says', async () => {
  const { hidden } = await answer(intake(['a', 'b', 'c']), [
    ['a', throttled],
    ['b', failed],
    ['c', done],
  ]);
  expect(hidden).toEqual([{ seconds: new Map([['a', 60]]), signal }]);
});

test('what is to come later comes back then, and is no warning', async () => {
  const {
    answer: answered,
    hidden,
    warnings,
  } = await answer(intake(['a', 'b']), [
    ['a', held],
    ['b', done],
  ]);
  expect(answered).toEqual({ batchItemFailures: [{ itemIdentifier: 'a' }] });
  expect(hidden).toEqual([{ seconds: new Map([['a', 300]]), signal }]);
  expect(warnings).toEqual([]);
});

test('a warning a reason, with some ids', async () => {
  const ids = Array.from({ length: 30 }, (_, index) => `m${index}`);
  const { warnings } = await answer(
    intake(ids),
    ids.map((id) => [id, id === 'm7' ? failed : throttled]),
  );
  expect(warnings.map(([, details]) => details)).toEqual([
    { reason: 'throttled', count: 29, messageIds: ids.filter((id) => id !== 'm7').slice(0, 10) },
    { reason: 'poison', count: 1, messageIds: ['m7'] },
  ]);
});

test('a thousand reasons are not a thousand warnings', async () => {
  const ids = Array.from({ length: 1000 }, (_, index) => `m${index}`);
  const { warnings } = await answer(
    intake(ids),
    ids.map((id) => [id, { ...failed, reason: id }]),
  );
  expect(warnings).toHaveLength(21);
  expect(warnings.at(-1)?.[1]).toEqual({ count: 980 });
});

test('that a message could not be hidden is told', async () => {
  const untold = { count: 1, reason: 'AccessDenied: not authorized' };
  const { warnings } = await answer(intake(['a']), [['a', throttled]], untold);
  expect(warnings.at(-1)?.[1]).toEqual(untold);
});

test('without a queue, nothing is answered where all is done', async () => {
  expect((await answer(intake(['a'], false), [['a', done]])).answer).toBeUndefined();
});

test.each([
  ['failed', [['a', failed]] as const],
  ['later', [['a', held]] as const],
  ['it is not said', []],
])('without a queue, whoever asked is told by an error: %s', async (_name, outcomes) => {
  await expect(answer(intake(['a'], false), outcomes)).rejects.toMatchObject({ code: 'MESSAGES_FAILED' });
});
