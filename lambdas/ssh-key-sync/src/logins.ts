import type { Draft, DraftUser } from './belief/draft.ts';
import { isEffective } from './belief/fact.ts';
import type { SyncConfig } from './config.ts';
import { wantedLogins } from './logins-wanted.ts';
import type { Problem } from './plan-types.ts';

export interface LoginInput {
  readonly config: SyncConfig;
  readonly nextUid: number;
  /** UIDs that are never given to users. Default none. */
  readonly keptUids?: readonly number[] | undefined;
  /** Whether a read failed: then nobody gives up the name that he or she has. */
  readonly hasFailure: boolean;
  /** UserIds of who gets no login name yet. Default nobody. */
  readonly waiting?: ReadonlySet<string> | undefined;
}

/** A user who is to have a login name, and which. */
interface Wanting {
  readonly user: DraftUser;
  readonly login: string;
}

/**
 * Gives login names and UIDs in the draft to who is to have access. Who has a name keeps it; a name that two ask for at once is
 * nobody's. @returns the UID to be given next, and what could not be given.
 */
export function giveLogins(
  draft: Draft,
  { config, nextUid, keptUids = [], hasFailure, waiting }: LoginInput,
): { readonly nextUid: number; readonly problems: readonly Problem[] } {
  const users = [...draft.users.values()]
    .filter((user) => hasAccess(user) && !(user.login === undefined && waiting?.has(user.id) === true))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const { breakGlass } = config;
  // Who has it and has access keeps it, see break-glass.ts.
  for (const user of draft.users.values())
    if (user.login === breakGlass?.login && !hasAccess(user)) user.login = undefined;
  const refused: Problem[] = [];
  const wanting: Wanting[] = [];
  const wantedOf = wantedLogins(config);
  for (const user of users) {
    const wanted = wantedOf(user);
    if ('refused' in wanted)
      refused.push(problem(user, wanted.isTaken ? 'NAME_TAKEN' : 'NAME_REFUSED', wanted.refused));
    else if (wanted.login !== user.login && !(hasFailure && user.login !== undefined))
      wanting.push({ user, login: wanted.login });
  }
  const uids = {
    next: Math.max(nextUid, config.uids.from),
    last: config.uids.to,
    kept: new Set([...keptUids, breakGlass?.uid]),
  };
  const left = giveNames(draft, { users, wanting, uids, reserved: breakGlass?.login });
  return { nextUid: uids.next, problems: [...refused, ...left] };
}

interface Uids {
  next: number;
  readonly last: number;
  readonly kept: ReadonlySet<number | undefined>;
}

interface Giving {
  readonly users: readonly DraftUser[];
  readonly wanting: readonly Wanting[];
  readonly uids: Uids;
  readonly reserved: string | undefined;
}

/** Until nothing changes: a name that one user gives up for another may be what a third one asks for. */
function giveNames(draft: Draft, { users, wanting, uids, reserved }: Giving): readonly Problem[] {
  const holders = new Map<string, DraftUser>();
  for (const user of users) if (user.login !== undefined) holders.set(user.login, user);
  // Of who has no access any more, the name is free.
  const former = new Map<string, DraftUser>();
  for (const user of draft.users.values()) {
    if (user.login !== undefined && holders.get(user.login) !== user) former.set(user.login, user);
  }
  let left = wanting;
  for (;;) {
    const asking = Map.groupBy(left, ({ login }) => login);
    const next = left.filter(({ user, login }) => {
      const isFree = login !== reserved && !holders.has(login) && asking.get(login)?.length === 1;
      if (!isFree || !giveUid(user, uids)) return true;
      if (user.login !== undefined) holders.delete(user.login);
      const before = former.get(login);
      if (before !== undefined) before.login = undefined;
      user.login = login;
      holders.set(login, user);
      return false;
    });
    if (next.length === left.length)
      return next.map((each) => unmet(each, { holders, asking, uids, reserved }));
    left = next;
  }
}

function giveUid(user: DraftUser, uids: Uids): boolean {
  if (user.uid !== undefined) return true;
  while (uids.kept.has(uids.next)) uids.next += 1;
  if (uids.next > uids.last) return false;
  user.uid = uids.next;
  uids.next += 1;
  return true;
}

interface Given extends Pick<Giving, 'uids' | 'reserved'> {
  readonly holders: ReadonlyMap<string, DraftUser>;
  /** By login name. */
  readonly asking: ReadonlyMap<string, readonly Wanting[]>;
}

function unmet({ user, login }: Wanting, { holders, asking, uids, reserved }: Given): Problem {
  const holder = holders.get(login);
  const isUsedUp = holder === undefined && user.uid === undefined && uids.next > uids.last;
  if (isUsedUp) return problem(user, 'UIDS_USED_UP', `no UID is left up to ${uids.last}: raise \`uids.to\``);
  const rival = asking.get(login)?.find((other) => other.user !== user)?.user;
  return problem(user, 'NAME_TAKEN', `the login name ${login} is ${whose()}`);

  function whose(): string {
    if (login === reserved) return 'that of the break-glass user';
    if (holder !== undefined) return `that of ${nameOf(holder)}`;
    return `asked for by ${rival === undefined ? 'somebody else' : nameOf(rival)}, too`;
  }
}

function hasAccess(user: DraftUser): boolean {
  return (
    [...user.groups.values()].some(isEffective) &&
    [...user.keys.values()].some((key) => isEffective(key) && key.body !== undefined)
  );
}

function problem(user: DraftUser, code: Problem['code'], message: string): Problem {
  const kept = user.login === undefined ? 'no access' : `keeps the login name ${user.login}`;
  return { code, subject: nameOf(user), message: `${message}; ${kept}` };
}

function nameOf({ source, name }: DraftUser): string {
  return `${source}:${name}`;
}
