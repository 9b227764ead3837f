import { expect, it } from 'vitest';
import type { Evidence } from '../src/evidence.ts';
import type { Problem } from '../src/plan-types.ts';
import type { Key, State, Todo, User } from '../src/state.ts';
import { recorded } from './support/recorded.ts';
import { planOf } from './support/store-plans.ts';
import { changeOf, hostsSeen, NOW, reportOf, roundOf } from './support/store-reporting.ts';

it('nothing is counted as nothing', () => {
  const none = [0];
  expect(recorded(reportOf())).toEqual({
    Runs: [1],
    IamCalls: none,
    Users: none,
    Keys: none,
    KeysRefused: none,
    Gains: none,
    Losses: none,
    RemovalsHeldBack: none,
    ReadFailures: none,
    Problems: none,
    Manifests: none,
    ManifestsSuperseded: none,
    HostsTold: none,
    TellFailures: none,
    ReadBacklog: none,
  });
});

it('rounds are added up; what is held back is what the last one held back', () => {
  const problem: Problem = { code: 'KEY_REFUSED', subject: 'APKA1', message: 'RSA of 1024 bits' };
  const failure = { hostGroup: 'dev', version: 1, step: 'tell', reason: 'no role' } as const;
  const rounds = [
    roundOf({
      evidence: [
        { kind: 'failed', source: 'own', at: 1, what: { kind: 'group', name: 'dev' }, reason: 'throttled' },
        { kind: 'gone', source: 'own', at: 1, name: 'bob' },
      ],
      plan: planOf({ gains: [changeOf(), changeOf()], heldBack: [changeOf()], problems: [problem] }),
      published: {
        put: new Map([
          ['dev', 1],
          ['ops', 4],
        ]),
        told: new Map([['ops', 4]]),
        superseded: new Map([['prod', 9]]),
        failures: [failure],
      },
    }),
    roundOf({
      plan: planOf({
        gains: [changeOf()],
        losses: [changeOf()],
        heldBack: [changeOf(), changeOf()],
        problems: [problem, { ...problem, subject: 'APKA2' }],
      }),
    }),
  ];
  expect(recorded(reportOf({ rounds, calls: 17 }))).toMatchObject({
    IamCalls: [17],
    Gains: [3],
    Losses: [1],
    RemovalsHeldBack: [2],
    ReadFailures: [1],
    Problems: [2],
    Manifests: [2],
    ManifestsSuperseded: [1],
    HostsTold: [1],
    TellFailures: [1],
  });
});

const seen = 1;
const good: Key = { seen, body: 'ssh-ed25519 AAAA' };

it.each<[name: string, user: Partial<User>, counts: readonly [users: number, keys: number, refused: number]]>(
  [
    ['with a key', { keys: { APKA1: good } }, [1, 1, 0]],
    [
      'with two keys and one that is refused',
      { keys: { APKA1: good, APKA2: good, APKA3: { seen, refused: 'DSA' } } },
      [1, 2, 1],
    ],
    ['with a key that is missed', { keys: { APKA1: { ...good, missed: 2 } } }, [1, 1, 0]],
    ['with a key that has ended', { keys: { APKA1: { ...good, ended: 2 } } }, [0, 0, 0]],
    ['with a refused key alone', { keys: { APKA1: { seen, refused: 'DSA' } } }, [0, 0, 1]],
    ['in no group', { keys: { APKA1: good }, groups: {} }, [0, 0, 0]],
    ['no longer in a group', { keys: { APKA1: good }, groups: { 'own:dev': { seen, ended: 2 } } }, [0, 0, 0]],
    ['without a login', { keys: { APKA1: good }, login: undefined }, [0, 0, 0]],
  ],
)('a user %s', (_name, user, [users, keys, refused]) => {
  const alice: User = {
    source: 'own',
    name: 'alice',
    login: 'alice',
    uid: 20_000,
    groups: { 'own:dev': { seen } },
    keys: {},
    ...user,
  };
  const counts = recorded(reportOf({ state: { users: { AIDAALICE: alice } } }));
  expect(counts).toMatchObject({ Users: [users], Keys: [keys], KeysRefused: [refused] });
});

it.each<[name: string, read: { started: number; complete: number }, age: readonly number[] | undefined]>([
  ['before the first', { started: 0, complete: 0 }, undefined],
  ['while the first is under way', { started: NOW - 90_000, complete: 0 }, [90]],
  ['after one', { started: NOW - 90_000, complete: NOW - 900_500 }, [900.5]],
  ['by a clock that is behind', { started: NOW, complete: NOW + 5_000 }, [0]],
])('the age of the whole read %s', (_name, read, age) => {
  expect(recorded(reportOf({ state: { read } }))['ManifestAge (Seconds)']).toEqual(age);
});

it('only what is due is a backlog', () => {
  const todo: Todo = { kind: 'group', source: 'own', name: 'dev', due: NOW, failures: 0, isWhole: true };
  const state = { todo: [todo, { ...todo, due: NOW + 1 }, { ...todo, due: 0 }] };
  expect(recorded(reportOf({ state }))).toMatchObject({ ReadBacklog: [2] });
});

const dev: Todo = { kind: 'group', source: 'own', name: 'dev', due: NOW + 1, failures: 0, isWhole: true };
const failed: Evidence = { kind: 'failed', source: 'own', at: 1, what: dev, reason: 'throttled' };

it.each<[name: string, state: Partial<State>, evidence: readonly Evidence[], count: number]>([
  ['one that is to be read', { todo: [dev] }, [], 0],
  ['one that failed before, and waits', { todo: [{ ...dev, failures: 3 }] }, [], 1],
  ['one that failed again', { todo: [{ ...dev, failures: 4 }] }, [failed, failed], 1],
  ['one that failed, and has been asked for anew', { todo: [dev] }, [failed], 1],
  ['a group that was not there', { missing: { 'own:dev': 1 } }, [], 1],
  ['a group that is still not there', { missing: { 'own:dev': 1 } }, [failed], 1],
  [
    'a group that was not there, and cannot be read now',
    { missing: { 'own:dev': 1 }, todo: [{ ...dev, failures: 1 }] },
    [],
    1,
  ],
  [
    'two of one name',
    {
      todo: [
        { ...dev, failures: 1 },
        { ...dev, source: 'partner', failures: 1 },
      ],
    },
    [],
    2,
  ],
])('failed reads: %s', (_name, state, evidence, count) => {
  const report = reportOf({ state, rounds: [roundOf(), roundOf({ evidence })] });
  expect(recorded(report)).toMatchObject({ ReadFailures: [count] });
});

it('hosts are counted where they are looked at', () => {
  const host = {
    hostGroup: 'dev',
    instance: { arn: 'arn:aws:ec2:eu-central-1:333333333333:instance/i-1', id: 'i-1', launched: 0 },
  };
  const revocation = { user: 'AIDABOB', hostGroup: 'dev', version: 3, since: 0 };
  const hosts = hostsSeen({
    running: [host, host, host],
    behind: [{ ...host, needed: 3, why: 'has not reported' }],
    failed: [host, host],
    expired: ['dev'],
    done: [
      { ...revocation, end: 'seen', latency: 12.5 },
      { ...revocation, end: 'given-up' },
      { ...revocation, end: 'seen', latency: 0 },
    ],
    failures: [{ what: 'reports', reason: 'no list' }],
  });
  const open = [NOW - 20_000, NOW - 90_000].map((since) => ({ ...revocation, since }));
  const state = { revocations: open };
  expect(recorded(reportOf({ state }))).not.toHaveProperty('RevocationAge (Seconds)');
  expect(recorded(reportOf({ hosts }))).not.toHaveProperty('RevocationAge (Seconds)');
  expect(recorded(reportOf({ hosts, state }))).toMatchObject({
    Hosts: [3],
    HostsBehind: [1],
    HostsFailed: [2],
    ExpiredManifests: [1],
    HostReadFailures: [1],
    'RevocationAge (Seconds)': [90],
    'RevocationLatency (Seconds)': [12.5, 0],
  });
});
