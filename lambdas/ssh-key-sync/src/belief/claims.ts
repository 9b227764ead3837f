import type { EventClaim } from '../evidence.ts';
import { type Draft, type DraftUser, isMember, lastSeen, rename } from './draft.ts';
import { claimedBegin, claimedEnd, EVENT_STALE, holds } from './fact.ts';
import { bodyOf, factOf, keyOf, PARAMETER } from './key-fact.ts';

/** What an event says. @returns false where it says nothing yet: its user is not surely the same, or its key has no body yet. */
export function applyClaim(draft: Draft, { change, at, source }: EventClaim): boolean {
  const user = draft.users.get(change.user);
  if (user === undefined || user.source !== source) return true;
  switch (change.type) {
    case 'left':
      return left(draft, user, `${source}:${change.group}`, at);
    case 'joined':
      return joined(draft, user, change, at);
    case 'key-ended':
      return keyEnded(user, change.key, at);
    case 'key-active':
      return keyActive(user, change.key, at);
    case 'user-deleted':
      return deleted(user, at);
    default:
      return renamed(draft, user, change.to, at);
  }
}

function renamed(draft: Draft, user: DraftUser, name: string, at: number): boolean {
  const isOld = (user.named ?? 0) >= at || lastSeen(user) >= at + EVENT_STALE;
  if (isOld) return true;
  rename(draft, user, name);
  user.named = at;
  return true;
}

function left(draft: Draft, user: DraftUser, group: string, at: number): boolean {
  const members = draft.members.get(group);
  if (members === undefined) return true;
  const fact = user.groups.get(group);
  if (fact === undefined && lastReadOf(draft, user, group) >= at + EVENT_STALE) return true;
  user.groups.set(group, claimedEnd(fact, at));
  members.add(user.id);
  return true;
}

type Joined = Extract<EventClaim['change'], { readonly type: 'joined' }>;

/** An event has but a name, which may be somebody else's by now: the user is in another group, or has been read since. */
function joined(draft: Draft, user: DraftUser, change: Joined, at: number): boolean {
  const group = `${user.source}:${change.group}`;
  const members = draft.members.get(group);
  if (members === undefined) return true;
  const fact = claimedBegin(user.groups.get(group), { at, lastRead: lastReadOf(draft, user, group) });
  if (fact === undefined || !holds(fact) || (user.gone !== undefined && user.gone >= at)) return true;
  const isSure =
    change.isUnsure === true
      ? holds(user.groups.get(group))
      : isMember(user) || (user.read !== undefined && user.read >= at);
  if (!isSure) return false;
  user.groups.set(group, fact);
  members.add(user.id);
  return true;
}

function keyEnded(user: DraftUser, id: string, at: number): boolean {
  const key = user.keys.get(id);
  if (key === undefined && (user.keysRead ?? 0) >= at + EVENT_STALE) return true;
  user.keys.set(id, keyOf(claimedEnd(factOf(key), at), bodyOf(key)));
  return true;
}

function keyActive(user: DraftUser, id: string, at: number): boolean {
  const key = user.keys.get(id);
  const fact = claimedBegin(factOf(key), { at, lastRead: user.keysRead ?? 0 });
  if (!holds(fact)) return true;
  const body = bodyOf(key);
  if (fact === undefined || body === undefined) return false;
  user.keys.set(id, keyOf(fact, body));
  return true;
}

/** Keys of the tree of parameters stay: they are of no use to who is in no group. */
function deleted(user: DraftUser, at: number): boolean {
  const seen = Math.max(lastSeen(user), user.gone === undefined ? (user.read ?? 0) : 0);
  if (seen >= at + EVENT_STALE) return true;
  user.gone = Math.max(user.gone ?? 0, at);
  for (const [group, fact] of user.groups) user.groups.set(group, claimedEnd(fact, at));
  for (const id of user.keys.keys()) if (!id.startsWith(PARAMETER)) keyEnded(user, id, at);
  return true;
}

function lastReadOf(draft: Draft, user: DraftUser, group: string): number {
  return Math.max(draft.groups.get(group) ?? 0, user.read ?? 0);
}
