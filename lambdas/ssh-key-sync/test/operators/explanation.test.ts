import { describe, expect, test } from 'vitest';
import { explanationText } from '../../src/operators/explain.ts';
import { type ExplainInput, explanationOf } from '../../src/operators/explanation.ts';
import type { State, User } from '../../src/state.ts';
import { ALICE, ARN, BOB, configOf, HOUR, MANIFEST, NOW, stateOf } from './support/state.ts';

interface Given {
  readonly user?: Partial<User>;
  readonly others?: State['users'];
  readonly state?: Partial<State>;
  /** The version that the host has; undefined: it has not reported. Default 42. */
  readonly version?: number | undefined;
  readonly isGroup?: boolean;
  readonly config?: Readonly<Record<string, unknown>>;
}

function inputOf({
  user = {},
  others = {},
  state: more = {},
  isGroup = false,
  config = {},
  ...given
}: Given): ExplainInput {
  const alice = { ...ALICE, ...user };
  const state = stateOf({
    users: { AIDAALICE: alice, ...others },
    groups: { 'own:dev': NOW, 'own:ops': NOW },
    ...more,
  });
  const version = 'version' in given ? given.version : 42;
  const known = state.hosts[ARN];
  const report = version === undefined || known === undefined ? undefined : { ...known, version };
  return {
    user: { id: 'AIDAALICE', user: alice },
    host: isGroup
      ? { hostGroup: 'dev-app' }
      : { hostGroup: 'dev-app', instance: { arn: ARN, id: 'i-0abc' }, report },
    state,
    config: configOf(config),
    reports: report === undefined ? {} : { [ARN]: report },
    now: NOW,
  };
}

const ENDED = { seen: NOW - 2 * HOUR, ended: NOW - HOUR };
const LOCKED_OUT = [{ user: 'AIDAALICE', hostGroup: 'dev-app', version: 42, since: NOW - HOUR }];

describe('the answer', () => {
  const rows: readonly (readonly [name: string, given: Given, answer: string, tells: string])[] = [
    ['a member with a key, on a host that is up to date', {}, 'yes', 'may log in to i-0abc, with 1 key'],
    ['on a group of hosts', { isGroup: true }, 'yes', 'may log in to dev-app'],
    [
      'a member of a sudo group',
      { user: { groups: { 'own:ops': { seen: NOW } } } },
      'yes',
      'and become root',
    ],
    [
      'who has missed one read',
      { user: { groups: { 'own:dev': { seen: NOW - HOUR, missed: NOW } } } },
      'yes',
      'alice',
    ],
    ['on a host that is behind', { version: 41 }, 'not-yet', 'the host has version 41'],
    ['on a host that has not reported', { version: undefined }, 'not-yet', 'has not reported'],
    ['in no group', { user: { groups: {} } }, 'no', 'in none of its groups'],
    ['who has left', { user: { groups: { 'own:dev': ENDED } } }, 'no', 'in none of its groups'],
    [
      'who has left, on a host that does not know',
      { user: { groups: { 'own:dev': ENDED } }, version: 41, state: { revocations: LOCKED_OUT } },
      'not-yet',
      'does not have version 42',
    ],
    [
      'who has left, on a host that knows',
      { user: { groups: { 'own:dev': ENDED } }, state: { revocations: LOCKED_OUT } },
      'no',
      'in none of its groups',
    ],
    ['without a key', { user: { keys: {} } }, 'no', 'no key'],
    ['whose only key is refused', { user: { keys: { A: { seen: NOW, refused: 'DSA' } } } }, 'no', 'no key'],
    ['without a login name', { user: { login: undefined } }, 'no', 'alice is given by the next run'],
    [
      'whose name is refused',
      { user: { login: undefined, name: 'root' } },
      'no',
      'root is the name of a system',
    ],
    [
      'whose name somebody has',
      { user: { login: undefined, name: 'bob@example.com' }, others: { AIDABOB: BOB } },
      'no',
      'bob is that of own:bob;',
    ],
    [
      'whose name somebody asks for, too',
      { user: { login: undefined }, others: { AIDANEW: { ...BOB, name: 'Alice', login: undefined } } },
      'no',
      'alice is asked for by own:Alice, too',
    ],
    [
      'whose name the config gives to another',
      { user: { login: undefined }, config: { names: { carol: 'alice' } } },
      'no',
      'is given to carol by `names`',
    ],
    [
      'without a UID',
      { user: { login: undefined, uid: undefined }, state: { nextUid: 60_000 } },
      'no',
      'no UID is left',
    ],
    ['before the first manifest', { state: { manifests: {} } }, 'no', 'first manifest'],
    [
      'with an expired manifest, where hosts lock',
      {
        state: { manifests: { 'dev-app': { ...MANIFEST, expires: NOW - 1 } } },
        config: { onExpiry: 'lock' },
      },
      'no',
      'expired at 2026-11-22T03:59:59Z',
    ],
    [
      'with an expired manifest, where hosts keep',
      { state: { manifests: { 'dev-app': { ...MANIFEST, expires: NOW - 1 } } } },
      'yes',
      'may log in',
    ],
  ];
  test.each(rows)('%s', (_, given, answer, tells) => {
    const explanation = explanationOf(inputOf(given));
    expect(explanation).toMatchObject({ answer, sentence: expect.stringContaining(tells) });
  });
});

test('all of it, for people', () => {
  const held = {
    id: '0123456789ab',
    since: NOW,
    reason: 'cap',
    users: ['AIDAALICE'],
    losses: ['AIDAALICE own:x'],
  } as const;
  const groups = { 'own:dev': { seen: NOW - HOUR, missed: NOW - 30_000 } };
  const input = inputOf({ user: { groups }, version: 41, state: { held } });
  expect(explanationText(explanationOf(input))).toBe(
    `NOT KNOWN YET: alice may log in to i-0abc, with 1 key, by version 42; the host has version 41

who
  alice: alice@example.com of source own, UserId AIDAALICE, UID 20001

groups
  own:ops gives sudo: not a member
  own:dev gives login: member, last seen at 2026-11-22T03:00:00Z

keys
  APKAALICE: ssh-rsa, last seen at 2026-11-22T03:00:00Z
  APKAWEAK: refused: RSA of 1024 bits

pending
  membership of own:dev: not seen at 2026-11-22T03:59:30Z; a read that begins at 2026-11-22T04:00:30Z or later decides
  held back as 0123456789ab: kmscrypt-lambda ssh-key-sync held says what

version
  dev-app: version 42 of 2026-11-22T03:00:00Z, expires 2026-11-22T05:00:00Z
  i-0abc has version 41 since 2026-11-22T03:00:00Z, behind; reported 1 minute ago, unchanged`,
  );
});

test('a group that has never been read may not be there', () => {
  const { groups } = explanationOf(inputOf({ state: { groups: { 'own:dev': NOW } } }));
  expect(groups[0]).toBe(
    'own:ops gives sudo: not a member (it has never been read: there may be no such group)',
  );
});

test('a member of a group that IAM no longer has is told so', () => {
  const { groups } = explanationOf(inputOf({ state: { missing: { 'own:dev': NOW - HOUR } } }));
  expect(groups[1]).toMatch(
    /^own:dev gives login: member, last seen at .* \(IAM had no such group at 2026-11-22T03:00:00Z\)$/u,
  );
});
