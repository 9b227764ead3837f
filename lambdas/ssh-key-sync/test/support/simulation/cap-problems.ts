import type { SyncConfig } from '../../../src/config.ts';
import type { State, User } from '../../../src/state.ts';
import { type Access, accessesIn } from './access.ts';
import type { Trial } from './judge.ts';

/** A plan is made a moment before it is written; in milliseconds. */
const SLACK = 1_000;

/**
 * Where more users lose something than the cap allows: in one write; and where a read says so of any of them, together with
 * all who have lost something by reads in the whole read that is under way, or within `readEvery`, and have got nothing since.
 */
export function capProblems({ config, saves, approvals }: Trial): readonly string[] {
  const problems: string[] = [];
  const lost = new Map<string, number>();
  for (const [index, { state, run, at }] of saves.entries()) {
    const before = saves[index - 1]?.state;
    if (before === undefined) continue;
    const [had, has] = [accessesIn(before, config), accessesIn(state, config)];
    const isApproved = before.held !== undefined && approvals.get(run)?.includes(before.held.id) === true;
    const excused = new Set(isApproved ? before.held?.users : []);
    const losers = usersOfMore(had, has);
    const counted = [...losers].filter((user) => !excused.has(user));
    const users = new Set([...had.values()].map(({ user }) => user));
    const since = sinceWhen(state, config, at);
    const lately = [...lost].filter(([, lostAt]) => lostAt >= since + SLACK).map(([user]) => user);

    const wrong = (number: number, most: number): void => {
      const where = `state ${index + 1} (${new Date(at).toISOString()})`;
      if (number > most) problems.push(`${where}: over the cap: ${number} users lose something, ${most} may`);
    };
    wrong(counted.length, mostOf(config, users.size));
    const missed = counted.filter((user) => isMissed(before.users[user], state.users[user]));
    if (missed.length > 0)
      wrong(new Set([...counted, ...lately]).size, mostOf(config, new Set([...users, ...lately]).size));

    for (const user of usersOfMore(has, had)) if (!losers.has(user)) lost.delete(user);
    for (const user of missed) lost.set(user, at);
  }
  return problems;
}

function mostOf({ removals: { most, percent } }: SyncConfig, users: number): number {
  return Math.max(most, Math.floor((percent * users) / 100));
}

function sinceWhen({ read: { started, complete } }: State, { readEvery }: SyncConfig, at: number): number {
  return Math.min(at - readEvery * 60_000, complete < started ? started : at);
}

type Accesses = ReadonlyMap<string, Access>;

/** Who has something in the one that is not in the other. */
function usersOfMore(one: Accesses, other: Accesses): ReadonlySet<string> {
  return new Set(
    [...one].flatMap(([name, { user, right }]) => {
      const access = other.get(name);
      return access !== undefined && (right === 'login' || access.right === 'sudo') ? [] : [user];
    }),
  );
}

/** Whether something has ended of which reads say so, and no event. */
function isMissed(before: User | undefined, after: User | undefined): boolean {
  const facts = (user: User | undefined) => Object.entries({ ...user?.groups, ...user?.keys });
  const now = new Map(facts(after));
  return facts(before).some(([name, { ended }]) => {
    const fact = now.get(name);
    return ended === undefined && fact?.ended !== undefined && fact.claimed === undefined;
  });
}
