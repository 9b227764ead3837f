import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { keysGiven, leftOut, MOST_BYTES, MOST_KEYS, thatFit } from '../src/manifest-room.ts';
import type { ManifestUser } from '../src/manifest.ts';
import { userText } from '../src/manifest-text.ts';
import { RUNS } from './runs.ts';

test('hosts take as much as this says', () => {
  const head = readFileSync(join(import.meta.dirname, '../host/parts/00-head.sh'), 'utf8');
  expect(/^MOST_BYTES=(\d+)$/mu.exec(head)?.[1]).toBe(`${MOST_BYTES}`);
});

describe('keys of a user', () => {
  const named = (...ids: readonly string[]) => ids.map((id) => ({ id }));
  const inTree = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => `parameter:${100 + from + at}`);

  it('all go in, as they are', () => {
    const keys = named(...inTree(0, MOST_KEYS - 1), 'APKA1');
    expect(keysGiven(keys)).toEqual(keys);
  });

  it("of too many IAM's stay, then the first ids", () => {
    const keys = named(...inTree(0, 3_000), 'APKA1', 'APKA2');
    expect(keysGiven(keys)).toEqual(named('APKA1', 'APKA2', ...inTree(0, MOST_KEYS - 2)));
    expect(keysGiven([...keys, ...named(...inTree(3_000, 50))])).toEqual(keysGiven(keys));
  });
});

const user = (login: string, uid: number, keys: number, right: ManifestUser['right'] = 'login') => ({
  login,
  uid,
  right,
  keys: Array.from({ length: keys }, (_, at) => ({ body: 'ssh-rsa AAAA', comment: `${login}:${at}` })),
});
const sizeOf = (users: readonly ManifestUser[]) =>
  users.reduce((sum, each) => sum + userText(each).length, 0);
const told = (users: readonly ManifestUser[]) => users.map(({ login, keys }) => `${login} ${keys.length}`);

describe('where there is not room for all', () => {
  const users = [user('amy', 20_002, 3), user('bob', 20_000, 9), user('cat', 20_001, 1)];
  const guard = user('guard', 19_999, 10, 'keep');
  const one = userText(user('amy', 20_002, 3)).length - userText(user('amy', 20_002, 2)).length;

  it.each([
    ['all', 0, ['amy 3', 'bob 9', 'cat 1']],
    ['the last key of who has most', 1, ['amy 3', 'bob 8', 'cat 1']],
    ['what all others have no more of', 6 * one, ['amy 3', 'bob 3', 'cat 1']],
    ['of who has the higher UID', 6 * one + 1, ['amy 2', 'bob 3', 'cat 1']],
    ['a user, in the end', 10 * one + 1, ['bob 1', 'cat 1']],
  ])('%s', (_, less, expected) => {
    expect(told(thatFit(users, sizeOf(users) - less))).toEqual(expected);
  });

  it('the break-glass user keeps all keys', () => {
    expect(told(thatFit([...users, guard], sizeOf([guard])))).toEqual(['guard 10']);
  });

  it('tells of who lacks something', () => {
    expect(leftOut(users, thatFit(users, sizeOf(users) - 10 * one - 1))).toEqual({
      keys: 11,
      logins: ['amy', 'bob'],
    });
  });

  it('never is more, and who loses something makes room for others', () => {
    const some = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(some, fc.nat(600), fc.nat(), (counts, room, which) => {
        const all = counts.map((count, at) => user(`u${at}`, 20_000 + at, count));
        const fitting = thatFit(all, room);
        expect(sizeOf(fitting)).toBeLessThanOrEqual(room);
        const less = all.toSpliced(which % all.length, 1);
        const then = new Map(thatFit(less, room).map(({ login, keys }) => [login, keys.length]));
        const gone = all[which % all.length]?.login;
        for (const { login, keys } of fitting)
          if (login !== gone) expect(then.get(login) ?? 0).toBeGreaterThanOrEqual(keys.length);
      }),
      { numRuns: RUNS },
    );
  });
});
