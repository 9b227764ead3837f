import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeIn } from '../src/event.ts';
import { emptyState, type State, type Todo, type User } from '../src/state.ts';
import { RUNS } from './runs.ts';
import { readConfigOf, STANDING, userOf } from './support/reading.ts';

const AT = Date.parse('2026-11-22T04:00:00Z');
const NOW = AT + 20_000;
const ALICE = 'AIDAEXAMPLEALICE0001';
const KEY = 'APKAEXAMPLEALICE0001';
const ACCOUNTS = { 111111111111: 'own', 222222222222: 'staff' };
const config = readConfigOf({ hosts: { app: ['ops', 'staff:Web'] }, parameters: '/ssh-keys' });

const withUsers = (users: Readonly<Record<string, User>>): State => ({ ...emptyState(20_000), users });
const known = withUsers({ [ALICE]: userOf('alice', { keys: [KEY] }) });

function example(name: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'events', `${name}.json`), 'utf8')) as Record<
    string,
    unknown
  >;
}

function changed(name: string, detail: Readonly<Record<string, unknown>>): unknown {
  const event = example(name);
  return { ...event, detail: { ...(event['detail'] as object), ...detail } };
}

const take = (payloads: readonly unknown[], state: State = known) =>
  takeIn(
    payloads.map((payload, number) => ({ id: `m${number}`, receiveCount: 1, payload })),
    { state, config, accounts: ACCOUNTS, now: NOW },
  );
/** At once, and again when it surely shows it. */
const soon = (kind: Todo['kind'], name: string, source = 'own'): Todo => ({
  kind,
  source,
  name,
  due: NOW,
  failures: 0,
  isWhole: false,
  since: AT,
});
/** Only when it surely shows it. */
const settled = (kind: Todo['kind'], name: string): Todo => ({ ...soon(kind, name), due: AT + 61_000 });

describe('an event about somebody known', () => {
  const user = ALICE;
  it.each([
    {
      name: 'add-user-to-group',
      change: { type: 'joined', user, group: 'ops' },
      todo: settled('user', 'alice'),
    },
    {
      name: 'remove-user-from-group',
      change: { type: 'left', user, group: 'ops' },
      todo: settled('user', 'alice'),
    },
    { name: 'delete-user', change: { type: 'user-deleted', user }, todo: undefined },
    {
      name: 'update-user',
      change: { type: 'user-renamed', user, to: 'alice.liddell' },
      todo: soon('user', 'alice.liddell'),
    },
    {
      name: 'update-ssh-public-key-active',
      change: { type: 'key-active', user, key: KEY },
      todo: settled('keys', user),
    },
    {
      name: 'update-ssh-public-key-inactive',
      change: { type: 'key-ended', user, key: KEY },
      todo: settled('keys', user),
    },
    {
      name: 'delete-ssh-public-key',
      change: { type: 'key-ended', user, key: KEY },
      todo: settled('keys', user),
    },
    {
      name: 'parameter-delete',
      change: { type: 'key-ended', user, key: 'parameter:laptop' },
      todo: soon('parameters', ALICE),
    },
  ])('claims: $name', ({ name, change, todo }) => {
    expect(take([example(name)])).toMatchObject({
      claims: [{ kind: 'event', source: 'own', at: AT, change }],
      todo: todo === undefined ? [] : [todo],
      ignored: 0,
    });
  });

  it.each([
    { name: 'upload-ssh-public-key', todo: soon('keys', ALICE) },
    { name: 'create-user', todo: soon('user', 'alice') },
    { name: 'create-group', todo: soon('group', 'ops') },
    { name: 'delete-group', todo: soon('group', 'ops') },
    { name: 'update-group', todo: soon('group', 'ops') },
    { name: 'parameter-update', todo: soon('parameters', ALICE) },
  ])('has it read, and claims nothing: $name', ({ name, todo }) => {
    expect(take([example(name)])).toMatchObject({ claims: [], todo: [todo], ignored: 0 });
  });
});

describe('an event about nobody who is known for sure', () => {
  const former = userOf('alice', { groups: { 'own:ops': { seen: 1, ended: 2 } } });
  const STATES = {
    nobody: emptyState(20_000),
    'a former member': withUsers({ [ALICE]: former }),
    'two members of one name': withUsers({ [ALICE]: userOf('alice'), AIDAEXAMPLEOTHER0001: userOf('Alice') }),
    'a namesake of another account': withUsers({ [ALICE]: { ...userOf('alice'), source: 'staff' } }),
  };
  it.each(
    Object.entries(STATES).flatMap(([who, state]) =>
      [
        'add-user-to-group',
        'remove-user-from-group',
        'upload-ssh-public-key',
        'update-ssh-public-key-active',
      ].map((name) => ({ who, state, name })),
    ),
  )('has the user read, and claims nothing that could be lost: $name, $who', ({ state, name }) => {
    const { claims, todo } = take([example(name)], state);
    expect(todo).toMatchObject([soon('user', 'alice')]);
    // A former member has nothing to lose, and what an event gives waits for a read.
    expect(claims.length === 0 || state.users[ALICE] === former).toBe(true);
  });

  const later = withUsers({ [ALICE]: { ...userOf('alice'), named: AT + 1 } });
  it.each(['add-user-to-group', 'remove-user-from-group', 'delete-user'])(
    'has the user read where the name was seen only later: %s',
    (name) => {
      expect(take([example(name)], later).claims.filter(({ change: { type } }) => type !== 'joined')).toEqual(
        [],
      );
      expect(take([example(name)], later).todo).toMatchObject([soon('user', 'alice')]);
    },
  );

  it('claims the end of a key by its id, whatever the name is', () => {
    const renamed = withUsers({ [ALICE]: userOf('alice.liddell', { keys: [KEY] }) });
    expect(take([example('delete-ssh-public-key')], renamed).claims).toMatchObject([
      { change: { type: 'key-ended', user: ALICE, key: KEY } },
    ]);
  });

  it('claims the end of a deleted parameter with all values that it had', () => {
    const [first, second, other] = ['parameter:laptop', 'parameter:laptop:0123456789ab', 'parameter:laptop2'];
    const state = withUsers({ [ALICE]: userOf('alice', { keys: [KEY, other, second] }) });
    expect(take([example('parameter-delete')], state).claims.map(({ change }) => change)).toEqual(
      [first, second].map((key) => ({ type: 'key-ended', user: ALICE, key })),
    );
  });

  it('claims the end of a key that is not known yet', () => {
    const key = { requestParameters: { userName: 'alice', sSHPublicKeyId: 'APKAEXAMPLENEWKEY001' } };
    expect(take([changed('delete-ssh-public-key', key)]).claims).toMatchObject([
      { change: { type: 'key-ended', user: ALICE, key: 'APKAEXAMPLENEWKEY001' } },
    ]);
  });
});

describe('an event that concerns nobody', () => {
  it.each([
    { name: 'a failed call', payload: example('failed-remove-user-from-group') },
    { name: 'a call that met a conflict', payload: example('failed-delete-user') },
    {
      name: 'a failed call without words',
      payload: changed('delete-user', { errorCode: 'NoSuchEntityException' }),
    },
    { name: 'another call of IAM', payload: example('create-access-key') },
    { name: 'another path of a user', payload: example('update-user-path') },
    {
      name: 'another account',
      payload: changed('remove-user-from-group', { recipientAccountId: '333333333333' }),
    },
    {
      name: 'a group that the config does not name',
      payload: changed('add-user-to-group', { requestParameters: { userName: 'alice', groupName: 'web' } }),
    },
    { name: 'a parameter elsewhere', payload: example('parameter-elsewhere') },
    {
      name: 'a parameter that is no key',
      payload: changed('parameter-delete', { name: '/ssh-keys/readme' }),
    },
    { name: 'another service', payload: changed('delete-user', { eventSource: 'signin.amazonaws.com' }) },
  ])('is ignored: $name', ({ payload }) => {
    expect(take([payload])).toMatchObject({ claims: [], todo: [], ignored: 1, outcomes: new Map() });
  });

  it('is ignored where somebody unknown comes or goes', () => {
    const asked = take([example('create-user'), example('delete-user')], emptyState(20_000));
    expect(asked).toMatchObject({ claims: [], todo: [], ignored: 2 });
  });
});

describe('names', () => {
  it('are those of the account that the event is of, in any letters', () => {
    const staff = withUsers({
      [ALICE]: { ...userOf('Alice', { groups: { 'staff:Web': STANDING } }), source: 'staff' },
    });
    const event = changed('remove-user-from-group', {
      recipientAccountId: '222222222222',
      requestParameters: { userName: 'ALICE', groupName: 'WEB' },
    });
    expect(take([event], staff).claims).toMatchObject([
      { source: 'staff', change: { type: 'left', user: ALICE, group: 'Web' } },
    ]);
  });

  it('go with a renaming, whatever the order of the messages', () => {
    const later = {
      eventTime: '2026-11-22T04:00:05Z',
      requestParameters: { userName: 'alice.liddell', groupName: 'ops' },
    };
    const asked = take([changed('remove-user-from-group', later), example('update-user')]);
    expect(asked.claims.map(({ change }) => change)).toEqual([
      { type: 'user-renamed', user: ALICE, to: 'alice.liddell' },
      { type: 'left', user: ALICE, group: 'ops' },
    ]);
  });

  it('of who is deleted are not those of who comes after', () => {
    const later = { eventTime: '2026-11-22T04:00:05Z' };
    const asked = take([
      example('delete-user'),
      changed('create-user', later),
      changed('add-user-to-group', later),
    ]);
    expect(asked.claims.map(({ change }) => change.type)).toEqual(['user-deleted']);
    expect(asked.todo).toMatchObject([{ kind: 'user', name: 'alice' }]);
  });
});

describe('our own messages', () => {
  it.each([
    { name: 'tick', expected: { isTick: true, wholeReads: new Set() } },
    { name: 'scheduled-event', expected: { isTick: true, wholeReads: new Set() } },
    { name: 'read', expected: { isTick: false, wholeReads: new Set(['m0']) } },
    {
      name: 'approve',
      expected: { approvals: [{ kind: 'approval', held: '0123456789ab' }], once: new Set(['m0']) },
    },
  ])('are understood: $name', ({ name, expected }) => {
    expect(take([example(name)])).toMatchObject({ ...expected, claims: [], todo: [], outcomes: new Map() });
  });

  it.each([
    { name: 'a text', payload: 'tick' },
    { name: 'a list', payload: [] },
    { name: 'nothing', payload: undefined },
    { name: 'an empty object', payload: {} },
    { name: 'another kind', payload: { kind: 'kmscrypt.ssh-keys.lock' } },
    { name: 'an approval of nothing', payload: { kind: 'kmscrypt.ssh-keys.approve' } },
    { name: 'an approval of all', payload: { kind: 'kmscrypt.ssh-keys.approve', held: '*' } },
    { name: 'an event without a time', payload: changed('delete-user', { eventTime: 'today' }) },
    { name: 'an event without a user', payload: changed('delete-user', { requestParameters: null }) },
  ])('are failed where they cannot be understood: $name', ({ payload }) => {
    const { outcomes, claims, todo } = take([payload]);
    expect(outcomes.get('m0')).toMatchObject({ status: 'failed', retryAfter: 5 });
    expect({ claims, todo }).toEqual({ claims: [], todo: [] });
  });

  it.each([
    { name: 'before it was sent', started: AT - 1, wholeReads: new Set(['m']) },
    { name: 'when it was sent', started: AT, wholeReads: new Set() },
  ])('ask for a whole read where the last one began $name', ({ started, wholeReads }) => {
    const message = { id: 'm', receiveCount: 2, sent: AT, payload: example('read') };
    const state = { ...known, read: { started, complete: 0 } };
    const asked = takeIn([message], { state, config, accounts: ACCOUNTS, now: NOW });
    expect(asked.wholeReads).toEqual(wholeReads);
  });

  it('are failed where their envelope cannot be read', () => {
    const message = { id: 'm', receiveCount: 1, problem: 'not JSON' };
    const { outcomes } = takeIn([message], { state: known, config, accounts: ACCOUNTS, now: NOW });
    expect(outcomes.get('m')).toMatchObject({
      status: 'failed',
      retryAfter: 5,
      reason: expect.stringContaining('not JSON'),
    });
  });
});

it('never throws, and fails or ignores what is not an event', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { maxLength: 5 }), (payloads) => {
      expect(take(payloads)).toMatchObject({ claims: [], todo: [], approvals: [], wholeReads: new Set() });
    }),
    { numRuns: RUNS },
  );
});

it('never claims anything of an event that lacks a part', () => {
  const whole = take([example('remove-user-from-group')]).claims;
  expect(whole).toHaveLength(1);
  const parts = ['eventSource', 'eventName', 'eventTime', 'requestParameters'];
  for (const part of parts) {
    expect(take([changed('remove-user-from-group', { [part]: undefined })]).claims).toEqual([]);
  }
});
