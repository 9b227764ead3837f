import { expect, test } from 'vitest';
import type { Outlook } from '../../src/operators/outlook.ts';
import { planText, type PlanTextOptions } from '../../src/operators/plan-text.ts';
import type { Change } from '../../src/plan-types.ts';
import { ALICE, ARN, BOB, configOf, HOUR, MANIFEST, NOW, stateOf } from './support/state.ts';

const change = (more: Partial<Change>): Change => ({
  user: 'AIDAALICE',
  name: 'alice@example.com',
  login: 'alice',
  hostGroup: 'dev-app',
  what: 'login',
  why: 'left own:dev',
  ...more,
});
const EMPTY: Outlook = {
  at: NOW,
  gains: [],
  losses: [],
  heldBack: [],
  ifMissedAgain: { losses: [], heldBack: [] },
  waiting: [],
  problems: [],
  manifests: [],
  unread: 0,
  state: stateOf({ groups: { 'own:dev': NOW, 'own:ops': NOW } }),
};
const textOf = (outlook: Outlook, more: Partial<PlanTextOptions> = {}): string =>
  planText(outlook, { basis: [], config: configOf(), queue: 'keys', ...more });
const bob = { user: 'AIDABOB', name: 'bob', login: 'bob' };

test('nothing', () => {
  expect(textOf(EMPTY, { basis: ['IAM was read'] })).toBe('IAM was read\n\nnobody gains or loses anything');
});

test('all of it', () => {
  const held = {
    id: '0123456789ab',
    since: NOW - HOUR,
    reason: 'cap',
    users: ['AIDABOB'],
    losses: ['AIDABOB own:ops', 'AIDABOB parameter:laptop'],
  } as const;
  const outlook: Outlook = {
    ...EMPTY,
    gains: [
      change({ ...bob, what: 'login', why: 'joined own:ops' }),
      change({ ...bob, what: 'sudo', why: 'joined own:ops' }),
      change({ ...bob, what: 'key', key: 'APKA1', why: 'joined own:ops' }),
      change({ ...bob, what: 'key', key: 'APKA2', why: 'joined own:ops' }),
    ],
    losses: [change({}), change({ what: 'key', key: 'APKAALICE', why: 'inactive' })],
    heldBack: [change({ ...bob, hostGroup: 'prod-app' })],
    held,
    ifMissedAgain: { losses: [change({ hostGroup: 'prod-app' })], heldBack: [] },
    problems: [
      { code: 'NAME_TAKEN', subject: 'own:bob@example.com', message: 'bob is the login name of own:bob' },
      { code: 'KEY_REFUSED', subject: 'APKAWEAK', message: 'RSA of 1024 bits' },
      { code: 'GROUP_MISSING', subject: 'own:ops', message: 'there is no such group' },
    ],
    manifests: [{ hostGroup: 'dev-app', version: 43, isNew: true, users: 2, expires: NOW + HOUR }],
  };
  const hosts = {
    'dev-app': {
      instances: [
        { arn: ARN, id: 'i-0abc', name: 'web\n', launched: NOW },
        { arn: ARN, id: 'i-0def', launched: NOW },
      ],
    },
    'prod-app': { problem: 'access denied' },
    idle: { instances: [] },
  };
  expect(textOf(outlook, { basis: ['IAM was read'], hosts })).toBe(`IAM was read

LOSES ACCESS: 1 user
  alice (alice@example.com, AIDAALICE)
    dev-app: login: left own:dev
    dev-app: key APKAALICE: inactive

GAINS ACCESS: 1 user
  bob (AIDABOB)
    dev-app: login, sudo, keys APKA1, APKA2: joined own:ops

DUE, AND NOT TAKEN AWAY: 1 user
  bob (AIDABOB)
    prod-app: login: left own:dev

held back since 2026-11-22T03:00:00Z, as 0123456789ab: what 1 user would lose
  because that was more than \`removals\` of the config lets one run take away
  bob (AIDABOB): own:ops, parameter:laptop
  if it is meant, approve exactly this, and nothing else, by:
  aws sqs send-message --queue-url "$(aws sqs get-queue-url --queue-name keys --query QueueUrl --output text)" --message-body '{"kind":"kmscrypt.ssh-keys.approve","held":"0123456789ab"}'

would be taken away if a second read, 1 minute later, misses it too: 1 user
  alice (alice@example.com, AIDAALICE)
    prod-app: login: left own:dev

users who get no access
  own:bob@example.com: bob is the login name of own:bob [NAME_TAKEN]
    cure: give the user another login name in \`names\` of the config

keys that are refused
  APKAWEAK: RSA of 1024 bits [KEY_REFUSED]
    cure: where it is one too many, delete those that are not needed; else add another key: RSA of at least 2,048 bits in IAM, ed25519 in the tree of parameters; then delete this one

problems
  own:ops: there is no such group [GROUP_MISSING]
    cure: make the group again, or take it out of \`login\` and \`sudo\` of the config

manifests
  dev-app: version 43, 2 users, expires 2026-11-22T05:00:00Z; new: hosts are told

hosts
  dev-app: 2 hosts running: i-0abc (web\\u{a}), i-0def
  prod-app: cannot be asked for: access denied`);
});

test.each([
  { confirmAfter: 60, later: '1 minute later' },
  { confirmAfter: 90, later: '1 minute 30 seconds later' },
  { confirmAfter: 3_600, later: '1 hour later' },
])('a second read is $later', ({ confirmAfter, later }) => {
  const ifMissedAgain = { losses: [change({})], heldBack: [change(bob)] };
  const text = textOf({ ...EMPTY, ifMissedAgain }, { config: configOf({ confirmAfter }) });
  for (const what of ['taken away', 'held back'])
    expect(text).toContain(`would be ${what} if a second read, ${later}, misses it too: 1 user`);
});

test('what is held only from now on cannot be approved yet', () => {
  const held = { id: '0123456789ab', since: NOW, reason: 'empty-group', users: [], losses: [] } as const;
  const text = textOf({ ...EMPTY, heldBack: [change({})], held });
  expect(text).toContain('the Lambda will hold it');
  expect(text).not.toContain('aws sqs');
});

test('a long list is cut, and says so', () => {
  const gains = Array.from({ length: 60 }, (_, at) => change({ user: `AIDA${at}`, login: `u${at}` }));
  const text = textOf({ ...EMPTY, gains });
  expect(text).toContain('GAINS ACCESS: 60 users');
  expect(text).toContain('… and 10 more');
});

test('who has a login name and is refused another keeps access, under a heading that says so', () => {
  const problems = [
    { code: 'NAME_TAKEN', subject: 'own:bob', message: 'robert is that of own:robert' },
    { code: 'NAME_TAKEN', subject: 'own:new', message: 'bob is that of own:bob' },
  ] as const;
  const text = textOf({ ...EMPTY, problems });
  expect(text).toContain('users who get no access\n  own:new: bob is that');
  expect(text).toContain('users who keep the login name that they have\n  own:bob: robert is that');
});

test('members without a usable key have a heading of their own', () => {
  const users = {
    AIDAALICE: { ...ALICE, keysRead: NOW, keys: {} },
    AIDABOB: { ...BOB, keysRead: NOW, keys: { APKA1: { seen: NOW, refused: 'DSA' } } },
    AIDANOTYET: { ...ALICE, name: 'notyet', keys: {} },
    AIDALEFT: {
      ...ALICE,
      name: 'left',
      keysRead: NOW,
      keys: {},
      groups: { 'own:dev': { seen: 1, ended: 2 } },
    },
  };
  const text = textOf({ ...EMPTY, state: { ...EMPTY.state, users } });
  expect(text).toContain(`no usable key: 2 users, without access until there is one
  own:alice@example.com (AIDAALICE): in own:dev; has no active key
  own:bob (AIDABOB): in own:ops; has 1 key, refused`);
});

test('host groups that the config no longer names', () => {
  const manifests = { 'dev-app': MANIFEST, old: { ...MANIFEST, put: 7 }, never: { ...MANIFEST, put: 0 } };
  const text = textOf({ ...EMPTY, state: { ...EMPTY.state, manifests } });
  expect(text).toMatch(/^no longer in the config: .*\n {2}old: version 7 of .*manifests\/old\/$/mu);
  expect(text).not.toContain('never:');
});

test('groups that may not be there, unless a problem says so', () => {
  const todo = [{ kind: 'group', source: 'own', name: 'dev', due: NOW, failures: 3, isWhole: true }] as const;
  const state = { ...EMPTY.state, groups: { 'own:dev': NOW }, todo };
  expect(textOf({ ...EMPTY, state })).toContain(`groups of IAM that may not be there
  own:dev: its last 3 reads failed: there may be no such group
  own:ops: it has never been read: there may be no such group`);
  const problems = [
    { code: 'GROUP_MISSING', subject: 'own:ops', message: 'no' },
    { code: 'READ_FAILED', subject: 'group own:dev', message: 'no' },
  ] as const;
  expect(textOf({ ...EMPTY, state, problems })).not.toContain('may not be there');
});
