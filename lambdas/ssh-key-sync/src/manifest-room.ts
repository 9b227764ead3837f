import { PARAMETER } from './belief/key-fact.ts';
import type { ManifestUser } from './manifest.ts';
import { userText } from './manifest-text.ts';

/** What hosts take: `MOST_BYTES` of host/parts/00-head.sh. */
export const MOST_BYTES = 33_554_432;

/** Keys of one user that go into manifests: a user may put any number of them into the tree of parameters. */
export const MOST_KEYS = 20;

/** Of a user's keys those that go into manifests: IAM's first, then those of the tree, both in the order that they have. */
export function keysGiven<Known extends { readonly id: string }>(keys: readonly Known[]): readonly Known[] {
  if (keys.length <= MOST_KEYS) return keys;
  const isOfTree = ({ id }: Known) => id.startsWith(PARAMETER);
  return [...keys.filter((key) => !isOfTree(key)), ...keys.filter(isOfTree)].slice(0, MOST_KEYS);
}

/** What there was no room for in the manifest of a host group. */
export interface LeftOut {
  readonly hostGroup: string;
  readonly keys: number;
  /** Login names of who lacks a key by it. */
  readonly logins: readonly string[];
}

/**
 * As many keys as `room` bytes have room for: all of the break-glass user's, then the first key of each other user, then the second of
 * each, and so on, who has the lower UID first. It asks for no manifest before: what is taken away makes room, and never waits.
 */
export function thatFit(users: readonly ManifestUser[], room: number): readonly ManifestUser[] {
  const [kept, others] = [users.filter(isKept), users.filter((user) => !isKept(user))];
  const counts = new Map(kept.map((user) => [user, user.keys.length]));
  let left = room - kept.reduce((sum, user) => sum + userText(user).length, 0);
  for (const { user, size, count } of inTurn(others)) {
    left -= size;
    if (left < 0) break;
    counts.set(user, count);
  }
  return users.flatMap((user) => {
    const count = counts.get(user) ?? 0;
    if (count === 0) return [];
    return count === user.keys.length ? [user] : [{ ...user, keys: user.keys.slice(0, count) }];
  });
}

/** What the one list has, and the other, made of it, has not. */
export function leftOut(
  users: readonly ManifestUser[],
  fitting: readonly ManifestUser[],
): Omit<LeftOut, 'hostGroup'> {
  const counts = new Map(fitting.map(({ login, keys }) => [login, keys.length]));
  const lacking = users
    .map(({ login, keys }) => ({ login, keys: keys.length - (counts.get(login) ?? 0) }))
    .filter(({ keys }) => keys > 0);
  return {
    keys: lacking.reduce((sum, { keys }) => sum + keys, 0),
    logins: lacking.map(({ login }) => login),
  };
}

function isKept({ right }: ManifestUser): boolean {
  return right === 'keep';
}

interface Turn {
  readonly user: ManifestUser;
  /** What this key adds to the text. */
  readonly size: number;
  /** How many keys the user has with it. */
  readonly count: number;
}

function* inTurn(users: readonly ManifestUser[]): Generator<Turn> {
  const most = Math.max(0, ...users.map(({ keys }) => keys.length));
  const sorted = users.toSorted((one, other) => one.uid - other.uid);
  for (let count = 1; count <= most; count += 1) {
    for (const user of sorted) {
      const key = user.keys[count - 1];
      if (key === undefined) continue;
      const alone = userText({ ...user, keys: [key] }).length;
      yield { user, count, size: count === 1 ? alone : alone - userText({ ...user, keys: [] }).length };
    }
  }
}
