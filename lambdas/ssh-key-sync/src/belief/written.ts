import type { Fact, Key, State, User } from '../state.ts';
import type { Draft, DraftUser } from './draft.ts';

/** What is believed, as the state has it. */
export function written(draft: Draft): Pick<State, 'users' | 'groups' | 'missing' | 'strangers' | 'claims'> {
  const strangers = [...draft.strangers.entries()].map(
    ([user, keys]) => [user, Object.fromEntries(keys)] as const,
  );
  // One that is there by now is as any other.
  const missing = [...draft.missing].filter(([group, at]) => at >= (draft.groups.get(group) ?? 0));
  return {
    users: usersOf(draft),
    groups: Object.fromEntries(draft.groups),
    missing: missing.length === 0 ? undefined : Object.fromEntries(missing),
    strangers: draft.strangers.size === 0 ? undefined : Object.fromEntries(strangers),
    claims: draft.claims.length === 0 ? undefined : [...draft.claims],
  };
}

/** All users; `change` may take away what is only due. */
export function usersOf(
  draft: Draft,
  change?: <Known extends Fact>(fact: Known) => Known,
): Readonly<Record<string, User>> {
  return Object.fromEntries([...draft.users.entries()].map(([id, user]) => [id, userOf(user, change)]));
}

function userOf(user: DraftUser, change?: <Known extends Fact>(fact: Known) => Known): User {
  return {
    source: user.source,
    name: user.name,
    ...(user.named === undefined ? {} : { named: user.named }),
    ...(user.gone === undefined ? {} : { gone: user.gone }),
    ...(user.read === undefined ? {} : { read: user.read }),
    ...(user.keysRead === undefined ? {} : { keysRead: user.keysRead }),
    ...(user.login === undefined ? {} : { login: user.login }),
    ...(user.uid === undefined ? {} : { uid: user.uid }),
    groups: factsOf<Fact>(user.groups, change),
    keys: factsOf<Key>(user.keys, change),
  };
}

function factsOf<Known extends Fact>(
  facts: ReadonlyMap<string, Known>,
  change?: (fact: Known) => Known,
): Readonly<Record<string, Known>> {
  if (change === undefined) return Object.fromEntries(facts);
  return Object.fromEntries([...facts.entries()].map(([id, fact]) => [id, change(fact)]));
}
