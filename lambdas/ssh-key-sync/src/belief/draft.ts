import type { SyncConfig } from '../config.ts';
import type { EventClaim, MembersRead } from '../evidence.ts';
import type { Fact, Key, State, User } from '../state.ts';
import { dueBy, holds } from './fact.ts';

/** What is believed while a plan is made: the state, in maps that are written to. Facts themselves are replaced, never changed. */
export interface Draft {
  /** By UserId. */
  readonly users: Map<string, DraftUser>;
  /** UserIds by `placeOf` their names; of those who had the name before, too. */
  readonly named: Map<string, Set<string>>;
  /** UserIds of who is, or was a moment ago, in a group: by `SOURCE:GROUP`, of all groups that the config names. */
  readonly members: Map<string, Set<string>>;
  /** The start of the last complete read, by `SOURCE:GROUP`. */
  readonly groups: Map<string, number>;
  /** The start of the last read that did not find it, by `SOURCE:GROUP`. */
  readonly missing: Map<string, number>;
  /** Parameter keys of users who have never been in a group, by UserId. */
  readonly strangers: Map<string, Map<string, Key>>;
  /** Events that say nothing yet. */
  readonly claims: EventClaim[];
}

export interface DraftUser {
  readonly id: string;
  readonly source: string;
  name: string;
  named: number | undefined;
  gone: number | undefined;
  read: number | undefined;
  keysRead: number | undefined;
  login: string | undefined;
  uid: number | undefined;
  readonly groups: Map<string, Fact>;
  readonly keys: Map<string, Key>;
}

/** All groups that a config names, as `SOURCE:GROUP`. */
export function groupsOf({
  hosts,
  watched = [],
}: Pick<SyncConfig, 'hosts' | 'watched'>): ReadonlySet<string> {
  return new Set([...Object.values(hosts).flatMap(({ login, sudo }) => [...login, ...sudo]), ...watched]);
}

export function draftOf(state: State, config: SyncConfig): Draft {
  const configured = groupsOf(config);
  const draft: Draft = {
    users: new Map(),
    named: new Map(),
    members: new Map([...configured].map((group) => [group, new Set<string>()])),
    groups: new Map(Object.entries(state.groups ?? {}).filter(([group]) => configured.has(group))),
    missing: new Map(Object.entries(state.missing ?? {}).filter(([group]) => configured.has(group))),
    strangers: new Map(
      Object.entries(config.parameters === undefined ? {} : (state.strangers ?? {})).map(([user, keys]) => [
        user,
        new Map(Object.entries(keys)),
      ]),
    ),
    claims: [],
  };
  for (const [id, known] of Object.entries(state.users)) addUser(draft, draftUser(id, known));
  return draft;
}

/** A user who is seen for the first time, by a read that began at `at`; with the keys that the tree of parameters already has. */
export function newUser(
  draft: Draft,
  { id, source, name, at }: Pick<MembersRead, 'source' | 'at'> & MembersRead['users'][number],
): DraftUser {
  const keys = Object.fromEntries(draft.strangers.get(id) ?? []);
  draft.strangers.delete(id);
  const user = draftUser(id, { source, name, named: at, groups: {}, keys });
  addUser(draft, user);
  return user;
}

export function forgetKeys({ keys }: DraftUser, isMeant: (id: string) => boolean): void {
  for (const id of keys.keys()) if (isMeant(id)) keys.delete(id);
}

/** Whether a user is in any group that the config names. */
export function isMember({ groups }: DraftUser): boolean {
  return [...groups.values()].some(holds);
}

/** Whether anything of a user is to be taken away, and has not been. */
export function hasDue(user: DraftUser): boolean {
  return hasFact(user, isDue);
}

export function hasFact({ groups, keys }: DraftUser, isMeant: (fact: Fact) => boolean): boolean {
  return [...groups.values()].some(isMeant) || [...keys.values()].some(isMeant);
}

function isDue(fact: Fact): boolean {
  return dueBy(fact) !== undefined;
}

/** When a user was last seen in any group; 0 for never. */
export function lastSeen({ groups }: DraftUser): number {
  let last = 0;
  for (const { seen } of groups.values()) last = Math.max(last, seen);
  return last;
}

/** IAM does not tell names by their case: IAM User Guide, "IAM and AWS STS quotas". */
export function placeOf(source: string, name: string): string {
  return `${source}:${name.toLowerCase()}`;
}

export function rename(draft: Draft, user: DraftUser, name: string): void {
  user.name = name;
  setOf(draft.named, placeOf(user.source, name)).add(user.id);
}

/** Of groups that the config does not name, nothing is read, and so nothing is believed. */
function addUser(draft: Draft, user: DraftUser): void {
  draft.users.set(user.id, user);
  setOf(draft.named, placeOf(user.source, user.name)).add(user.id);
  for (const group of user.groups.keys()) {
    const members = draft.members.get(group);
    if (members === undefined) user.groups.delete(group);
    else members.add(user.id);
  }
}

function draftUser(id: string, { source, name, named, gone, read, keysRead, ...user }: User): DraftUser {
  return {
    id,
    source,
    name,
    named,
    gone,
    read,
    keysRead,
    login: user.login,
    uid: user.uid,
    groups: new Map(Object.entries(user.groups)),
    keys: new Map(Object.entries(user.keys)),
  };
}

function setOf(sets: Map<string, Set<string>>, key: string): Set<string> {
  const known = sets.get(key);
  if (known !== undefined) return known;
  const made = new Set<string>();
  sets.set(key, made);
  return made;
}
