import { expect, it } from 'vitest';
import { policyOf } from '../src/config/policy.ts';
import { isDue } from '../src/due.ts';
import type { Control } from '../src/control.ts';
import { EMPTY_STATE, type EndedRun } from '../src/state.ts';
import { fleet, HOUR, MINUTE, NOW, runOf } from './support/plan-input.ts';

const ago = (began: number): EndedRun => ({
  id: 'web-1',
  began: NOW - began,
  ended: NOW - began + 10 * MINUTE,
  outcome: 'done',
  release: { id: 'r', pins: {} },
});
const start = (at: number): Partial<Control> => ({ start: { at, by: 'someone' } });
const never: Partial<Control> = {};
/** A run of more than a day, ended before its time. */
const cut = (outcome: EndedRun['outcome'], ended: number): EndedRun => ({
  ...ago(30 * HOUR),
  ended: NOW - ended,
  outcome,
});

it.each([
  { name: 'no run yet', last: undefined, control: never, every: 24, due: true },
  { name: 'a day later', last: ago(24 * HOUR), control: never, every: 24, due: true },
  {
    name: 'the hour that clocks are put forward by',
    last: ago(23 * HOUR),
    control: never,
    every: 24,
    due: true,
  },
  { name: 'half a day later', last: ago(12 * HOUR), control: never, every: 24, due: false },
  { name: 'an eighth early', last: ago(53 * MINUTE), control: never, every: 1, due: true },
  { name: 'and no more', last: ago(52 * MINUTE), control: never, every: 1, due: false },
  { name: 'asked for since', last: ago(3 * HOUR), control: start(NOW - 2 * HOUR), every: 24, due: true },
  { name: 'asked for before', last: ago(3 * HOUR), control: start(NOW - 3 * HOUR), every: 24, due: false },
  {
    name: 'a minute after a long run was aborted',
    last: cut('aborted', MINUTE),
    control: never,
    every: 24,
    due: false,
  },
  {
    name: 'a minute after it was stopped',
    last: cut('stopped', MINUTE),
    control: never,
    every: 24,
    due: false,
  },
  { name: 'half a day after it', last: cut('rolled-back', 12 * HOUR), control: never, every: 24, due: true },
  { name: 'a minute after it was done', last: cut('partly', MINUTE), control: never, every: 24, due: true },
  {
    name: 'asked for after an abort',
    last: cut('aborted', MINUTE),
    control: start(NOW - 1),
    every: 24,
    due: true,
  },
  {
    name: 'asked for by a clock ahead',
    last: ago(3 * HOUR),
    control: start(NOW + HOUR),
    every: 24,
    due: false,
  },
])('$name: $due', ({ last, control, every, due }) => {
  const state = { ...EMPTY_STATE, last };
  const policy = policyOf({ everyHours: every });
  expect(isDue({ state, control: { format: 1, ...control }, now: NOW, policy })).toBe(due);
});

it('not while one is under way, nor in the tick in which one ends', () => {
  const policy = policyOf();
  const control = { format: 1, ...start(NOW - 1) } as const;
  const run = runOf(fleet());
  expect(isDue({ state: { ...EMPTY_STATE, run }, control, now: NOW, policy })).toBe(false);
  const last = { ...ago(48 * HOUR), ended: NOW };
  expect(isDue({ state: { ...EMPTY_STATE, last }, control, now: NOW, policy })).toBe(false);
  expect(isDue({ state: { ...EMPTY_STATE, last }, control, now: NOW + 1, policy })).toBe(true);
});
