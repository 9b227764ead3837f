/** Which of the roles; groups and `profiles` call it so. */
export type AccessLevel =
  | 'read-only'
  | 'billing'
  | 'support'
  | 'logs'
  | 'dev'
  | 'full'
  | 'iam-admin'
  | 'ssh'
  | 'auto-deploy';

/** A role that people assume from the security account; there in every account, but for `iam-admin`. */
export interface CrossAccountRole {
  /** As it is called in IAM, such as `allow-read-only-access-from-other-accounts`. */
  readonly name: string;
  /** What `profiles` and groups call it: `read-only`. */
  readonly level: AccessLevel;
  /** Whether its sessions are the short ones. */
  readonly isShort: boolean;
  /** What the console shows for it. */
  readonly purpose: string;
}

/** In the order in which `profiles` lists them. */
export const CROSS_ACCOUNT_ROLES: readonly CrossAccountRole[] = [
  people('read-only', 'Sees what there is and how it is set up; reads no data and no secrets'),
  people('billing', 'Sees and manages bills, budgets and payment'),
  people('support', 'Opens and follows cases with AWS Support'),
  people('logs', 'Reads logs, metrics and alarms; the archive too where it is in this account'),
  people(
    'dev',
    'Develops: all services but IAM and what CloudFormation deploys; secrets and the roles of others only where all may be thrown away',
  ),
  people('full', 'Administers everything within the permissions boundary'),
  people('iam-admin', 'Manages users, their credentials and their groups; no policies, no roles'),
  machines('ssh', 'Finds instances and opens SSH connections to them'),
  machines('auto-deploy', 'Deploys with the CDK through its bootstrap roles'),
];

/** The name of a level's role, such as `allow-full-access-from-other-accounts`. */
export function roleName(level: AccessLevel): string {
  const isShort = level === 'ssh' || level === 'auto-deploy';
  return `allow-${level}-access${isShort ? '' : '-from-other-accounts'}`;
}

function people(level: AccessLevel, purpose: string): CrossAccountRole {
  return { name: roleName(level), level, isShort: false, purpose };
}

function machines(level: AccessLevel, purpose: string): CrossAccountRole {
  return { name: roleName(level), level, isShort: true, purpose };
}
