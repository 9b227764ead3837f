import { describe, expect, it } from 'vitest';
import type { ApplyFailure } from '../src/apply.ts';
import { outcomesOf } from '../src/outcomes.ts';
import { plan } from '../src/plan.ts';
import { changesOf, configOf, planInput } from './support.ts';

const config = configOf({
  sites: [
    { bucket: 'www', distributions: ['E1', 'E2'] },
    { bucket: 'img', distributions: ['E1'] },
  ],
});
const changes = [
  ...changesOf(['a', 'b']),
  ...changesOf(['c'], { bucket: 'img' }),
  // The message of b tells of a second change.
  ...changesOf(['d'], { bucket: 'img', messageId: 'message of b' }),
];
const planned = plan(planInput(config, { changes }));

function outcomes(
  failures: readonly Partial<ApplyFailure>[],
  receiveCount = 1,
): ReturnType<typeof outcomesOf> {
  const messages = ['message of a', 'message of b'].map((id) => ({ id, receiveCount }));
  const all = failures.map(
    (failure) =>
      ({ distribution: 'E2', eventIds: [], code: 'FULL', reason: 'full', ...failure }) satisfies ApplyFailure,
  );
  return outcomesOf({
    messages,
    changes,
    plan: planned,
    applied: { accepted: [], repeated: [], failures: all },
  });
}

describe('outcomes by message', () => {
  it('without a failure all are done', () => {
    const { outcomes: by, partly } = outcomes([]);
    expect([...by.values()]).toEqual([{ status: 'done' }, { status: 'done' }, { status: 'done' }]);
    expect(partly.size).toBe(0);
  });

  it('a message fails with one of its changes, the others are done', () => {
    const { outcomes: by } = outcomes([{ eventIds: ['event of d'], reason: 'no', retryAfter: 5 }]);
    expect(by.get('message of b')).toEqual({ status: 'failed', reason: 'no', retryAfter: 5 });
    expect(by.get('message of a')).toEqual({ status: 'done' });
    expect(by.get('message of c')).toEqual({ status: 'done' });
  });

  it('comes back for the first of its failures, with all their reasons', () => {
    const { outcomes: by } = outcomes([
      { eventIds: ['event of a'], reason: 'later', retryAfter: 900 },
      { eventIds: ['event of a'], distribution: 'E1', reason: 'soon', retryAfter: 60 },
    ]);
    expect(by.get('message of a')).toEqual({ status: 'failed', reason: 'later; soon', retryAfter: 60 });
  });
});

it.each([
  { receiveCount: 1, retryAfter: 60 },
  { receiveCount: 2, retryAfter: 120 },
  { receiveCount: 5, retryAfter: 960 },
  { receiveCount: 7, retryAfter: 3_600 },
])('after $receiveCount receives it comes back in $retryAfter s', ({ receiveCount, retryAfter }) => {
  const { outcomes: by } = outcomes([{ eventIds: ['event of a'], retryAfter: 60 }], receiveCount);
  expect(by.get('message of a')).toMatchObject({ retryAfter });
});

it('a change that failed at one distribution is done at the others', () => {
  const { partly } = outcomes([
    { eventIds: ['event of a', 'event of b'] },
    { distribution: 'E1', eventIds: ['event of b'] },
  ]);
  expect([...partly]).toEqual([['event of a', new Set(['E1'])]]);
});
