import { describe, expect, it } from 'vitest';
import type { Access, AccessMap } from '../src/access.ts';
import type { Evidence } from '../src/evidence.ts';
import { MOST_BYTES } from '../src/manifest-room.ts';
import { manifestsOf } from '../src/manifests.ts';
import { plan } from '../src/plan.ts';
import type { State } from '../src/state.ts';
import { configOf } from './support/plan-config.ts';
import { at, event, failed, keys, members, parameters } from './support/plan-evidence.ts';
import { edKey } from './support/plan-keys.ts';
import { parsed } from './support/plan-parsed.ts';
import { createPlanWorld } from './support/plan-world.ts';

const START: readonly Evidence[] = [
  members(-1000, 'dev', 'alice', 'bob'),
  members(-1000, 'ops', 'bob'),
  keys(-1000, 'alice', 2, 1),
  keys(-1000, 'bob', 3),
];
const HOUR = 3_600_000;

function started(more: Readonly<Record<string, unknown>> = {}) {
  const world = createPlanWorld(configOf(more));
  const [first] = world.run(-999, ...START).manifests;
  world.settle();
  return { world, first };
}

/** Plans at `hours` after `T`, the last whole read having begun `read` hours after `T`. */
function later(
  state: State,
  { hours, read, config = configOf() }: { hours: number; read: number; config?: ReturnType<typeof configOf> },
) {
  return plan({
    config,
    state,
    evidence: [],
    todo: [],
    read: { started: at(0) + read * HOUR, complete: at(0) + read * HOUR },
    now: at(0) + hours * HOUR,
  });
}

it('has users with their keys, and the break-glass user', () => {
  const { first } = started({
    breakGlass: { login: 'aaa', keys: [`${edKey(9)} in the safe`] },
    onExpiry: 'lock',
    endSessions: true,
  });
  expect(first?.isNew).toBe(true);
  expect(parsed(first?.text ?? '')).toEqual(first?.manifest);
  expect(first?.manifest).toEqual({
    hostGroup: 'dev-app',
    version: 1,
    issued: at(-999) / 1000,
    expires: at(72 * 3600) / 1000,
    onExpiry: 'lock',
    endSessions: true,
    users: [
      { login: 'aaa', uid: 19_999, right: 'keep', keys: [{ body: edKey(9), comment: 'aaa:1' }] },
      {
        login: 'alice',
        uid: 20_000,
        right: 'login',
        keys: [
          { body: edKey(1), comment: 'alice:APKA1' },
          { body: edKey(2), comment: 'alice:APKA2' },
        ],
      },
      { login: 'bob', uid: 20_001, right: 'sudo', keys: [{ body: edKey(3), comment: 'bob:APKA3' }] },
    ],
  });
});

describe('a new version', () => {
  it('comes with any change, and is told', () => {
    const { world } = started();
    const { manifests, state } = world.run(5, event(0, 'left', 'alice', 'dev'));
    expect(
      manifests.map(({ manifest: { version, users }, isNew }) => ({ version, isNew, users: users.length })),
    ).toEqual([{ version: 2, isNew: true, users: 1 }]);
    expect(state.revocations).toEqual([
      { user: 'AIDAALICE', hostGroup: 'dev-app', version: 2, since: at(0), issued: at(5) },
    ]);
  });

  it.each([
    { name: 'nothing new', more: {} },
    { name: 'another expiry, far away', more: { expiresAfter: 80 } },
  ])('does not come of $name', ({ more }) => {
    const { world } = started();
    const { manifests } = later(world.state, { hours: 1, read: 1, config: configOf(more) });
    expect(manifests).toEqual([]);
  });

  it.each([
    { onExpiry: 'lock' },
    { endSessions: true },
    { breakGlass: { keys: [edKey(8)] } },
    { names: { bob: 'rob' } },
  ])('comes of a config with %o', (more) => {
    const { world } = started();
    const { manifests } = later(world.state, { hours: 1, read: 1, config: configOf(more) });
    expect(manifests.map(({ manifest: { version }, isNew }) => ({ version, isNew }))).toEqual([
      { version: 2, isNew: true },
    ]);
  });

  it.each([
    { name: 'more than half of its time is left', hours: 35, read: 34, expected: [] },
    { name: 'less is left', hours: 37, read: 36, expected: [{ version: 2, isNew: false }] },
    { name: 'less is left, but nothing has been read since', hours: 37, read: 0, expected: [] },
  ])('for its expiry alone: $name', ({ hours, read, expected }) => {
    const { world } = started();
    const { manifests } = later(world.state, { hours, read });
    expect(manifests.map(({ manifest: { version }, isNew }) => ({ version, isNew }))).toEqual(expected);
  });
});

describe('a version that is not in the bucket', () => {
  it('is made again, byte for byte, as long as it says the same', () => {
    const world = createPlanWorld();
    const [first] = world.run(-999, ...START).manifests;
    const [again] = later(world.state, { hours: 40, read: 40 }).manifests;
    expect(again).toEqual(first);
  });

  it('gives way to the next where something has changed', () => {
    const world = createPlanWorld();
    world.run(-999, ...START);
    const { manifests } = world.run(5, event(0, 'left', 'alice', 'dev'));
    expect(manifests.map(({ manifest: { version } }) => version)).toEqual([2]);
  });

  it('is made again where hosts have not been told', () => {
    const { world, first } = started();
    const record = world.state.manifests['dev-app'];
    if (record === undefined) throw new Error('there is no manifest');
    const state = { ...world.state, manifests: { 'dev-app': { ...record, told: 0 } } };
    expect(later(state, { hours: 1, read: 1 }).manifests).toEqual([first]);
  });
});

describe('before everything has been read', () => {
  it('is no manifest', () => {
    const state = createPlanWorld().state;
    const planned = plan({
      config: configOf(),
      state,
      evidence: START,
      todo: [],
      read: { started: at(0), complete: 0 },
      now: at(0),
    });
    expect(planned.manifests).toEqual([]);
    expect(planned.state.manifests).toEqual({});
  });

  it('is no new one of hosts with a group that was never read', () => {
    const { world } = started();
    const config = configOf({
      hosts: { 'dev-app': { tags: { stage: 'dev' }, login: ['other'], sudo: ['ops'], document: 'ssh-keys' } },
    });
    const { manifests, state } = later(world.state, { hours: 1, read: 1, config });
    expect(manifests).toEqual([]);
    expect(state.todo.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['group other']);
  });

  it('is one where a group that was never read does not exist', () => {
    const world = createPlanWorld();
    world.run(-999, ...START.slice(1), failed(-1000, 'dev', true));
    expect(Object.keys(world.state.manifests)).toEqual(['dev-app']);
  });
});

describe('more keys than a user may have on hosts', () => {
  const many = Array.from({ length: 30 }, (_, number) => ['alice', `k${10 + number}`, 100 + number] as const);

  it('are left out, and told as refused; those of IAM come first', () => {
    const world = createPlanWorld(configOf({ parameters: '/ssh' }));
    const { manifests, problems } = world.run(-999, ...START, parameters(-1000, ...many));
    const given = manifests[0]?.manifest.users[0]?.keys.map(({ comment }) => comment);
    expect(given).toHaveLength(20);
    expect(given?.slice(0, 3)).toEqual(['alice:APKA1', 'alice:APKA2', 'alice:parameter:k10']);
    expect(problems).toHaveLength(12);
    expect(problems[0]).toEqual({
      code: 'KEY_REFUSED',
      subject: 'parameter:k28',
      message: 'key of own:alice opens nothing, as hosts take 20 keys of a user: one of 32',
    });
  });
});

describe('more than hosts take', () => {
  const config = configOf();
  // Of RSA of 16,384 bits.
  const body = `ssh-rsa ${'A'.repeat(2_756)}`;
  const crowd = (count: number): AccessMap =>
    new Map([
      [
        'dev-app',
        new Map(
          Array.from({ length: count }, (_, user): [string, Access] => [
            `AIDA${user}`,
            {
              login: `user${user}`,
              uid: 20_000 + user,
              right: 'login',
              keys: Array.from({ length: 20 }, (__, key) => ({ id: `parameter:${10 + key}`, body })),
              why: [],
            },
          ]),
        ),
      ],
    ]);
  const known = { version: 7, content: '', sha256: '', issued: 0, expires: at(0), put: 7, told: 7 };
  const made = (access: AccessMap) =>
    manifestsOf({
      config,
      access,
      hasFailure: false,
      unsettled: new Set(),
      state: {
        manifests: { 'dev-app': known },
        groups: { 'own:dev': at(0), 'own:ops': at(0) },
        read: { started: at(0), complete: at(0) },
      },
      now: at(0),
    });

  it('is never put, and what was taken away is in the next version', () => {
    const access = crowd(700);
    const { plans, full } = made(access);
    expect(plans[0]?.text.length).toBeLessThanOrEqual(MOST_BYTES);
    expect(plans[0]?.manifest.users).toHaveLength(700);
    expect(parsed(plans[0]?.text ?? '')).toEqual(plans[0]?.manifest);
    expect(full).toMatchObject([{ hostGroup: 'dev-app', keys: expect.any(Number) }]);
    const left = new Map([...(access.get('dev-app') ?? [])].slice(1));
    const next = made(new Map([['dev-app', left]]));
    expect(next.full).toHaveLength(1);
    expect(next.plans[0]?.manifest.users.map(({ login }) => login)).not.toContain('user0');
  });

  it('is what 5,000 users with 3 keys of 3,072 bits are not', () => {
    const rsa = `ssh-rsa ${'A'.repeat(544)}`;
    const users = new Map(
      [...(crowd(5_000).get('dev-app') ?? [])].map(([id, { keys: own, ...more }]): [string, Access] => [
        id,
        { ...more, keys: own.slice(0, 3).map((key) => ({ ...key, body: rsa })) },
      ]),
    );
    const { plans, full } = made(new Map([['dev-app', users]]));
    expect(full).toEqual([]);
    expect(plans[0]?.text.length).toBeGreaterThan(8_388_608);
  });
});
