import { placeOf } from '../belief/draft.ts';
import { holds } from '../belief/fact.ts';
import { isMember } from '../standing.ts';
import type { State } from '../state.ts';
import type { IamCall } from './iam-call.ts';

/** Whose names are whose, from event to event: an event names a user, and a name may go from one to another. */
export interface Names {
  /**
   * The one member who had this name at the time of an event. Undefined where there is none, or where it is not sure which, as before
   * the name was first seen: a read then tells.
   */
  memberOf(place: {
    readonly source: string;
    readonly name: string;
    readonly at: number;
  }): string | undefined;
  /** The same of somebody who may be in no group, where nobody else is known to have had the name. */
  holderOf(place: {
    readonly source: string;
    readonly name: string;
    readonly at: number;
  }): string | undefined;
  /** Whether a user is in a group, or in any, as far as is known. */
  isIn(user: string, group?: string): boolean;
  /** All who are known to have, or to have had, this name. */
  holdersOf(source: string, name: string): readonly string[];
  /** Whether anybody is known who has, or has had, this name. */
  isKnown(source: string, name: string): boolean;
  /** Who has a key, by its id. */
  ownerOf(source: string, key: string): string | undefined;
  /** Goes past an event; in the order of their times. */
  pass(call: IamCall): void;
}

/** Names as the state has them. IAM does not tell them by their case. */
export function createNames({ users }: State): Names {
  const holders = new Map<string, readonly string[]>();
  const owners = new Map<string, string>();
  /** Known from an event: a UserId, or nobody. */
  const told = new Map<string, string | undefined>();
  for (const [id, { source, name, keys }] of Object.entries(users)) {
    const place = placeOf(source, name);
    holders.set(place, [...(holders.get(place) ?? []), id]);
    for (const key of Object.keys(keys)) owners.set(placeOf(source, key), id);
  }

  const memberOf: Names['memberOf'] = ({ source, name, at }) => {
    const place = placeOf(source, name);
    if (told.has(place)) return told.get(place);
    const members = (holders.get(place) ?? []).filter((id) => {
      const user = users[id];
      return user !== undefined && isMember(user) && (user.named ?? at) <= at;
    });
    return members.length === 1 ? members[0] : undefined;
  };

  return {
    memberOf,
    holderOf: ({ source, name, at }) => {
      const place = placeOf(source, name);
      const [id, ...others] = holders.get(place) ?? [];
      const isSure = id !== undefined && others.length === 0 && !told.has(place);
      return isSure && (users[id]?.named ?? at) <= at ? id : undefined;
    },
    isIn: (id, group) => {
      const user = users[id];
      if (user === undefined) return false;
      return group === undefined ? isMember(user) : holds(user.groups[`${user.source}:${group}`]);
    },
    holdersOf: (source, name) => holders.get(placeOf(source, name)) ?? [],
    isKnown: (source, name) => holders.has(placeOf(source, name)),
    ownerOf: (source, key) => owners.get(placeOf(source, key)),
    pass: ({ operation, source, user, newUser, at }) => {
      if (operation === 'UpdateUser' && newUser !== '') {
        const id = memberOf({ source, name: user, at });
        told.set(placeOf(source, user), undefined);
        told.set(placeOf(source, newUser), id);
      }
      if (operation === 'DeleteUser' || operation === 'CreateUser')
        told.set(placeOf(source, user), undefined);
    },
  };
}
