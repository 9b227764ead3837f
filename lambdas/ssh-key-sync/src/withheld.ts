import { type AccessMap, accessOf } from './access.ts';
import { type Draft, type DraftUser, hasFact } from './belief/draft.ts';
import { EVENT_STALE, holds, isEffective, isInDoubt, isTold } from './belief/fact.ts';
import { usersOf } from './belief/written.ts';
import type { Standing } from './changes.ts';
import type { SyncConfig } from './config.ts';
import type { Fact, User } from './state.ts';

export interface WithheldInput {
  /** This run. */
  readonly before: Standing;
  /** What is in force, and what may be by the end of this run. */
  readonly configs: readonly SyncConfig[];
}

/**
 * Lets what is new of a user give nothing, or no root, as long as it would give more with what is in doubt than without: new access does
 * not rest on what has been missed, what an event alone says, or what is to be taken away and is held. @returns UserIds of who would
 * gain so.
 */
export function withhold(draft: Draft, { before, configs }: WithheldInput): ReadonlySet<string> {
  const doubted = [...draft.users.values()].filter(isDoubted);
  const some = usersOf({ ...draft, users: new Map(doubted.map((user) => [user.id, user])) });
  const all = mapped(some, released);
  const sure = mapped(withoutTold(some), withoutDoubt);
  const gainingBy = (users: Users): ReadonlySet<string> =>
    new Set(
      configs.flatMap((config) => [
        ...gainingIn(accessWith(users, config), [before.access, accessWith(sure, config)]),
      ]),
    );
  const gaining = gainingBy(all);
  const levels = new Map<string, Level>();
  const gainers = Object.entries(all).filter(([id]) => gaining.has(id));
  const untold = Object.fromEntries(gainers.map(([id, user]) => [id, untoldOf(user, before.users[id])]));
  if (gaining.size > 0) {
    const rootless = gainers.map(([id, user]) => [id, rootlessOf(user, before.users[id])] as const);
    const byLogin = gainingBy(Object.fromEntries(rootless));
    const byOthers = gainingBy(untold);
    const levelOf = (id: string): Level => (byOthers.has(id) ? 'all' : 'told');
    for (const id of gaining) levels.set(id, byLogin.has(id) ? levelOf(id) : 'sudo');
  }
  for (const user of draft.users.values()) {
    const level = levels.get(user.id);
    const known = before.users[user.id];
    mark(user.groups, (group) => {
      const fact = known?.groups[group];
      if (isWhole(fact)) return undefined;
      if (level === 'told') return untold[user.id]?.groups[group]?.withheld;
      // What has given a login goes on to.
      return level === 'all' && isEffective(fact) ? 'sudo' : level;
    });
    mark(user.keys, (key) => (level !== 'all' || isWhole(known?.keys[key]) ? undefined : level));
  }
  return new Set([...levels].flatMap(([id, level]) => (level === 'all' ? [id] : [])));
}

type Withheld = NonNullable<Fact['withheld']>;
/** What is withheld of what is new of a user: root, all, or only what events alone say. */
type Level = Withheld | 'told';
type Users = Readonly<Record<string, User>>;

/** Whether it gave all that it stands for. */
function isWhole(fact: Fact | undefined): boolean {
  return isEffective(fact) && fact?.withheld === undefined;
}

function rootlessOf(user: User, before: User | undefined): User {
  const groups = Object.entries(user.groups).map(([group, fact]): readonly [string, Fact] => [
    group,
    isWhole(before?.groups[group]) ? fact : { ...fact, withheld: 'sudo' },
  ]);
  return { ...user, groups: Object.fromEntries(groups) };
}

/** Without what is new of what events alone say. */
function untoldOf(user: User, before: User | undefined): User {
  const groups = Object.entries(user.groups).map(([group, fact]): readonly [string, Fact] => {
    const known = before?.groups[group];
    if (isWhole(known) || !isOfNamesake(fact, user)) return [group, fact];
    return [group, { ...fact, withheld: isEffective(known) ? 'sudo' : 'all' }];
  });
  return { ...user, groups: Object.fromEntries(groups) };
}

function gainingIn(all: AccessMap, others: readonly AccessMap[]): ReadonlySet<string> {
  const gaining = new Set<string>();
  for (const [hostGroup, users] of all) {
    for (const id of users.keys()) if (!isCovered({ hostGroup, id }, all, others)) gaining.add(id);
  }
  return gaining;
}

function isDoubted(user: DraftUser): boolean {
  return hasFact(user, isInDoubt) || [...user.groups.values()].some(isTold);
}

/** An event of a membership has but a name, and whoever has it after somebody was deleted may be meant. */
function isOfNamesake(fact: Fact, { groups, keys, gone }: Pick<User, 'groups' | 'keys' | 'gone'>): boolean {
  if (!isTold(fact)) return false;
  const since = fact.seen - EVENT_STALE;
  const isSign = ({ claimed = 0, missed, ended = 0 }: Fact): boolean =>
    missed !== undefined || claimed >= since || ended >= since;
  return gone !== undefined || [...Object.values(groups), ...Object.values(keys)].some(isSign);
}

function withoutTold(users: Users): Users {
  return Object.fromEntries(
    Object.entries(users).map(([id, user]) => {
      const groups = Object.entries(user.groups).filter(([, fact]) => !isOfNamesake(fact, user));
      return [id, { ...user, groups: Object.fromEntries(groups) }] as const;
    }),
  );
}

interface Place {
  readonly hostGroup: string;
  readonly id: string;
}

/** Whether each key has the same right in one of the others. */
function isCovered({ hostGroup, id }: Place, all: AccessMap, others: readonly AccessMap[]): boolean {
  const access = all.get(hostGroup)?.get(id);
  const known = others
    .flatMap((each) => each.get(hostGroup)?.get(id) ?? [])
    .filter(({ right }) => right === 'sudo' || access?.right === 'login');
  return (
    access === undefined ||
    access.keys.every((key) =>
      known.some(({ keys }) => keys.some((other) => other.id === key.id && other.body === key.body)),
    )
  );
}

/** Whether there is a login name is another question. */
function accessWith(users: Users, config: SyncConfig): AccessMap {
  const named = Object.entries(users).map(
    ([id, user]) => [id, { ...user, login: 'anybody', uid: 0 }] as const,
  );
  return accessOf({ users: Object.fromEntries(named) }, config);
}

function mapped(users: Users, change: <Known extends Fact>(fact: Known) => Known): Users {
  const each = <Known extends Fact>(facts: Readonly<Record<string, Known>>) =>
    Object.fromEntries(Object.entries(facts).map(([id, fact]) => [id, change(fact)]));
  return Object.fromEntries(
    Object.entries(users).map(([id, user]) => [
      id,
      { ...user, groups: each(user.groups), keys: each(user.keys) },
    ]),
  );
}

function released<Known extends Fact>(fact: Known): Known {
  return fact.withheld === undefined ? fact : { ...fact, withheld: undefined };
}

function withoutDoubt<Known extends Fact>(fact: Known): Known {
  return released(isInDoubt(fact) ? { ...fact, ended: fact.seen } : fact);
}

function mark<Known extends Fact>(
  facts: Map<string, Known>,
  levelOf: (name: string) => Withheld | undefined,
): void {
  for (const [name, fact] of facts) {
    const withheld = holds(fact) ? levelOf(name) : undefined;
    if (withheld !== fact.withheld) facts.set(name, { ...fact, withheld });
  }
}
