import { expect, it } from 'vitest';
import { withStuck } from '../src/stuck.ts';
import { EMPTY_STATE, type FleetState } from '../src/state.ts';
import { HOUR } from '../src/times.ts';
import { runOf } from './support/store-values.ts';

const STUCK: FleetState = {
  ...EMPTY_STATE,
  held: [
    { code: 'WINDOW_CLOSED', text: 'no window is open' },
    { code: 'NO_HOSTS', text: 'no host has its tags' },
  ],
};
const after = (state: FleetState, hours: number): FleetState =>
  withStuck(state, { name: 'web', policy: { everyHours: 24 }, now: hours * HOUR });

it('is told once no run could begin for as long as lies between two', () => {
  const first = after(STUCK, 1);
  expect(first).toMatchObject({ stuck: { since: HOUR }, outbox: [] });
  expect(after(first, 24)).toEqual(first);
  const told = after(first, 25);
  expect(told.outbox).toMatchObject([
    {
      title: 'web is not updated: no run can begin',
      text: 'no host has its tags [NO_HOSTS]',
      severity: 'warning',
      key: 'web/cannot-begin',
      status: 'start',
    },
  ]);
  expect(after(told, 99)).toEqual(told);
});

it.each<[name: string, state: Partial<FleetState>]>([
  ['a run has begun', { run: runOf('web') }],
  ['nothing is due any more', { held: [{ code: 'TOO_SOON', text: 'no run is due' }] }],
])('ends once %s, and is told where its beginning was', (_name, free) => {
  const noted = after(STUCK, 1);
  expect(after({ ...noted, ...free }, 2)).toEqual({ ...STUCK, ...free });
  const told = after(noted, 25);
  const ended = after({ ...told, outbox: [], ...free }, 26);
  expect(ended).not.toHaveProperty('stuck');
  expect(ended.outbox).toMatchObject([{ key: 'web/cannot-begin', status: 'end' }]);
});

it.each(['PAUSED', 'WINDOW_CLOSED', 'TOO_SOON'] as const)('%s passes by itself, or is meant', (code) => {
  const state: FleetState = { ...EMPTY_STATE, held: [{ code, text: 'so' }] };
  expect(after(state, 1)).toBe(state);
});
