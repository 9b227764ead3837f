import { describe, expect, test } from 'vitest';
import { findUser } from '../../src/operators/find-user.ts';
import { ALICE, BOB, NOW, stateOf } from './support/state.ts';

const GONE = { ...BOB, groups: { 'own:ops': { seen: NOW - 9, ended: NOW - 5 } } };
const STATE = stateOf({
  users: {
    AIDAALICE: ALICE,
    AIDABOB: BOB,
    AIDAOLDBOB: GONE,
    AIDATHEIRS: { ...ALICE, source: 'partner', login: 'alice2' },
  },
});

const MANY = stateOf({
  users: Object.fromEntries(
    Array.from({ length: 30 }, (_, at) => [`AIDA${at}`, { ...BOB, name: `u${at + 10}`, login: undefined }]),
  ),
});

test.each([
  ['UserId', 'AIDAALICE', 'AIDAALICE'],
  ['UserId of a namesake that is gone', 'AIDAOLDBOB', 'AIDAOLDBOB'],
  ['source and name', 'partner:alice@example.com', 'AIDATHEIRS'],
  ['login name', 'alice', 'AIDAALICE'],
  ['name, where a namesake is gone', 'bob', 'AIDABOB'],
])('by %s', (_, meant, id) => {
  expect(findUser(meant, STATE).id).toBe(id);
});

const IN_OPS = { 'own:ops': { seen: NOW - 9 } };
const CLASH = stateOf({
  users: {
    AIDABOB: { ...BOB, groups: IN_OPS, login: undefined },
    AIDAOLDBOB: { ...GONE, name: 'robert' },
    AIDACAROL: { ...BOB, name: 'carol', login: 'dan' },
    AIDADAN: { ...BOB, name: 'dan', login: undefined },
    AIDAERIN: { ...GONE, name: 'erin', login: 'frank' },
    AIDAFRANK: { ...GONE, name: 'frank', login: undefined },
    AIDAGINA: { ...GONE, name: 'gina', login: 'gina' },
  },
});

test.each([
  ['name, where one that is gone had it as login name', 'bob', 'AIDABOB'],
  ['source and name', 'own:dan', 'AIDADAN'],
  ['login name and name of one that is gone', 'gina', 'AIDAGINA'],
])('by %s', (_, meant, id) => {
  expect(findUser(meant, CLASH).id).toBe(id);
});

describe('is refused with the cure', () => {
  test.each([
    ['nobody', 'alicia', STATE, 'NOT_FOUND', 'alice'],
    ['two of one name', 'alice@example.com', STATE, 'USAGE', 'AIDATHEIRS (partner:alice@example.com)'],
    ['the login name of one and the name of another', 'dan', CLASH, 'USAGE', 'AIDACAROL (own:carol)'],
    ['the same of two that are gone', 'frank', CLASH, 'USAGE', 'AIDAFRANK (own:frank)'],
    ['one of many', 'zoe', MANY, 'NOT_FOUND', 'such as u10, u11, u12, u13, u14, and 25 more'],
    ['an empty state', 'alice', stateOf({ users: {} }), 'NOT_FOUND', 'the state is empty'],
  ])('%s', (_, meant, state, code, hint) => {
    expect(() => findUser(meant, state)).toThrow(
      expect.objectContaining({
        code,
        hints: expect.arrayContaining([expect.stringContaining(hint)]),
      }),
    );
  });
});
