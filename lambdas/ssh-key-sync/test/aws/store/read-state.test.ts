import { describe, expect, it } from 'vitest';
import { readState } from '../../../src/aws/store/read-state.ts';
import { emptyState, type State } from '../../../src/state.ts';

/** Every field that there is. */
const fact = { seen: 1, begun: 2, missed: 3, confirmed: 4, claimed: 5, ended: 6 };
const key = { ...fact, body: 'ssh-ed25519 AAAA', refused: 'no' };
const claim = { kind: 'event', source: 'own', at: 1 } as const;
const whole: State = {
  format: 1,
  nextUid: 20_001,
  users: {
    AIDAALICE: {
      source: 'own',
      name: 'alice',
      named: 1,
      gone: 2,
      read: 3,
      keysRead: 4,
      login: 'alice',
      uid: 20_000,
      groups: { 'own:dev': fact },
      keys: { APKA1: key },
    },
  },
  groups: { 'own:dev': 1 },
  strangers: { AIDABOB: { 'parameter:laptop': key } },
  claims: [
    { ...claim, change: { type: 'left', user: 'AIDABOB', group: 'dev' } },
    { ...claim, change: { type: 'key-ended', user: 'AIDABOB', key: 'APKA2' } },
    { ...claim, change: { type: 'user-deleted', user: 'AIDABOB' } },
    { ...claim, change: { type: 'user-renamed', user: 'AIDABOB', to: 'robert' } },
  ],
  manifests: {
    dev: { version: 3, content: 'c', sha256: 's', issued: 1, expires: 2, changed: 3, put: 3, told: 2 },
  },
  todo: [{ kind: 'keys', source: 'own', name: 'AIDABOB', due: 1, failures: 0, isWhole: false, since: 1 }],
  read: { started: 1, complete: 1, leased: 2 },
  held: { id: 'abc', since: 1, reason: 'empty-group', users: ['AIDABOB'], losses: ['AIDABOB own:dev'] },
  taken: { AIDABOB: 1 },
  revocations: [{ user: 'AIDABOB', hostGroup: 'dev', version: 3, since: 1 }],
  hosts: {
    'arn:1': {
      hostGroup: 'dev',
      tag: '"x"',
      version: 3,
      applied: 1,
      at: 2,
      result: 'applied',
      problems: ['none'],
    },
  },
};

const read = (value: unknown): State => readState(JSON.stringify(value), 'state.json in ssh-keys');

/** All places in it, from the whole down to each number and text. */
function placesOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, each]) => placesOf(each, [...path, name]))];
}

/** The same with something else in one place. */
function changed(value: unknown, [name, ...path]: readonly string[], other: unknown): unknown {
  if (name === undefined) return other;
  const entries = Object.entries(value as object).map(([each, inner]) => [
    each,
    each === name ? changed(inner, path, other) : inner,
  ]);
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

it.each<[name: string, state: State]>([
  ['with everything', whole],
  ['with nothing', emptyState(20_000)],
])('a state %s is what it was', (_name, state) => {
  expect(read(state)).toEqual(state);
});

describe('a state is refused whole', () => {
  const places = placesOf(whole).map((path) => [path.join('.') || 'the whole', path] as const);

  it.each(places)('where something is wrong in %s', (name, path) => {
    for (const other of [null, true]) {
      // The one field that is a yes or no.
      if (other === true && name.endsWith('isWhole')) continue;
      const broken = changed(whole, path, other);
      expect(() => read(broken)).toThrow(expect.objectContaining({ code: 'STATE_INVALID' }));
    }
  });

  it.each<[name: string, path: readonly string[], value: unknown]>([
    ['a version below zero', ['manifests', 'dev', 'version'], -1],
    ['a time with a fraction', ['read', 'started'], 1.5],
    ['a number beyond what counts exactly', ['nextUid'], 2 ** 60],
    ['a kind that there is not', ['todo', '0', 'kind'], 'role'],
  ])('with %s', (_name, path, value) => {
    expect(() => read(changed(whole, path, value))).toThrow(path.join('.'));
  });
});

it('what is wrong is told by its place, and never more than three times', () => {
  const users = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`AIDA${at}`, { secret: 'hush' }]));
  const told = expect.objectContaining({
    message: expect.stringMatching(/^state\.json in ssh-keys .*; and more: restore/),
  });
  expect(() => read({ ...whole, users })).toThrow(told);
  expect(() => read({ ...whole, users })).not.toThrow('hush');
});
