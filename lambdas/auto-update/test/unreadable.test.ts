import { expect, it } from 'vitest';
import { EMPTY_STATE } from '../src/state.ts';
import { isUnreadableForLong, withUnreadable } from '../src/unreadable.ts';
import { MINUTE, NOW } from './support/plan-input.ts';

const FINE = { unreadable: [] };
const DOWN = { unreadable: ['alarms: 503'] };

it.each([
  { name: 'a gate that can be read', gates: FINE, since: undefined, expected: undefined },
  { name: 'one that can be again', gates: FINE, since: NOW - MINUTE, expected: undefined },
  { name: 'one that cannot for the first time', gates: DOWN, since: undefined, expected: NOW },
  { name: 'one that could not before', gates: DOWN, since: NOW - MINUTE, expected: NOW - MINUTE },
])('is known since when: $name', ({ gates, since, expected }) => {
  const state = { ...EMPTY_STATE, ...(since === undefined ? {} : { unreadable: since }) };
  expect(withUnreadable(state, gates, NOW).unreadable).toBe(expected);
});

it.each([
  { name: 'for the first time', gates: DOWN, since: undefined, expected: false },
  { name: 'for 14 minutes', gates: DOWN, since: NOW - 14 * MINUTE, expected: false },
  { name: 'for 15 minutes', gates: DOWN, since: NOW - 15 * MINUTE, expected: true },
  { name: 'until now', gates: FINE, since: NOW - 15 * MINUTE, expected: false },
])('counts once it has lasted: $name', ({ gates, since, expected }) => {
  expect(isUnreadableForLong({ unreadable: since }, gates, NOW)).toBe(expected);
});
