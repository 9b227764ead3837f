import type { Metrics } from '@aws-lambda-powertools/metrics';
import { expect, it } from 'vitest';
import type { Verdict } from '../src/ingest/verdict.ts';
import type { Decision } from '../src/plan.ts';
import { recordIngest } from '../src/record-ingest.ts';
import { changeAt, noticeAt } from './support/changes.ts';

const HOLD = { status: 'hold', until: 0 } as const;

function decision(verdicts: Readonly<Record<string, Verdict>>, isFallback = false): Decision {
  return { change: changeAt(0), verdicts: new Map(Object.entries(verdicts)), isFallback };
}

function recorded(decisions: readonly Decision[], oldestAge?: number): Readonly<Record<string, number>> {
  const values = new Map<string, number>();
  const addMetric = (name: string, _unit: string, value: number): void => void values.set(name, value);
  recordIngest(
    {
      decisions,
      oldestAge,
      outcomes: new Map(),
      foreign: 1,
      ignored: 2,
      failed: 3,
      graphs: { drawn: 4, failed: 5 },
    },
    { addMetric } as unknown as Metrics,
  );
  return Object.fromEntries(values);
}

it('nothing is counted as nothing', () => {
  const { OldestChangeAge, ...counts } = recorded([]);
  expect(OldestChangeAge).toBeUndefined();
  expect(counts).toEqual({
    Changes: 0,
    Notices: 0,
    Told: 0,
    Held: 0,
    Muted: 0,
    Quiet: 0,
    Damped: 0,
    Overtaken: 0,
    Disabled: 0,
    Unrouted: 0,
    FailedChanges: 3,
    ForeignMessages: 1,
    IgnoredMessages: 2,
    Graphs: 4,
    GraphFailures: 5,
  });
});

it('each change counts once, however many destinations it has', () => {
  const tell: Verdict = { status: 'tell', remarks: [] };
  const decisions = [
    decision({ chat: tell, mail: tell }, true),
    decision({ chat: tell, mail: { ...HOLD, why: 'quiet' } }),
    decision({ chat: { ...HOLD, why: 'muted' }, mail: { ...HOLD, why: 'muted' } }),
    decision({ chat: { ...HOLD, why: 'flapping' } }),
    decision({ chat: { status: 'done', why: 'damped' } }),
    decision({ chat: { status: 'done', why: 'overtaken' }, mail: { status: 'done', why: 'quiet' } }),
    decision({ chat: { status: 'done', why: 'disabled' } }),
    { ...decision({ chat: tell }), change: noticeAt(0) },
  ];
  expect(recorded(decisions, 7)).toMatchObject({
    Changes: 8,
    Notices: 1,
    Told: 3,
    Held: 3,
    Muted: 1,
    Quiet: 2,
    Damped: 2,
    Overtaken: 1,
    Disabled: 1,
    Unrouted: 1,
    OldestChangeAge: 7,
  });
});
