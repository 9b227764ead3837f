import type { AccessLevel } from './roles.ts';

/** An account that groups lead into. */
export interface GroupAccount {
  /** Stands in the names of its groups: `_account-stage-full-access`. */
  readonly name: string;
  /** 12 digits. */
  readonly account: string;
  /** Whether programs run there: whether developers and ssh come in. */
  readonly isWorkload: boolean;
}

/** A group, and the roles that its members may assume. */
export interface GroupPlan {
  readonly name: string;
  /** None: only what users do to themselves. */
  readonly level?: AccessLevel | undefined;
  /** 12 digits each. */
  readonly accounts: readonly string[];
}

export interface GroupsOptions {
  readonly accounts: readonly GroupAccount[];
  readonly securityAccount: string;
  /** Whether there is `iam-admin`. */
  readonly iamAdmin: boolean;
}

type NamedLevel = readonly [name: string, level: AccessLevel];

const LEVELS: readonly NamedLevel[] = [
  ['full-access', 'full'],
  ['billing', 'billing'],
  ['logs', 'logs'],
  ['developers', 'dev'],
  ['read-only', 'read-only'],
  ['support', 'support'],
];

/** Both assume the same role; on the hosts the second may become root. */
const SSH: readonly NamedLevel[] = [
  ['ssh-users', 'ssh'],
  ['ssh-sudo-users', 'ssh'],
];

/**
 * All groups: of all accounts, then those of each. A user may be in ten: who needs a level in more accounts than that is put in
 * the group of all.
 */
export function groupsOf({ accounts, securityAccount, iamAdmin }: GroupsOptions): readonly GroupPlan[] {
  const numbers = (level: AccessLevel): readonly string[] =>
    accounts
      .filter(({ isWorkload }) => isWorkload || !FOR_WORKLOADS.has(level))
      .map(({ account }) => account);
  const ofAll = [...LEVELS, ...SSH].map(([name, level]) => ({ name, level, accounts: numbers(level) }));
  const ofEach = accounts.flatMap(({ name, account, isWorkload }) =>
    LEVELS.filter(([, level]) => isWorkload || !FOR_WORKLOADS.has(level)).map(([group, level]) => ({
      name: `_account-${name}-${group}`,
      level,
      accounts: [account],
    })),
  );
  const admin: GroupPlan = { name: 'iam-admin', level: 'iam-admin', accounts: [securityAccount] };
  return [...ofAll, ...(iamAdmin ? [admin] : []), { name: 'iam-user-self-mgmt', accounts: [] }, ...ofEach];
}

const FOR_WORKLOADS: ReadonlySet<AccessLevel> = new Set(['dev', 'ssh']);
