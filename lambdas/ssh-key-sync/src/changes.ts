import type { Access, AccessMap } from './access.ts';
import { type Causes, causesOf } from './changes-why.ts';
import type { Change } from './plan-types.ts';
import type { User } from './state.ts';

/** Access at one time, and the users that it comes from. */
export interface Standing {
  readonly users: Readonly<Record<string, User>>;
  readonly access: AccessMap;
}

export interface Changes {
  readonly gains: readonly Change[];
  readonly losses: readonly Change[];
  /** By UserId: when what a user has lost ended, as far as is known; in milliseconds since the epoch. */
  readonly since: ReadonlyMap<string, number>;
}

type Part = Pick<Change, 'what' | 'key'>;

/** Who gains and loses what between two times, in the order of host groups and login names. */
export function changesBetween(before: Standing, after: Standing): Changes {
  const gains: Change[] = [];
  const losses: Change[] = [];
  const since = new Map<string, number>();
  const known = new Map<string, Causes>();
  const causesFor = (user: string): Causes => {
    const causes = known.get(user) ?? causesOf(before.users[user], after.users[user]);
    known.set(user, causes);
    return causes;
  };
  for (const [hostGroup, were] of before.access) {
    const are = after.access.get(hostGroup) ?? new Map<string, Access>();
    const changed = [
      ...[...were.keys()].filter((user) => !isSame(were.get(user), are.get(user))),
      ...[...are.keys()].filter((user) => !were.has(user)),
    ];
    for (const user of changed) {
      const [was, is] = [were.get(user), are.get(user)];
      const { name } = after.users[user] ?? { name: user };
      const causes = causesFor(user);
      for (const part of partsMissing(was, is)) {
        const why = causes.ofLoss(part.key === undefined ? was?.why : undefined, part.key);
        losses.push({ user, name, login: was?.login ?? '', hostGroup, ...part, why });
        if (causes.ended !== undefined) since.set(user, causes.ended);
      }
      for (const part of partsMissing(is, was)) {
        const why = causes.ofGain(part.key === undefined ? is?.why : undefined, part.key);
        gains.push({ user, name, login: is?.login ?? '', hostGroup, ...part, why });
      }
    }
  }
  return { gains: gains.toSorted(inOrder), losses: losses.toSorted(inOrder), since };
}

/** What the one has, and the other has not. Who gains or loses the login itself does so with all keys: they are not told apart. */
function partsMissing(one: Access | undefined, other: Access | undefined): readonly Part[] {
  if (one === undefined) return [];
  const sudo: readonly Part[] =
    one.right === 'sudo' && (other?.right !== 'sudo' || other.login !== one.login) ? [{ what: 'sudo' }] : [];
  if (other === undefined || other.login !== one.login) return [{ what: 'login' }, ...sudo];
  if (one.keys === other.keys) return sudo;
  const others = new Set(other.keys.map(({ id, body }) => `${id} ${body}`));
  const keys = one.keys.filter(({ id, body }) => !others.has(`${id} ${body}`));
  return [...sudo, ...keys.map(({ id }) => ({ what: 'key' as const, key: id }))];
}

function isSame(one: Access | undefined, other: Access | undefined): boolean {
  return (
    one !== undefined &&
    other !== undefined &&
    one.login === other.login &&
    one.right === other.right &&
    one.keys.length === other.keys.length &&
    one.keys.every(({ id, body }, at) => id === other.keys[at]?.id && body === other.keys[at].body)
  );
}

function inOrder(one: Change, other: Change): number {
  return (
    compared(one.hostGroup, other.hostGroup) ||
    compared(one.login, other.login) ||
    RANKS[one.what] - RANKS[other.what] ||
    compared(one.key ?? '', other.key ?? '')
  );
}

const RANKS: Readonly<Record<Change['what'], number>> = { login: 0, sudo: 1, key: 2 };

function compared(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
