import type { Evidence } from '../../src/evidence.ts';
import type { Key, State, User } from '../../src/state.ts';

/** The state after this evidence, as plainly as a reader needs it: who is a member, and which keys have been read. */
export function learned(state: State, evidence: readonly Evidence[]): State {
  const users: Record<string, User> = { ...state.users };
  for (const each of evidence) {
    if (each.kind === 'members') {
      for (const { id, name } of each.users) {
        const known = users[id] ?? { source: each.source, name, groups: {}, keys: {} };
        const groups = { ...known.groups, [`${each.source}:${each.group}`]: { seen: each.at } };
        users[id] = { ...known, name, groups };
      }
    }
    if (each.kind === 'keys') {
      const known = users[each.user];
      if (known === undefined) continue;
      const keys = each.keys.map(({ id, body }): [string, Key] => [
        id,
        { ...known.keys[id], seen: each.at, ...(body === undefined ? {} : { body }) },
      ]);
      users[each.user] = { ...known, keys: Object.fromEntries(keys) };
    }
  }
  return { ...state, users };
}
