import { describe, expect, it } from 'vitest';
import { type BlindInput, planBlind } from '../src/plan-blind.ts';
import { EMPTY_STATE, type Run } from '../src/state.ts';
import type { HostRecord, Phase } from '../src/host-record.ts';
import { DAY, fleet, HOUR, MINUTE, NOW, recordOf, RUN_ID, runOf } from './support/plan-input.ts';

const FLEET = fleet();
const ABORT = { at: NOW, by: 'alice', run: RUN_ID };

interface Given {
  /** Minutes for which it could not be seen; 0: this is the first time. */
  readonly blind?: number;
  readonly isTold?: true;
  /** Minutes for which hosts have been brought in unseen. */
  readonly ending?: number;
  readonly run?: Partial<Run> | 'none';
  readonly isAborted?: boolean;
  readonly records?: readonly HostRecord[];
}

function inputOf({
  blind = 0,
  isTold,
  ending,
  run = {},
  isAborted = false,
  records = [],
}: Given): BlindInput {
  const noted = {
    since: NOW - blind * MINUTE,
    reason: 'not allowed',
    isTold,
    ...(ending === undefined ? {} : { ending: NOW - ending * MINUTE }),
  };
  return {
    name: 'web',
    environment: 'dev',
    following: FLEET,
    state: {
      ...EMPTY_STATE,
      ...(run === 'none' ? {} : { run: runOf(FLEET, run) }),
      ...(blind === 0 ? {} : { blind: noted }),
    },
    control: { format: 1, ...(isAborted ? { abort: ABORT } : {}) },
    records: Object.fromEntries(records.map((record) => [record.id, record])),
    now: NOW,
    reason: 'not allowed: no role lets it',
  };
}

/** One that we have taken out, in a phase that it has been in for a day. */
function outOf(phase: Phase, more: Partial<HostRecord> = {}): HostRecord {
  return recordOf(phase, { since: NOW - DAY, ...more });
}

describe('that a fleet cannot be looked at', () => {
  it('is noted, with since when and why', () => {
    const { state, records, bringIn } = planBlind(
      inputOf({ isAborted: true, records: [outOf('verifying')] }),
    );
    expect(state.blind).toEqual({ since: NOW, reason: 'not allowed: no role lets it' });
    expect(state).toMatchObject({ ticked: NOW, outbox: [] });
    expect([records, bringIn]).toEqual([[], []]);
  });

  it.each<[name: string, given: Given, notices: number]>([
    ['not before a quarter of an hour', { blind: 14 }, 0],
    ['after it', { blind: 15 }, 1],
    ['once', { blind: 20, isTold: true }, 0],
    ['without a run too', { blind: 15, run: 'none' }, 1],
  ])('is told, %s', (_name, given, notices) => {
    const { state } = planBlind(inputOf(given));
    expect(state.outbox.map(({ severity, status }) => [severity, status])).toEqual(
      Array.from({ length: notices }, () => ['error', 'start']),
    );
    if (notices > 0) expect(state.blind?.isTold).toBe(true);
  });

  it.each<[name: string, given: Given, isEnding: boolean]>([
    ['by itself', { blind: 600 }, false],
    ['where hosts have failed', { blind: 600, run: { stopped: 'failures' } }, false],
    ['after an abort', { blind: 15, isAborted: true }, true],
    ['after an abort, a moment later', { blind: 14, isAborted: true }, false],
    ['after an abort that was seen before', { blind: 15, run: { isAborting: true } }, true],
    ['once it gives up', { blind: 15, run: { began: NOW - 7 * DAY } }, true],
    ['before it gives up', { blind: 600, run: { began: NOW - 7 * DAY + 1 } }, false],
    ['without a run', { blind: 600, run: 'none' }, false],
  ])('ends a run: %s', (_name, given, isEnding) => {
    const { bringIn } = planBlind(inputOf({ ...given, records: [outOf('verifying')] }));
    expect(bringIn.map(({ id }) => id)).toEqual(isEnding ? ['h01'] : []);
  });
});

describe('a run that has to end unseen', () => {
  it.each<[name: string, record: HostRecord, phase: Phase, isBroughtIn: boolean]>([
    ['one that is being emptied', outOf('taking-out'), 'restoring', true],
    ['one that reboots', outOf('rebooting'), 'restoring', true],
    ['one that was just brought in', outOf('bringing-in'), 'restoring', true],
    ['one in its soak that is in', outOf('soaking', { in: NOW - HOUR }), 'restoring', false],
    ['one whose patch may go on', outOf('patching', { since: NOW - HOUR }), 'patching', false],
    ['one whose patch has had its time', outOf('patching'), 'restoring', true],
    ['one that was out before', outOf('verifying', { out: { at: NOW, was: 'out' } }), 'restoring', false],
    ['one that is kept out', outOf('failed', { failure: failed() }), 'failed', false],
    ['one that waits', recordOf('waiting'), 'skipped', false],
    ['one that is done', outOf('done', { in: NOW }), 'done', false],
  ])('%s', (_name, record, phase, isBroughtIn) => {
    // Another that has still to be brought in: the run goes on.
    const other = outOf('verifying', { id: 'h99' });
    const input = inputOf({ blind: 15, isAborted: true, records: [record, other] });
    const { records, bringIn, report } = planBlind(input);
    expect(report).toBeUndefined();
    expect((records.find(({ id }) => id === 'h01') ?? record).phase).toBe(phase);
    expect(bringIn.map(({ id }) => id)).toEqual(isBroughtIn ? ['h01', 'h99'] : ['h99']);
  });

  it('decides the same again', () => {
    const input = inputOf({
      blind: 15,
      isAborted: true,
      records: [outOf('verifying'), outOf('waiting', { id: 'h02' })],
    });
    const once = planBlind(input);
    const written = Object.fromEntries(once.records.map((record) => [record.id, record]));
    const again = planBlind({ ...input, state: once.state, records: { ...input.records, ...written } });
    expect(again.records).toEqual([]);
    expect(again.state).toEqual(once.state);
    expect(again.bringIn).toEqual(once.bringIn);
  });

  it('ends once all are in, and says who was not seen', () => {
    const records = [
      outOf('restoring', { in: NOW - MINUTE }),
      outOf('failed', { id: 'h02', failure: failed() }),
    ];
    const { state, report } = planBlind(inputOf({ blind: 20, ending: 1, isAborted: true, records }));
    expect(state.run).toBeUndefined();
    expect(state.last).toMatchObject({ id: RUN_ID, outcome: 'aborted' });
    expect(state.blind).toMatchObject({ since: NOW - 20 * MINUTE });
    expect(state.blind?.ending).toBeUndefined();
    expect(report?.hosts).toMatchObject([
      { id: 'h01', result: 'left out', isOut: false },
      { id: 'h02', result: 'failed', isOut: true },
    ]);
  });

  it('ends after an hour with those that cannot be brought in, and says that they may be out', () => {
    const records = [outOf('restoring')];
    const waits = planBlind(inputOf({ blind: 70, ending: 59, run: { isAborting: true }, records }));
    expect(waits.report).toBeUndefined();
    const { report, bringIn } = planBlind(
      inputOf({ blind: 75, ending: 60, run: { isAborting: true }, records }),
    );
    expect(bringIn).toEqual([]);
    expect(report?.hosts).toMatchObject([
      { id: 'h01', result: 'failed', isOut: true, why: expect.stringContaining('may still be out') },
    ]);
  });

  it('gives up', () => {
    const { report } = planBlind(
      inputOf({ blind: 75, run: { began: NOW - 7 * DAY }, records: [recordOf('waiting')] }),
    );
    expect(report).toMatchObject({ outcome: 'gave-up', hosts: [{ result: 'left out' }] });
  });
});

function failed() {
  return { code: 'UNHEALTHY', text: 'it is not well', at: NOW - HOUR } as const;
}
