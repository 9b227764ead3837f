import { placeOf } from '../belief/draft.ts';
import { EVENT_STALE } from '../belief/fact.ts';
import type { ListedKey } from '../ports.ts';
import type { State } from '../state.ts';
import type { Sight } from './pass.ts';

/** Of a user of IAM. */
interface Named {
  /** UserId. */
  readonly id: string;
  readonly source: string;
  readonly name: string;
}

/** Whose keys the state has, and who else has, or had, a name. */
export interface Owners {
  /** Whether the key is known to be of another user than this one. */
  isOfAnother(key: string, user: string): boolean;
  /** Whether another user is known to have, or to have had, the name: only then may reads by name mean somebody else. */
  isContested(user: Named): boolean;
  /** From when on a read by this name shows nobody who had it before this user; 0 where nobody is known to have. */
  settled(user: string, name: string): number;
}

export function createOwners({ users }: Pick<State, 'users'>): Owners {
  const owners = new Map<string, string>();
  const holders = new Map<string, readonly string[]>();
  for (const [id, { source, name, keys }] of Object.entries(users)) {
    const place = placeOf(source, name);
    holders.set(place, [...(holders.get(place) ?? []), id]);
    for (const [key, { ended }] of Object.entries(keys)) if (ended === undefined) owners.set(key, id);
  }
  const isContested = ({ id, source, name }: Named): boolean =>
    (holders.get(placeOf(source, name)) ?? []).some((holder) => holder !== id);
  return {
    isContested,
    isOfAnother: (key, user) => (owners.get(key) ?? user) !== user,
    settled: (user, name) => {
      const known = users[user];
      if (known?.named === undefined) return 0;
      return isContested({ id: user, source: known.source, name }) ? known.named + EVENT_STALE : 0;
    },
  };
}

/**
 * When a list of keys, read by name, shows that a key is of the user who was seen under that name: from when on, in milliseconds since
 * the epoch. A key from before the user is one of a namesake from before. Where the name is contested, one from after the user was last
 * surely seen may be a namesake's, too: IAM shows what was so up to a minute ago.
 */
export function surelyOwned(
  { uploaded }: ListedKey,
  { created, isContested }: Pick<Sight, 'created'> & { readonly isContested: boolean },
): number {
  const isFromBefore = created !== undefined && (uploaded === undefined || uploaded < created);
  return Math.max(
    isFromBefore ? created + EVENT_STALE : 0,
    isContested && uploaded !== undefined ? uploaded + EVENT_STALE : 0,
  );
}
