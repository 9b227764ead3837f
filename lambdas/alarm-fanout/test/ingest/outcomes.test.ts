import { expect, it } from 'vitest';
import { outcomesOf } from '../../src/ingest/outcomes.ts';
import type { Verdict } from '../../src/ingest/verdict.ts';
import { changeAt, NOON } from '../support/changes.ts';
import { QUEUED } from '../support/queued.ts';

const NOW = new Date(NOON);
const TELL: Verdict = { status: 'tell', remarks: [] };
const DONE: Verdict = { status: 'done', why: 'damped' };

function hold(seconds: number): Verdict {
  return { status: 'hold', why: 'quiet', until: NOON + seconds * 1000 };
}

function outcomeOf(
  verdicts: readonly Verdict[],
  { reason, receiveCount = 1 }: { readonly reason?: string; readonly receiveCount?: number } = {},
) {
  const change = changeAt(0);
  const decision = {
    change,
    isFallback: false,
    verdicts: new Map(verdicts.map((verdict, index) => [`d${index}`, verdict])),
  };
  const unsent = new Map(reason === undefined ? [] : [[decision, reason] as const]);
  const messages = [{ id: change.messageId, receiveCount, queued: QUEUED }];
  return outcomesOf({ messages, decisions: [decision], undecided: [], unsent, now: NOW }).get(
    change.messageId,
  );
}

it.each<[name: string, verdicts: readonly Verdict[], outcome: object]>([
  ['told', [TELL, TELL], { status: 'done' }],
  ['told or not', [TELL, DONE], { status: 'done' }],
  ['for nobody', [], { status: 'done' }],
  ['held', [TELL, hold(600)], { status: 'later', retryAfter: 600 }],
  ['held here longer than there', [hold(600), hold(60)], { status: 'later', retryAfter: 60 }],
  ['held for less than a second', [hold(0.2)], { status: 'later', retryAfter: 1 }],
  ['held until just now', [hold(-5)], { status: 'later', retryAfter: 1 }],
  ['held for a day', [hold(86_400)], { status: 'later', retryAfter: 39_600 }],
])('%s', (_name, verdicts, outcome) => {
  expect(outcomeOf(verdicts)).toMatchObject(outcome);
});

it.each([
  [1, 5],
  [2, 10],
  [6, 160],
  [7, 300],
  [1_000, 300],
])('what could not be handed over the %dth time comes back in %d seconds', (receiveCount, retryAfter) => {
  expect(outcomeOf([TELL, hold(60)], { reason: 'no queue', receiveCount })).toEqual({
    status: 'failed',
    reason: 'no queue',
    retryAfter,
  });
});

it('what could not be decided on comes back', () => {
  const change = changeAt(0);
  const messages = [{ id: change.messageId, receiveCount: 1, queued: QUEUED }];
  const undecided = [{ change, reason: 'no table' }];
  const outcomes = outcomesOf({ messages, decisions: [], undecided, unsent: new Map(), now: NOW });
  expect(outcomes.get(change.messageId)).toEqual({ status: 'failed', reason: 'no table', retryAfter: 5 });
});
