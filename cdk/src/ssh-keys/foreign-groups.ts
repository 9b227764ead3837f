import { groupAccountsOf } from '../accounts/group-accounts.ts';
import { groupsOf } from '../accounts/groups.ts';
import { nearest } from '../config/nearest.ts';
import { formatPath } from '../config/path.ts';
import type { Plan } from '../plan.ts';

/**
 * Groups of IAM that host groups name, and that the stacks do not make: they may be there, made by hand; or they are misspelt. Those
 * of `sources` are of other accounts.
 *
 * @returns a text each: `nogroup (sshKeys.hosts.jobs.login[0])`
 */
export function foreignGroups(plan: Plan): readonly string[] {
  const { sshKeys, accounts, security } = plan.config;
  const own = groupsOf({
    accounts: groupAccountsOf(plan),
    securityAccount: accounts.security,
    iamAdmin: security.access.iamAdmin,
  }).map(({ name }) => name);
  return Object.entries(sshKeys?.hosts ?? {}).flatMap(([name, { login = [], sudo = [] }]) =>
    Object.entries({ login, sudo }).flatMap(([list, groups]) =>
      groups.flatMap((group, index) => {
        if (group.includes(':') || own.includes(group)) return [];
        const meant = nearest(group, own);
        const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
        return [`${group} (${formatPath(['sshKeys', 'hosts', name, list, index])}${hint})`];
      }),
    ),
  );
}
