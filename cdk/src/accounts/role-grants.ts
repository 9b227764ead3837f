import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { autoDeployStatements, type AutoDeployOptions } from './auto-deploy-statements.ts';
import { developStatements, type DevelopOptions } from './develop-statements.ts';
import { iamAdminStatements } from './iam-admin-statements.ts';
import { logsStatements, type LogsOptions } from './logs-statements.ts';
import { readOnlyStatements } from './read-only-statements.ts';
import type { AccessLevel } from './roles.ts';
import { sshStatements, type SshOptions } from './ssh-statements.ts';

export interface GrantOptions extends LogsOptions, DevelopOptions, SshOptions, AutoDeployOptions {}

/** What a role may do, within the boundary. */
export interface RoleGrants {
  /** Names of AWS's policies. */
  readonly managed: readonly string[];
  /** Why AWS's policies, and why wildcards, where there are any. */
  readonly reason: string;
  readonly statements: readonly PolicyStatement[];
}

/** What each level is allowed. */
export const ROLE_GRANTS: Readonly<Record<AccessLevel, (options: GrantOptions) => RoleGrants>> = {
  'read-only': (options) => ({
    // Not ReadOnlyAccess: that reads objects, items, messages and parameters too.
    managed: ['job-function/ViewOnlyAccess', 'SecurityAudit'],
    reason:
      'lists, settings and metrics of all services, which AWS keeps up with; reading data and secrets is denied',
    statements: readOnlyStatements(options),
  }),
  billing: () => ({
    managed: ['job-function/Billing'],
    reason: 'the actions of billing change with its consoles, which AWS keeps up with',
    statements: [],
  }),
  support: () => ({
    managed: ['AWSSupportAccess'],
    reason: 'cases with AWS Support and nothing else',
    statements: [],
  }),
  logs: (options) => ({
    managed: [],
    reason:
      'reads the logs of all programs of the account, not known here; the buckets of the archive are named',
    statements: logsStatements(options),
  }),
  dev: (options) => ({
    managed: ['PowerUserAccess'],
    reason:
      'all services but IAM is what the level is; deploying, keys, secrets and the roles of others are denied or bounded',
    statements: developStatements(options),
  }),
  full: () => ({
    managed: ['AdministratorAccess'],
    reason: 'administering is what the level is; it needs MFA, and the permissions boundary holds',
    statements: [],
  }),
  'iam-admin': (options) => ({
    managed: [],
    reason: 'administers all users, whose names are not known here; neither policies nor roles',
    statements: iamAdminStatements(options),
  }),
  ssh: (options) => ({
    managed: [],
    reason:
      'instances come and go, and AWS lets finding them not be limited; sessions are limited to documents',
    statements: sshStatements(options),
  }),
  'auto-deploy': (options) => ({ managed: [], reason: '', statements: autoDeployStatements(options) }),
};
