import { createHash } from 'node:crypto';
import type { KeysRead, ParametersRead } from '../evidence.ts';
import type { Key } from '../state.ts';
import type { Draft } from './draft.ts';
import { holds, notShown, shown } from './fact.ts';
import { bodyFrom, bodyOf, factOf, keyOf, PARAMETER } from './key-fact.ts';

/** Of a user in IAM. A key whose body is neither known nor read opens nothing yet: it is as if it had not been seen. */
export function applyKeys(draft: Draft, read: KeysRead, confirmAfter: number): void {
  const user = draft.users.get(read.user);
  if (user === undefined) return;
  const listed = new Set<string>();
  for (const { id, body: line } of read.keys) {
    listed.add(id);
    const known = user.keys.get(id);
    const body = bodyOf(known) ?? (line === undefined ? undefined : bodyFrom(line));
    if (body !== undefined) user.keys.set(id, keyOf(shown(factOf(known), read.at), body));
  }
  for (const [id, key] of user.keys) {
    if (id.startsWith(PARAMETER) || listed.has(id)) continue;
    user.keys.set(id, keyOf(notShown(factOf(key), read.at, confirmAfter), bodyOf(key)));
  }
  user.keysRead = Math.max(user.keysRead ?? 0, read.at);
}

/** The whole tree, or all of a user in it: keys of users who are not known yet are kept for when they are. */
export function applyParameters(draft: Draft, read: ParametersRead, confirmAfter: number): void {
  const shownIds = new Map<string, Set<string>>();
  for (const { user, name, body: line } of read.keys) {
    const keys = keysOf(draft, user);
    const body = bodyFrom(line);
    const id = idOf(keys, name, body);
    keys.set(id, keyOf(shown(factOf(keys.get(id)), read.at), body));
    const ids = shownIds.get(user) ?? new Set();
    shownIds.set(user, ids.add(id));
  }
  const all = [
    ...[...draft.users.values()].map(({ id, keys }) => [id, keys] as const),
    ...draft.strangers.entries(),
  ];
  for (const [user, keys] of all) {
    if (read.user !== undefined && user !== read.user) continue;
    for (const [id, key] of keys) {
      if (!id.startsWith(PARAMETER) || shownIds.get(user)?.has(id) === true) continue;
      keys.set(id, keyOf(notShown(factOf(key), read.at, confirmAfter), bodyOf(key)));
    }
  }
}

function keysOf(draft: Draft, user: string): Map<string, Key> {
  const known = draft.users.get(user)?.keys ?? draft.strangers.get(user);
  if (known !== undefined) return known;
  const made = new Map<string, Key>();
  draft.strangers.set(user, made);
  return made;
}

/** Whether a key is of the parameter of this name: `parameter:NAME`, or, of a later value, `parameter:NAME:HASH`. */
export function isOfParameter(id: string, name: string): boolean {
  const plain = `${PARAMETER}${name}`;
  // No name of a parameter has a colon.
  return id === plain || id.startsWith(`${plain}:`);
}

/** A parameter with another value is another key: the one before is missed, and ends as any other does. The same value keeps its id. */
function idOf(keys: ReadonlyMap<string, Key>, name: string, body: Pick<Key, 'body' | 'refused'>): string {
  const plain = `${PARAMETER}${name}`;
  const value = body.body ?? body.refused ?? '';
  for (const [id, key] of keys)
    if (isOfParameter(id, name) && holds(key) && (key.body ?? key.refused) === value) return id;
  const first = keys.get(plain);
  // Of one that is only known to have ended the value is not known.
  if ((first?.body ?? first?.refused ?? value) === value) return plain;
  return `${plain}:${createHash('sha256').update(value).digest('hex').slice(0, 12)}`;
}
