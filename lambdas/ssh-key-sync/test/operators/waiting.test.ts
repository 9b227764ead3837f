import { expect, test } from 'vitest';
import { waitingEntries, waitingIn } from '../../src/operators/waiting.ts';
import { ALICE, configOf, NOW, stateOf } from './support/state.ts';

const missed = { seen: NOW - 9_000, missed: NOW };
const user = (groups: (typeof ALICE)['groups']): Readonly<Record<string, typeof ALICE>> => ({
  AIDAALICE: { ...ALICE, groups, keys: {} },
});

test.each([
  ['missed once', { 'own:dev': missed }, ['own:dev']],
  ['seen', { 'own:dev': { seen: NOW } }, []],
  ['ended', { 'own:dev': { ...missed, ended: NOW } }, []],
  ['ended by an event that is not taken yet', { 'own:dev': { ...missed, claimed: NOW } }, []],
  ['held back', { 'own:ops': missed }, []],
])('%s', (_, groups, subjects) => {
  const held = {
    id: 'x',
    since: NOW,
    reason: 'cap',
    users: ['AIDAALICE'],
    losses: ['AIDAALICE own:ops'],
  } as const;
  const waiting = waitingIn(stateOf({ users: user(groups), held }), configOf());
  expect(waiting.map(({ subject }) => subject)).toEqual(subjects);
});

test('for people, with the time from which on a second read counts', () => {
  const users = { AIDAALICE: { ...ALICE, groups: { 'own:dev': missed }, keys: { APKA: missed } } };
  expect(waitingEntries(waitingIn(stateOf({ users }), configOf({ confirmAfter: 90 })))).toEqual([
    [
      'alice@example.com (AIDAALICE)',
      '  membership of own:dev: not seen at 2026-11-22T04:00:00Z; a read that begins at 2026-11-22T04:01:30Z or later decides',
      '  key APKA: not seen at 2026-11-22T04:00:00Z; a read that begins at 2026-11-22T04:01:30Z or later decides',
    ],
  ]);
});
