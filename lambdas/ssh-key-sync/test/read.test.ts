import { describe, expect, it, vi } from 'vitest';
import { read as readAll } from '../src/read.ts';
import { emptyState, type State, type Todo, type User } from '../src/state.ts';
import { wholeReadTodos } from '../src/whole-read.ts';
import { learned } from './support/learned.ts';
import {
  awsFailure,
  type MemoryIam,
  type MemoryOptions,
  memoryDirectory,
  memoryTree,
  memoryUser,
} from './support/memory-iam.ts';
import { readConfigOf, userOf } from './support/reading.ts';

const NOW = Date.parse('2026-11-22T04:00:00Z');
const config = readConfigOf({ hosts: { app: ['ops', 'dev'] } });
const SILENT = { info: () => {}, warn: () => {}, error: () => {} };
/** Three in ops and two in dev, one of them in both; 2, 3, 4 and 0 keys. */
const PEOPLE: MemoryIam = {
  groups: ['ops', 'dev', 'web'],
  users: [
    memoryUser(1, ['ops', 'web'], 2),
    memoryUser(2, ['ops', 'dev'], 3),
    memoryUser(3, ['ops'], 4),
    memoryUser(4, ['dev'], 0),
    memoryUser(5, ['web'], 5),
  ],
};
const EMPTY: State = { ...emptyState(20_000), read: { started: NOW, complete: 0 } };

const todoOf = (kind: Todo['kind'], name: string, parts: Partial<Todo> = {}): Todo => ({
  kind,
  source: 'own',
  name,
  due: NOW,
  failures: 0,
  isWhole: false,
  ...parts,
});

interface Parts extends Partial<MemoryOptions> {
  readonly state?: State;
  readonly now?: () => number;
  readonly until?: number;
  readonly signal?: AbortSignal;
}
const readWith = async (
  todo: readonly Todo[],
  {
    state = EMPTY,
    now = () => NOW,
    until = Infinity,
    signal = new AbortController().signal,
    ...memory
  }: Parts = {},
) => {
  const { directory, calls } = memoryDirectory({ iam: PEOPLE, ...memory });
  const output = await readAll({
    todo,
    config,
    state,
    directories: { own: directory },
    now,
    until,
    signal,
    logger: SILENT,
  });
  const counts: Record<string, number> = {};
  for (const call of calls) counts[call] = (counts[call] ?? 0) + 1;
  return { ...output, calls, counts };
};
const kindsOf = (evidence: readonly { readonly kind: string }[]) =>
  evidence.map(({ kind }) => kind).toSorted();

describe('a whole read', () => {
  const whole = wholeReadTodos(config, NOW);

  it('begins with the groups of the config and the tree', () => {
    const parts = { source: 'own', due: NOW, failures: 0, isWhole: true };
    const tree = readConfigOf({ hosts: { app: ['ops', 'staff:web'], db: ['ops'] }, parameters: '/ssh-keys' });
    expect(wholeReadTodos(tree, NOW)).toEqual([
      { ...parts, kind: 'group', name: 'ops' },
      { ...parts, kind: 'group', source: 'staff', name: 'web' },
      { ...parts, kind: 'parameters', name: '' },
    ]);
  });

  it('reads groups, keys of members, and each body once', async () => {
    const { evidence, todo, counts } = await readWith(whole);
    expect(todo).toEqual([]);
    expect(kindsOf(evidence)).toEqual(['keys', 'keys', 'keys', 'keys', 'members', 'members']);
    expect(counts).toEqual({ GetGroup: 2, ListSSHPublicKeys: 4, GetSSHPublicKey: 9 });
    expect(evidence).toContainEqual({
      kind: 'keys',
      source: 'own',
      at: NOW,
      user: 'AIDAEXAMPLE1',
      keys: [
        { id: 'APKA1K0', body: 'ssh-rsa APKA1K0' },
        { id: 'APKA1K1', body: 'ssh-rsa APKA1K1' },
      ],
    });
  });

  it('fetches no body again, and asks nothing else, where nothing has changed', async () => {
    const { evidence } = await readWith(whole);
    const state = { ...learned(EMPTY, evidence), read: { started: NOW + 1, complete: NOW } };
    const again = await readWith(whole, { state, now: () => NOW + 1 });
    expect(again.counts).toEqual({ GetGroup: 2, ListSSHPublicKeys: 4 });
    expect(kindsOf(again.evidence)).toEqual(kindsOf(evidence));
  });

  it('makes one whole of many short passes, and reads nothing twice', async () => {
    let [state, todo, clock, calls, passes] = [EMPTY, whole, NOW, 0, 0];
    const kinds: string[] = [];
    while (todo.length > 0 && passes < 100) {
      passes += 1;
      const onCall = () => void (clock += 1_000);
      const pass = await readWith(todo, { state, now: () => clock, until: clock + 2_000, onCall });
      state = learned(state, pass.evidence);
      ({ todo } = pass);
      calls += pass.calls.filter((call) => call !== 'GetUser').length;
      kinds.push(...kindsOf(pass.evidence));
    }
    expect(todo).toEqual([]);
    expect(passes).toBeGreaterThan(1);
    expect(kinds.toSorted()).toEqual(['keys', 'keys', 'keys', 'keys', 'members', 'members']);
    expect(calls).toBe(2 + 4 + 9);
  });

  it('reads no keys again that were read for another of its groups', async () => {
    const { evidence } = await readWith([todoOf('group', 'ops', { isWhole: true })]);
    const state = learned(EMPTY, evidence);
    const { todo, counts } = await readWith([todoOf('group', 'dev', { isWhole: true })], { state });
    expect(todo).toEqual([]);
    // User 4, who has none, and not user 2.
    expect(counts).toEqual({ GetGroup: 1, ListSSHPublicKeys: 1 });
  });
});

describe('a single read of a group', () => {
  it('has the keys of newcomers read, and of nobody else', async () => {
    const users = {
      AIDAEXAMPLE1: userOf('user1', { keys: ['APKA1K0'] }),
      AIDAEXAMPLE2: userOf('user2', { groups: { 'own:ops': { seen: 1, ended: 2 } } }),
    };
    const { evidence } = await readWith([todoOf('group', 'ops')], { state: { ...EMPTY, users } });
    const read = evidence.flatMap((each) => (each.kind === 'keys' ? [each.user] : []));
    expect(read.toSorted()).toEqual(['AIDAEXAMPLE2', 'AIDAEXAMPLE3']);
  });
});

describe('an event about one user', () => {
  it.each([
    {
      name: 'who joined',
      todo: todoOf('user', 'user2'),
      counts: { GetUser: 1, ListGroupsForUser: 1, GetGroup: 2, ListSSHPublicKeys: 4, GetSSHPublicKey: 9 },
    },
    {
      name: 'who is in no group of the config',
      todo: todoOf('user', 'user5'),
      counts: { GetUser: 1, ListGroupsForUser: 1 },
    },
    { name: 'who is gone', todo: todoOf('user', 'nobody'), counts: { GetUser: 1 } },
    { name: 'whose keys are known', todo: todoOf('keys', 'AIDAEXAMPLE1'), counts: { ListSSHPublicKeys: 1 } },
    {
      name: 'who has a new key',
      todo: todoOf('keys', 'AIDAEXAMPLE2'),
      counts: { ListSSHPublicKeys: 1, GetUser: 1, GetSSHPublicKey: 1 },
    },
    { name: 'who is no member', todo: todoOf('keys', 'AIDAEXAMPLE5'), counts: {} },
  ])('costs calls about that user: $name', async ({ todo, counts }) => {
    const users = {
      AIDAEXAMPLE1: userOf('user1', { keys: ['APKA1K0', 'APKA1K1'] }),
      AIDAEXAMPLE2: userOf('user2', { keys: ['APKA2K0', 'APKA2K1'] }),
    };
    const state = todo.kind === 'keys' ? { ...EMPTY, users } : EMPTY;
    expect((await readWith([todo], { state })).counts).toEqual(counts);
  });

  it('names groups of the config only, as it writes them', async () => {
    const iam = { ...PEOPLE, users: [memoryUser(1, ['OPS', 'web'], 0)] };
    const { evidence } = await readWith([todoOf('user', 'user1')], { iam });
    expect(evidence).toContainEqual({
      kind: 'user',
      source: 'own',
      at: NOW,
      id: 'AIDAEXAMPLE1',
      name: 'user1',
      groups: [],
      others: ['ops'],
    });
  });

  it('is read a second time where the first was too early', async () => {
    const since = NOW - 10_000;
    const { todo } = await readWith([todoOf('user', 'user1', { since })]);
    const again = { due: since + 61_000, failures: 0, isWhole: false };
    expect(todo).toEqual([{ kind: 'user', source: 'own', name: 'user1', ...again }]);
    const late = await readWith([todoOf('user', 'user1', { since: NOW - 61_000 })]);
    expect(late).toMatchObject({ todo: [], counts: { GetUser: 1 } });
  });

  it('comes before the whole read, and what has waited longest first', async () => {
    const order: string[] = [];
    const todo = [
      todoOf('group', 'ops', { isWhole: true, due: NOW - 9 }),
      todoOf('group', 'dev', { due: NOW - 1 }),
      todoOf('user', 'nobody', { due: NOW - 2 }),
    ];
    await readWith(todo, { onCall: (operation) => void order.push(operation), until: NOW + 1 });
    expect(order.slice(0, 3)).toEqual(['GetUser', 'GetGroup', 'GetGroup']);
  });
});

describe('a user whose name is not the same any more', () => {
  const before: User = userOf('user1', {
    keys: ['APKA1K0'],
    groups: { 'own:ops': { seen: 1 }, 'own:dev': { seen: 1, ended: 2 } },
  });
  const state = { ...EMPTY, users: { AIDAEXAMPLE1: before } };
  it.each([
    { name: 'renamed', user: { ...memoryUser(1, ['ops'], 1), name: 'other' } },
    {
      name: 'renamed, and the name is somebody elses',
      user: { ...memoryUser(9, ['ops'], 2), name: 'user1' },
    },
  ])('gets no keys by name; the groups are read: $name', async ({ user }) => {
    const { evidence } = await readWith([todoOf('keys', 'AIDAEXAMPLE1')], {
      state,
      iam: { ...PEOPLE, users: [user] },
    });
    expect(evidence).toContainEqual(expect.objectContaining({ kind: 'members', group: 'ops' }));
    expect(evidence).not.toContainEqual(
      expect.objectContaining({ kind: 'keys', user: 'AIDAEXAMPLE1', keys: user.keys }),
    );
    expect(evidence.filter((each) => each.kind === 'members')).toHaveLength(1);
    for (const each of evidence) if (each.kind === 'keys') expect(each.user).toBe(user.id);
  });
});

describe('a key that is listed by a name', () => {
  const at = (seconds: number): number => NOW + seconds * 1_000;
  it.each([
    { name: 'was there before the last minute', created: at(-500), uploaded: at(-61), keys: 1, due: [] },
    { name: 'is new', created: at(-500), uploaded: at(-20), keys: 1, due: [] },
    {
      name: 'is new, of a name that another has had',
      created: at(-500),
      uploaded: at(-20),
      keys: 0,
      due: [at(41)],
      former: true,
    },
    { name: 'is older than a new user', created: at(-20), uploaded: at(-500), keys: 0, due: [at(41)] },
    { name: 'is older than an old user', created: at(-61), uploaded: at(-500), keys: 1, due: [] },
  ])('counts, or is listed again: it $name', async ({ created, uploaded, keys, due, former = false }) => {
    const users = former ? { AIDAEXAMPLE9: userOf('user1', { keys: [] }) } : {};
    const { directory } = memoryDirectory({ iam: { groups: ['ops'], users: [memoryUser(1, ['ops'], 1)] } });
    const dated = {
      ...directory,
      members: async () => [{ id: 'AIDAEXAMPLE1', name: 'user1', created }],
      user: async () => ({ id: 'AIDAEXAMPLE1', name: 'user1', created }),
      keys: async () => [{ id: 'APKA1K0', isActive: true, uploaded }],
    };
    const { evidence, todo } = await readAll({
      todo: [todoOf('group', 'ops')],
      config,
      state: { ...EMPTY, users },
      directories: { own: dated },
      now: () => NOW,
      until: Infinity,
      signal: new AbortController().signal,
      logger: SILENT,
    });
    expect(evidence.flatMap((each) => (each.kind === 'keys' ? each.keys : []))).toHaveLength(keys);
    expect(todo.map((each) => each.due)).toEqual(due);
  });

  it('is not that of a user who has it, too', async () => {
    const users = { AIDAEXAMPLE9: userOf('former', { keys: ['APKA1K0'] }) };
    const { evidence } = await readWith([todoOf('group', 'ops')], { state: { ...EMPTY, users } });
    const read = evidence.find((each) => each.kind === 'keys' && each.user === 'AIDAEXAMPLE1');
    expect(read).toMatchObject({ keys: [{ id: 'APKA1K1' }] });
  });
});

describe('what fails', () => {
  it.each([
    { failures: 0, minutes: 1 },
    { failures: 1, minutes: 2 },
    { failures: 4, minutes: 16 },
    { failures: 5, minutes: 30 },
    { failures: 500, minutes: 30 },
  ])('is tried again after $minutes minutes', async ({ failures, minutes }) => {
    const given = todoOf('group', 'ops', { failures, isWhole: true });
    const { evidence, todo } = await readWith([given], { onCall: () => Promise.reject(awsFailure()) });
    expect(evidence).toMatchObject([
      { kind: 'failed', source: 'own', at: NOW, what: { kind: 'group', name: 'ops' } },
    ]);
    expect(evidence[0]).not.toHaveProperty('isMissing');
    expect(todo).toEqual([{ ...given, failures: failures + 1, due: NOW + minutes * 60_000 }]);
  });

  it('is a group that is not there', async () => {
    const { evidence, todo } = await readWith([todoOf('group', 'ops')], { iam: { users: [], groups: [] } });
    expect(evidence).toMatchObject([
      { kind: 'failed', what: { kind: 'group', name: 'ops' }, isMissing: true },
    ]);
    // The others, and the whole read, do not wait for it.
    expect(todo).toEqual([]);
  });

  it('leaves the others alone', async () => {
    const onCall = (operation: string) => {
      if (operation === 'GetUser') throw awsFailure();
    };
    const { evidence, todo } = await readWith([todoOf('user', 'user1'), todoOf('group', 'dev')], { onCall });
    expect(kindsOf(evidence)).toEqual(['failed', 'keys', 'keys', 'members']);
    expect(todo).toMatchObject([{ kind: 'user', name: 'user1', failures: 1 }]);
  });

  it('is the tree, too', async () => {
    const tree = readConfigOf({ hosts: { app: ['ops'] }, parameters: '/ssh-keys' });
    const { directory } = memoryDirectory({ iam: PEOPLE });
    const parts = {
      config: tree,
      state: EMPTY,
      directories: { own: directory },
      now: () => NOW,
      until: Infinity,
      signal: new AbortController().signal,
      logger: SILENT,
    };
    const parameters = memoryTree(['AIDAEXAMPLE1']);
    const todo = [todoOf('parameters', '')];
    expect((await readAll({ ...parts, todo, parameters })).evidence).toMatchObject([
      { kind: 'parameters', at: NOW, keys: [{ user: 'AIDAEXAMPLE1', name: 'laptop' }] },
    ]);
    const one = { ...parts, todo: [todoOf('parameters', 'AIDAEXAMPLE2')] };
    expect(
      (await readAll({ ...one, parameters: memoryTree(['AIDAEXAMPLE1', 'AIDAEXAMPLE2']) })).evidence,
    ).toEqual([
      {
        kind: 'parameters',
        source: 'own',
        at: NOW,
        user: 'AIDAEXAMPLE2',
        keys: [expect.objectContaining({ user: 'AIDAEXAMPLE2' })],
      },
    ]);
    const failed = await readAll({
      ...parts,
      todo,
      parameters: memoryTree([], () => Promise.reject(awsFailure())),
    });
    expect(failed.evidence).toMatchObject([{ kind: 'failed', what: { kind: 'parameters', name: '' } }]);
  });
});

describe('the end of the time', () => {
  it('begins nothing more, and leaves the rest as it is', async () => {
    const given = [todoOf('user', 'user1'), todoOf('group', 'dev')];
    expect(await readWith(given, { until: NOW })).toMatchObject({ evidence: [], todo: given, calls: [] });
  });

  it('leaves what is not due', async () => {
    const given = [todoOf('group', 'dev', { due: NOW + 1 })];
    expect(await readWith(given)).toMatchObject({ evidence: [], todo: given, calls: [] });
  });

  it('is no failure of what was under way', async () => {
    const ended = new AbortController();
    const warn = vi.spyOn(SILENT, 'warn');
    const given = [todoOf('user', 'user1', { failures: 3 })];
    const onCall = () => {
      ended.abort();
      throw awsFailure();
    };
    expect(await readWith(given, { signal: ended.signal, onCall })).toMatchObject({
      evidence: [],
      todo: given,
    });
    expect(warn).not.toHaveBeenCalled();
  });
});

it('drops what is of no use any more', async () => {
  const given = [
    todoOf('group', 'web'),
    todoOf('group', 'ops', { source: 'former' }),
    todoOf('user', 'user1', { source: 'former' }),
    todoOf('keys', 'AIDAEXAMPLE1'),
    todoOf('parameters', ''),
  ];
  const users = { AIDAEXAMPLE1: userOf('user1', { groups: { 'own:ops': { seen: 1, ended: 2 } } }) };
  expect(await readWith(given, { state: { ...EMPTY, users } })).toMatchObject({
    evidence: [],
    todo: [],
    calls: [],
  });
});
