import { expect, it } from 'vitest';
import { countRecords, countReport, heldBackOf } from '../src/counted-records.ts';
import { EMPTY_STATE, type FleetState } from '../src/state.ts';
import type { HostRecord, Phase } from '../src/host-record.ts';
import { runOf } from './support/store-values.ts';

const HELD: FleetState = { ...EMPTY_STATE, held: [{ code: 'PAUSED', text: 'paused' }] };
const NOTHING = { patched: 0, failed: 0, heldBack: 0 };

function records(
  all: Readonly<Record<string, Phase>>,
  more: Partial<HostRecord> = {},
): Readonly<Record<string, HostRecord>> {
  const made = Object.entries(all).map(([id, phase]): HostRecord => {
    return { id, run: 'web-20261122T020000Z', phase, since: 0, attempts: 0, zone: 'a', ...more };
  });
  return Object.fromEntries(made.map((each) => [each.id, each]));
}

const OUT: Partial<HostRecord> = { out: { at: 1, was: 'in' } };

it.each<
  [name: string, before: ReturnType<typeof records>, after: ReturnType<typeof records>, counts: object]
>([
  ['nothing', {}, {}, {}],
  ['a host that is done', records({ a: 'soaking' }), records({ a: 'done' }, { begun: 1 }), { patched: 1 }],
  ['one that was done before', records({ a: 'done' }), records({ a: 'done' }), {}],
  ['one that has nothing to do', {}, records({ a: 'done' }), {}],
  [
    'failures',
    records({ a: 'patching', b: 'patching', c: 'failed' }),
    {
      ...records({ a: 'failed', c: 'failed' }),
      ...records({ b: 'gone' }, { failure: { code: 'GONE', text: 'it went', at: 1 } }),
    },
    { failed: 2 },
  ],
  ['one that went before it was changed', records({ a: 'taking-out' }), records({ a: 'gone' }), {}],
  ['waiting, and nothing holds it', {}, records({ a: 'waiting' }), {}],
  ['failed and in again', {}, records({ a: 'failed' }, { ...OUT, in: 2 }), { failed: 1 }],
])('%s', (_name, before, after, counts) => {
  expect(countRecords(EMPTY_STATE, { before, after, size: 9, isDue: true })).toEqual({
    ...NOTHING,
    ...counts,
  });
});

it('counts who waits while something holds them', () => {
  const waiting = records({ a: 'waiting', b: 'waiting', c: 'done' });
  const during = { ...HELD, run: runOf('web') };
  expect(countRecords(during, { before: waiting, after: waiting, size: 9, isDue: true })).toEqual({
    ...NOTHING,
    heldBack: 2,
  });
});

it('counts all hosts while a run is due and may not begin', () => {
  const counts = { size: 9, isDue: true, waiting: 0 };
  expect(heldBackOf(HELD, counts)).toBe(9);
  expect(heldBackOf(HELD, { ...counts, isDue: false })).toBe(0);
  expect(heldBackOf(EMPTY_STATE, counts)).toBe(0);
});

it.each([
  { results: ['updated', 'nothing to do', 'left out'], patched: 1, failed: 0 },
  { results: ['updated', 'failed', 'failed', 'gone'], patched: 1, failed: 3 },
] as const)('hosts of a group: $results', ({ results, ...counts }) => {
  const hosts = results.map((result, at) => ({
    id: `h${at}`,
    zone: 'a',
    result,
    isOut: false,
    packages: 0,
    changes: [],
    hasRebooted: false,
  }));
  expect(countReport({ hosts })).toEqual(counts);
});
