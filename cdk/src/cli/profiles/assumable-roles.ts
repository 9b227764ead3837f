import { CROSS_ACCOUNT_ROLES, type CrossAccountRole } from '../../accounts/roles.ts';
import type { Plan } from '../../plan.ts';
import { accountName } from '../stacks/profile-of.ts';

/** A role of an account that people of the security account assume. */
export interface AssumableRole {
  /** Such as `acme-stage-read-only`. */
  readonly profile: string;
  /** 12 digits. */
  readonly account: string;
  readonly role: CrossAccountRole;
  /** How long a session lasts at most, in hours. */
  readonly hours: number;
}

/** Every role of every account, in the order of deployment. */
export function assumableRoles(plan: Plan): readonly AssumableRole[] {
  const { config, accounts } = plan;
  const { iamAdmin, sessionHours, shortSessionHours } = config.security.access;
  return accounts.flatMap(({ account }) =>
    CROSS_ACCOUNT_ROLES.filter(
      ({ level }) => level !== 'iam-admin' || (iamAdmin && account === config.accounts.security),
    ).map((role) => ({
      profile: `${config.name}-${accountName(plan, account)}-${role.level}`,
      account,
      role,
      hours: role.isShort ? shortSessionHours : sessionHours,
    })),
  );
}
