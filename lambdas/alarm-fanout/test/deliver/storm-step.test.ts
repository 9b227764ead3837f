import { expect, it } from 'vitest';
import type { Held, LaneState } from '../../src/deliver/lane-state.ts';
import { type StormStep, stormStep } from '../../src/deliver/storm.ts';

const NOW = Date.parse('2026-11-21T12:00:00.000Z');
const PAST = NOW - 1_000;

function held(count: number, link = ''): readonly Held[] {
  const entry = { severity: 'error', title: 'a', state: 'OK', place: '', summary: '', at: '' } as const;
  return Array.from({ length: count }, (_, index) => ({
    entry: { ...entry, key: String(index), link },
    handedOverAt: '',
  }));
}

/** Handed over so many seconds ago. */
function texts(...ages: readonly number[]) {
  return ages.map((age) => ({ handedOverAt: new Date(NOW - age * 1_000).toISOString() }));
}

const SENDING = { key: 'd', held: held(2), isOpen: true };

it.each<
  [
    name: string,
    lane: Partial<LaneState>,
    ages: readonly number[],
    isFull: boolean,
    step: StormStep | undefined,
  ]
>([
  ['nothing at all', {}, [], false, undefined],
  ['the first ever', {}, [0], false, { step: 'first' }],
  ['several, and nothing has waited', {}, [5, 5], false, { step: 'first' }],
  ['a window is open', { until: NOW + 1_500 }, [0], false, { step: 'wait', seconds: 2 }],
  [
    'so it is for what is held',
    { until: NOW + 1_000, held: held(1) },
    [],
    false,
    { step: 'wait', seconds: 1 },
  ],
  [
    'so it is for a digest that may have arrived',
    { until: NOW + 1, sending: SENDING },
    [],
    false,
    { step: 'wait', seconds: 1 },
  ],
  ['one has waited', { until: PAST }, [30], false, { step: 'first' }],
  ['two have', { until: PAST }, [30, 20], false, { step: 'digest' }],
  ['one has, the other has just come', { until: PAST }, [30, 0], false, { step: 'digest' }],
  ['both have just come', { until: PAST }, [0.5, 0], false, { step: 'first' }],
  ['there may be more', { until: PAST }, Array.from({ length: 10 }, () => 30), true, { step: 'hold' }],
  ['there is no more', { until: PAST, held: held(9) }, [30, 30], false, { step: 'digest' }],
  ['one is left of many', { until: PAST, held: held(9) }, [30], false, { step: 'digest' }],
  ['that one is the last of a full batch', { until: PAST, held: held(9) }, [30], true, { step: 'digest' }],
  ['none is left', { until: PAST, held: held(9) }, [], false, { step: 'digest' }],
  [
    'enough for one digest',
    { until: PAST, held: held(95) },
    Array.from({ length: 10 }, () => 30),
    true,
    { step: 'digest' },
  ],
  [
    'enough, without those that come now',
    { until: PAST, held: held(100) },
    [30, 30],
    true,
    { step: 'flush' },
  ],
  ['a clock that was put back', { until: NOW + 3_600_000 }, [0], false, { step: 'wait', seconds: 60 }],
  [
    'enough for one message',
    { until: PAST, held: held(50, 'x'.repeat(3_000)) },
    [30, 30],
    true,
    { step: 'flush' },
  ],
  ['a digest may have arrived', { until: PAST, sending: SENDING }, [30], false, { step: 'flush' }],
])('%s', (_name, lane, ages, isFull, step) => {
  expect(
    stormStep({ lane: { held: [], ...lane }, texts: texts(...ages), isFull, now: NOW, window: 60_000 }),
  ).toEqual(step);
});
