import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSettled, type Mark, markOf, withMark } from '../../src/deliver/marks.ts';
import { isLate, NO_SUBJECT, type SubjectState, withChange } from '../../src/deliver/subject-state.ts';
import { RUNS } from '../runs.ts';

const DAY = 86_400;
const NOW = 1_795_262_400;

describe('marks', () => {
  it('the newest mark of a key is the only one', () => {
    const marks = withMark([{ key: 'a', status: 'sending', at: NOW }], {
      key: 'a',
      status: 'sent',
      at: NOW + 1,
    });
    expect(marks).toEqual([{ key: 'a', status: 'sent', at: NOW + 1 }]);
  });

  it.each<[name: string, mark: Mark, isThere: boolean]>([
    ['of what has failed and never arrived', { key: 'a', status: 'open', at: NOW }, false],
    ['with the failures that there were', { key: 'a', status: 'open', at: NOW, failures: 1 }, true],
    ['of what may have arrived', { key: 'a', status: 'open', at: NOW, isRepeat: true }, true],
  ])('%s', (_name, mark, isThere) => {
    expect(markOf(withMark([], mark), 'a') !== undefined).toBe(isThere);
  });

  it('are forgotten when no message can come for them any more', () => {
    const old: Mark = { key: 'old', status: 'sent', at: NOW - 15 * DAY };
    const young: Mark = { key: 'young', status: 'sent', at: NOW - 14 * DAY };
    const marks = withMark([old, young], { key: 'a', status: 'sent', at: NOW });
    expect(marks.map(({ key }) => key)).toEqual(['young', 'a']);
  });

  it('are at most 200, the newest, however many there are', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(400), { maxLength: 600 }), (numbers) => {
        let marks: readonly Mark[] = [];
        for (const [index, number] of numbers.entries()) {
          marks = withMark(marks, { key: String(number), status: 'sent', at: NOW + index });
        }
        const keys = marks.map(({ key }) => key);
        const last = [...new Set(numbers.map(String).toReversed())].slice(0, 200);
        expect(keys).toEqual(last.toReversed());
      }),
      { numRuns: RUNS },
    );
  });
});

describe('what is settled', () => {
  const mark = (status: Mark['status'], parkedAt?: string): Mark => ({ key: 'a', status, at: NOW, parkedAt });

  it.each<[name: string, mark: Mark | undefined, parkedAt: string | undefined, expected: boolean]>([
    ['nothing is known', undefined, undefined, false],
    ['it is being sent', mark('sending'), undefined, false],
    ['it has failed', mark('open'), undefined, false],
    ['it was sent', mark('sent'), undefined, true],
    ['it is in a digest', mark('grouped'), undefined, true],
    ['it was superseded', mark('superseded'), undefined, true],
    ['it was refused', mark('refused', 'monday'), undefined, true],
    ['it was sent back from the dead-letter queue', mark('refused', 'monday'), 'monday', false],
    ['it was so when it had been refused before', mark('gave-up', 'tuesday'), 'monday', true],
    ['it was sent when it had been sent back', mark('sent'), 'monday', true],
  ])('%s', (_name, given, parkedAt, expected) => {
    expect(isSettled(given, parkedAt)).toBe(expected);
  });
});

describe('what is late', () => {
  const told: SubjectState = { ...NO_SUBJECT, newest: { at: '2026-11-21T12:00:00.000Z', state: 'OK' } };

  it.each<[at: string, expected: boolean]>([
    ['2026-11-21T11:59:59.999Z', true],
    ['2026-11-21T12:00:00.000Z', false],
    ['2026-11-21T12:30:00+01:00', true],
    ['2026-11-21T12:00:00.001Z', false],
  ])('%s', (at, expected) => {
    const change = { at, state: 'ALARM' };
    expect(isLate(told, change)).toBe(expected);
    expect(withChange(told, change).newest).toEqual(expected ? told.newest : change);
    expect(isLate(NO_SUBJECT, change)).toBe(false);
  });
});
