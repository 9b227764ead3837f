import { counted } from '@kmscrypt/lambda';
import type { SyncConfig } from '../config.ts';
import { configGroups } from '../config-groups.ts';
import type { Fact, Key, State, User } from '../state.ts';

/** A member of a group of the config whom no key lets in. */
export interface Keyless {
  /** UserId. */
  readonly user: string;
  /** `SOURCE:NAME`. */
  readonly name: string;
  /** `SOURCE:GROUP`. */
  readonly groups: readonly string[];
  /** Keys that are there, and are refused. */
  readonly refused: number;
}

/** Members without a usable key; those whose keys have not been read are left out. */
export function keylessIn({ users }: Pick<State, 'users'>, config: SyncConfig): readonly Keyless[] {
  const all = configGroups(config).all.map(({ source, group }) => `${source}:${group}`);
  return Object.entries(users).flatMap(([id, user]) => {
    const groups = all.filter((group) => holds(user.groups[group]));
    const keys = Object.values(user.keys).filter(holds);
    return groups.length === 0 || user.keysRead === undefined || keys.some(isUsable)
      ? []
      : [{ user: id, name: nameOf(user), groups, refused: keys.filter(isRefused).length }];
  });
}

/** For people: an entry a user. */
export function keylessEntries(keyless: readonly Keyless[]): readonly (readonly string[])[] {
  return keyless.map(({ user, name, groups, refused }) => {
    const why = refused === 0 ? 'has no active key' : `has ${counted(refused, 'key')}, refused`;
    return [`${name} (${user}): in ${groups.join(', ')}; ${why}`];
  });
}

function holds(fact: Fact | undefined): boolean {
  return fact !== undefined && fact.ended === undefined;
}

function isUsable({ body }: Key): boolean {
  return body !== undefined;
}

function isRefused({ refused }: Key): boolean {
  return refused !== undefined;
}

function nameOf({ source, name }: User): string {
  return `${source}:${name}`;
}
