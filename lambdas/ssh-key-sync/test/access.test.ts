import { expect, it } from 'vitest';
import { accessOf, usersWith } from '../src/access.ts';
import type { Fact, Key, User } from '../src/state.ts';
import { configOf } from './support/plan-config.ts';
import { at } from './support/plan-evidence.ts';
import { edKey } from './support/plan-keys.ts';

const HELD: Fact = { seen: at(0) };
const ENDED: Fact = { seen: at(0), claimed: at(1), ended: at(1) };
const KEY: Key = { ...HELD, body: edKey(1) };
const ALICE: User = {
  source: 'own',
  name: 'alice',
  login: 'alice',
  uid: 20_000,
  groups: { 'own:dev': HELD },
  keys: { APKA1: KEY },
};
const CONFIG = configOf({
  hosts: {
    one: { tags: { stage: 'one' }, login: ['dev', 'qa'], sudo: ['ops'], document: 'ssh-keys' },
    two: { tags: { stage: 'two' }, login: ['ops'], sudo: ['qa'], document: 'ssh-keys' },
  },
  breakGlass: { keys: [edKey(9)] },
});

it.each<{ readonly name: string; readonly user: Partial<User>; readonly expected: readonly string[] }>([
  { name: 'a member with a key', user: {}, expected: ['one login own:dev'] },
  {
    name: 'a member of a group for sudo and one for login',
    user: { groups: { 'own:dev': HELD, 'own:ops': HELD } },
    expected: ['one sudo own:ops own:dev', 'two login own:ops'],
  },
  { name: 'who has left', user: { groups: { 'own:dev': ENDED } }, expected: [] },
  {
    name: 'who is about to lose it',
    user: { groups: { 'own:dev': { ...HELD, claimed: at(1) } } },
    expected: ['one login own:dev'],
  },
  { name: 'a member of groups of no host', user: { groups: { 'own:other': HELD } }, expected: [] },
  {
    name: 'a member of a group of the same name in another account',
    user: { groups: { 'partner:dev': HELD } },
    expected: [],
  },
  { name: 'who has no login name', user: { login: undefined }, expected: [] },
  { name: 'whose login name hosts refuse', user: { login: 'function Object() {}' }, expected: [] },
  { name: 'whose login name is root', user: { login: 'root' }, expected: [] },
  { name: 'who has no UID', user: { uid: undefined }, expected: [] },
  { name: 'who has no key', user: { keys: {} }, expected: [] },
  { name: 'whose key has ended', user: { keys: { APKA1: { ...ENDED, body: edKey(1) } } }, expected: [] },
  {
    name: 'whose key is refused',
    user: { keys: { APKA1: { ...HELD, refused: 'RSA of 1024 bits' } } },
    expected: [],
  },
  {
    name: 'who had the name of the break-glass user before',
    user: { login: 'break-glass' },
    expected: ['one login own:dev'],
  },
  {
    name: 'who had the UID of the break-glass user before',
    user: { uid: 19_999 },
    expected: ['one login own:dev'],
  },
])('$name', ({ user, expected }) => {
  const access = accessOf({ users: { AIDA1: { ...ALICE, ...user } } }, CONFIG);
  const found = [...access].flatMap(([hostGroup, users]) =>
    [...users.values()].map(({ right, why }) => [hostGroup, right, ...why].join(' ')),
  );
  expect(found).toEqual(expected);
  expect(usersWith(access).size).toBe(expected.length === 0 ? 0 : 1);
});

it('has users in the order of their logins, with their usable keys in the order of ids', () => {
  const users = {
    AIDA1: { ...ALICE, login: 'zoe' },
    AIDA2: { ...ALICE, login: 'amy', uid: 20_001, keys: { B: KEY, A: KEY, C: { ...HELD, refused: 'DSA' } } },
  };
  const found = [...(accessOf({ users }, CONFIG).get('one') ?? [])];
  expect(found.map(([id, { login, keys }]) => `${id} ${login} ${keys.map((key) => key.id).join()}`)).toEqual([
    'AIDA2 amy A,B',
    'AIDA1 zoe APKA1',
  ]);
});
