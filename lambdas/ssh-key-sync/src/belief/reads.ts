import type { Evidence, MembersRead, UserGone, UserRead } from '../evidence.ts';
import { type Draft, type DraftUser, lastSeen, newUser, placeOf, rename } from './draft.ts';
import { EVENT_STALE, holds, notShown, shown } from './fact.ts';

/** Remembers who is in a group of the config for the first time: then reads of any order say the same of them. */
export function addMembers(draft: Draft, read: Evidence): void {
  if (read.kind === 'members' && draft.members.has(`${read.source}:${read.group}`)) {
    for (const { id, name } of read.users) {
      if (!draft.users.has(id)) newUser(draft, { id, source: read.source, name, at: read.at });
    }
  }
  if (read.kind !== 'user' || draft.users.has(read.id)) return;
  if (read.groups.some((group) => draft.members.has(`${read.source}:${group}`))) newUser(draft, read);
}

/** Who is in a group; `confirmAfter` is in milliseconds. */
export function applyMembers(draft: Draft, read: MembersRead, confirmAfter: number): void {
  const group = `${read.source}:${read.group}`;
  const members = draft.members.get(group);
  if (members === undefined) return;
  const listed = new Set<string>();
  for (const member of read.users) {
    listed.add(member.id);
    const user = seenUser(draft, { ...member, at: read.at });
    if (user !== undefined && !isGoneBefore(user, group, read.at))
      user.groups.set(group, shown(user.groups.get(group), read.at));
  }
  for (const id of members) {
    const user = draft.users.get(id);
    if (user !== undefined && !listed.has(id)) miss(user, group, read.at, confirmAfter);
  }
  for (const id of listed) members.add(id);
  draft.groups.set(group, Math.max(draft.groups.get(group) ?? 0, read.at));
}

/** In which groups a user is; who has never been in one of the config is not remembered. */
export function applyUser(draft: Draft, read: UserRead, confirmAfter: number): void {
  const placed = (group: string): string => `${read.source}:${group}`;
  const groups = read.groups.map(placed).filter((group) => draft.members.has(group));
  applyGone(draft, read, read.id);
  const user = seenUser(draft, read);
  if (user === undefined) return;
  for (const group of groups) {
    if (isGoneBefore(user, group, read.at)) continue;
    user.groups.set(group, shown(user.groups.get(group), read.at));
    draft.members.get(group)?.add(user.id);
  }
  const listed = new Set([...groups, ...(read.others ?? []).map(placed)]);
  for (const group of user.groups.keys()) {
    if (!listed.has(group)) miss(user, group, read.at, confirmAfter);
  }
  user.read = Math.max(user.read ?? 0, read.at);
}

/**
 * Nobody has the name, or nobody but `except`: who had it was deleted, or renamed. A renamed user still is in all groups, so that
 * this confirms nothing: only a read of the groups does.
 */
export function applyGone(
  draft: Draft,
  { source, name, at }: Pick<UserGone, 'source' | 'name' | 'at'>,
  except?: string,
): void {
  for (const id of draft.named.get(placeOf(source, name)) ?? []) {
    const user = draft.users.get(id);
    if (user === undefined || placeOf(source, user.name) !== placeOf(source, name) || id === except) continue;
    if (lastSeen(user) >= at || (user.named !== undefined && at < user.named + EVENT_STALE)) continue;
    if (user.gone === undefined && (user.read ?? 0) >= at) continue;
    user.gone ??= at;
    user.read = Math.max(user.read ?? 0, at);
    for (const group of user.groups.keys()) miss(user, group, at, Number.POSITIVE_INFINITY);
  }
}

/** What a read shows of somebody who was deleted, and was in no group before as far as is known, may be older than that. */
function isGoneBefore({ gone, groups }: DraftUser, group: string, at: number): boolean {
  return gone !== undefined && at < gone + EVENT_STALE && !holds(groups.get(group));
}

function miss(user: DraftUser, group: string, at: number, confirmAfter: number): void {
  const fact = user.groups.get(group);
  if (fact !== undefined) user.groups.set(group, notShown(fact, at, confirmAfter));
}

interface Seen {
  readonly id: string;
  readonly name: string;
  readonly at: number;
}

function seenUser(draft: Draft, { id, name, at }: Seen): DraftUser | undefined {
  const user = draft.users.get(id);
  if (user === undefined) return undefined;
  if (user.name !== name && (user.named === undefined || at >= user.named + EVENT_STALE)) {
    rename(draft, user, name);
    user.named = at;
    if (user.gone !== undefined && at > user.gone) user.gone = undefined;
  }
  if (user.gone !== undefined && at >= user.gone + EVENT_STALE) user.gone = undefined;
  return user;
}
