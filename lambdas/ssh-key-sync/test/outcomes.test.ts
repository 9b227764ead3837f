import type { Message } from '@kmscrypt/lambda';
import { expect, test } from 'vitest';
import { outcomesOf } from '../src/outcomes.ts';
import type { Todo } from '../src/state.ts';

const queued = { queue: 'arn:aws:sqs:eu-central-1:111111111111:ssh-key-sync', body: '{}' };
const messages: readonly Message[] = ['approval', 'event', 'tick'].map((id) => ({
  id,
  receiveCount: 1,
  queued,
}));
const due = (at: number): Todo => ({
  kind: 'keys',
  source: 'own',
  name: 'AIDAEXAMPLE',
  due: at,
  failures: 0,
  isWhole: false,
});

test.each<
  [name: string, todo: readonly Todo[], back: string | undefined, retryAfter?: number, isKeptBack?: boolean]
>([
  ['nothing is left', [], undefined],
  ['something is due in a minute', [due(160_000), due(400_000)], 'event', 60],
  ['something is due already', [due(1)], 'event', 1],
  ['something is due in an hour', [due(3_700_000)], undefined],
  ['removals were kept back, and nothing is due', [], 'event', 60, true],
  ['removals were kept back, and something is due in an hour', [due(3_700_000)], 'event', 60, true],
  ['removals were kept back, and something is due sooner', [due(130_000)], 'event', 30, true],
])('%s', (_name, todo, back, retryAfter, isKeptBack) => {
  const outcomes = outcomesOf(messages, { todo, isKeptBack, once: new Set(['approval']), now: 100_000 });
  const later = [...outcomes].flatMap(([id, outcome]) =>
    outcome.status === 'later' ? [[id, outcome.retryAfter]] : [],
  );
  expect(outcomes.size).toBe(3);
  expect(later).toEqual(back === undefined ? [] : [[back, retryAfter]]);
});

test.each([
  { name: 'nothing is due', todo: [], expected: { event: 60 } },
  { name: 'something is due sooner', todo: [due(105_000)], expected: { event: 5 } },
])('what asks for a whole read that could not begin comes back where $name', ({ todo, expected }) => {
  const notBegun = new Set(['event']);
  const outcomes = outcomesOf(messages, { todo, once: new Set(['approval']), notBegun, now: 100_000 });
  const later = [...outcomes].flatMap(([id, outcome]) =>
    outcome.status === 'later' ? [[id, outcome.retryAfter]] : [],
  );
  expect(Object.fromEntries(later)).toEqual(expected);
});

test('what came without a queue cannot come back', () => {
  const direct: readonly Message[] = [{ id: 'direct', receiveCount: 1 }];
  expect(outcomesOf(direct, { todo: [due(1)], once: new Set(), now: 0 })).toEqual(
    new Map([['direct', { status: 'done' }]]),
  );
});
