import type {
  Approval,
  EventClaim,
  KeysRead,
  MembersRead,
  ParametersRead,
  ReadFailure,
  UserGone,
  UserRead,
} from '../../src/evidence.ts';
import { edKey } from './plan-keys.ts';

/** A moment in whole seconds, in milliseconds since the epoch: all times of tests are counted from it. */
export const T = 1_795_320_000_000;

/** In milliseconds since the epoch: `seconds` after `T`. */
export function at(seconds: number): number {
  return T + seconds * 1_000;
}

/** UserId of a name; `alice#2` is another user of the name `alice`. */
export function idOf(name: string): string {
  return `AIDA${name.toUpperCase().replaceAll(/[^A-Z0-9]/gu, '')}`;
}

export function members(seconds: number, group: string, ...names: readonly string[]): MembersRead {
  return { kind: 'members', source: 'own', at: at(seconds), group, users: names.map(named) };
}

export function person(seconds: number, name: string, ...groups: readonly string[]): UserRead {
  return { kind: 'user', source: 'own', at: at(seconds), ...named(name), groups };
}

export function gone(seconds: number, name: string): UserGone {
  return { kind: 'gone', source: 'own', at: at(seconds), name };
}

/** Keys by their numbers: the id is `APKA` and the number. */
export function keys(seconds: number, name: string, ...numbers: readonly number[]): KeysRead {
  return {
    kind: 'keys',
    source: 'own',
    at: at(seconds),
    user: idOf(name),
    keys: numbers.map((number) => ({ id: `APKA${number}`, body: edKey(number) })),
  };
}

export function parameters(
  seconds: number,
  ...all: readonly (readonly [user: string, name: string, number: number])[]
): ParametersRead {
  const found = all.map(([name, parameter, number]) => ({
    user: idOf(name),
    name: parameter,
    body: edKey(number),
  }));
  return { kind: 'parameters', source: 'own', at: at(seconds), keys: found };
}

export function failed(seconds: number, group: string, isMissing = false): ReadFailure {
  return {
    kind: 'failed',
    source: 'own',
    at: at(seconds),
    what: { kind: 'group', name: group },
    reason: isMissing ? 'NoSuchEntity' : 'Throttling',
    ...(isMissing ? { isMissing } : {}),
  };
}

export function event(
  seconds: number,
  type: 'joined' | 'left' | 'key-active' | 'key-ended' | 'user-deleted' | 'user-renamed',
  name: string,
  what: string | number = '',
): EventClaim {
  return { kind: 'event', source: 'own', at: at(seconds), change: changeOf(type, idOf(name), `${what}`) };
}

export function approval(held: string): Approval {
  return { kind: 'approval', held };
}

function changeOf(type: EventClaim['change']['type'], user: string, what: string): EventClaim['change'] {
  switch (type) {
    case 'joined':
    case 'left':
      return { type, user, group: what };
    case 'key-active':
    case 'key-ended':
      return { type, user, key: `APKA${what}` };
    case 'user-deleted':
      return { type, user };
    default:
      return { type, user, to: what };
  }
}

/** `alice#2` is a user of the name `alice`, with an id of its own. */
function named(name: string): { readonly id: string; readonly name: string } {
  return { id: idOf(name), name: name.split('#')[0] ?? name };
}
