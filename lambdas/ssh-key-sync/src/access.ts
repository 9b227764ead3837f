import { isEffective } from './belief/fact.ts';
import type { SyncConfig } from './config.ts';
import { isForHosts } from './login-name.ts';
import type { State, User } from './state.ts';

/** What a user may do on the hosts of a group, and by which keys. */
export interface Access {
  readonly login: string;
  readonly uid: number;
  readonly right: 'login' | 'sudo';
  /** At least one; in the order of their ids. */
  readonly keys: readonly AccessKey[];
  /** The groups that give it, as `SOURCE:GROUP`: those for sudo first. */
  readonly why: readonly string[];
}

export interface AccessKey {
  readonly id: string;
  /** `TYPE BASE64`. */
  readonly body: string;
}

/** By host group, then by UserId, in the order of login names; without the break-glass user, who has no UserId. */
export type AccessMap = ReadonlyMap<string, ReadonlyMap<string, Access>>;

/** Who has access to the hosts of each group of a config: in one of its groups, with a usable key, a login name and a UID. */
export function accessOf({ users }: Pick<State, 'users'>, config: SyncConfig): AccessMap {
  const access = new Map(Object.keys(config.hosts).map((name) => [name, new Map<string, Access>()]));
  const grants = grantsOf(config);
  for (const { id, user, login, uid } of withLogins(users)) {
    const given = grantedTo(user, grants);
    const keys = given.length === 0 ? [] : usableKeys(user);
    if (keys.length === 0) continue;
    for (const { hostGroup, right, group } of given) {
      const there = access.get(hostGroup);
      const known = there?.get(id);
      if (known === undefined) there?.set(id, { login, uid, right, keys, why: [group] });
      else if (!known.why.includes(group)) there?.set(id, { ...known, why: [...known.why, group] });
    }
  }
  return access;
}

/** Ids of all who have access anywhere. */
export function usersWith(access: AccessMap): ReadonlySet<string> {
  return new Set([...access.values()].flatMap((users) => [...users.keys()]));
}

/** Keys of a user that open hosts, in the order of their ids. */
export function usableKeys({ keys }: Pick<User, 'keys'>): readonly AccessKey[] {
  return Object.entries(keys)
    .flatMap(([id, key]) => (key.body !== undefined && isEffective(key) ? [{ id, body: key.body }] : []))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

interface Grant {
  readonly hostGroup: string;
  readonly right: 'login' | 'sudo';
  readonly group: string;
}

/** What membership of a group gives, by `SOURCE:GROUP`. */
function grantsOf({ hosts }: SyncConfig): ReadonlyMap<string, readonly Grant[]> {
  const all = Object.entries(hosts).flatMap(([hostGroup, { login, sudo }]) => [
    ...sudo.map((group) => ({ hostGroup, right: 'sudo' as const, group })),
    ...login.map((group) => ({ hostGroup, right: 'login' as const, group })),
  ]);
  return Map.groupBy(all, ({ group }) => group);
}

function sudoFirst(one: Grant, other: Grant): number {
  if (one.right !== other.right) return one.right === 'sudo' ? -1 : 1;
  if (one.group === other.group) return 0;
  return one.group < other.group ? -1 : 1;
}

function grantedTo({ groups }: User, grants: ReadonlyMap<string, readonly Grant[]>): readonly Grant[] {
  const given: Grant[] = [];
  for (const [group, fact] of Object.entries(groups)) {
    if (!isEffective(fact)) continue;
    const all = grants.get(group) ?? [];
    given.push(
      ...(fact.withheld === 'sudo' ? all.map((each) => ({ ...each, right: 'login' as const })) : all),
    );
  }
  return given.toSorted(sudoFirst);
}

interface Named {
  readonly id: string;
  readonly user: User;
  readonly login: string;
  readonly uid: number;
}

function withLogins(users: State['users']): readonly Named[] {
  const named: Named[] = [];
  for (const [id, user] of Object.entries(users)) {
    const { login, uid } = user;
    if (login === undefined || uid === undefined || !isForHosts(login)) continue;
    named.push({ id, user, login, uid });
  }
  return named.toSorted((one, other) => (one.login < other.login ? -1 : 1));
}
