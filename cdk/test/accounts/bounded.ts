import {
  PermissionsBoundary,
  type PermissionsBoundaryProps,
} from '../../src/accounts/permissions-boundary.ts';
import type { PlainStatement } from '../support/evaluate-policy.ts';
import { inStack, propertiesOf } from '../support/in-stack.ts';
import { statementsIn } from '../support/policies-in.ts';

export const ACCOUNT = '111111111111';
export const role = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;
export const FULL: string = role('allow-full-access-from-other-accounts');
export const ADMIN: string = role('allow-iam-admin-access-from-other-accounts');
export const SETTINGS: string = role('acme-account-settings');
export const DEV: string = role('allow-dev-access-from-other-accounts');
export const BOUNDARY: string = `arn:aws:iam::${ACCOUNT}:policy/acme-boundary`;
export const ARCHIVE: string = `acme-archive-${ACCOUNT}-eu-central-1`;
export const SSH_BUCKET: string = `acme-ssh-keys-${ACCOUNT}-eu-central-1`;
export const WITH_BOUNDARY: Readonly<Record<string, string>> = { 'iam:PermissionsBoundary': BOUNDARY };

export const WHOLE: PermissionsBoundaryProps = {
  policyName: 'acme-boundary',
  settingsFunction: 'acme-account-settings',
  archiveBuckets: [ARCHIVE, `acme-balancer-logs-${ACCOUNT}-eu-central-1`],
  keyAliases: ['alias/cmk-*', 'alias/acme-archive'],
  sshKeys: { bucket: SSH_BUCKET, document: 'acme-ssh-keys', parameters: '/ssh-keys' },
  updates: 'acme-*auto-update*',
  userAdministrators: ['allow-full-access-from-other-accounts', 'allow-iam-admin-access-from-other-accounts'],
};

/** The policy of a boundary in `ACCOUNT`. */
export function documentOf(props: PermissionsBoundaryProps): unknown {
  const template = inStack((stack) => new PermissionsBoundary(stack, 'Boundary', props), ACCOUNT);
  return propertiesOf(template, 'AWS::IAM::ManagedPolicy')[0]?.['PolicyDocument'];
}

export const STATEMENTS: readonly PlainStatement[] = statementsIn(documentOf(WHOLE));

/** A call under the boundary. */
export interface Row {
  /** Default `DEV`. */
  readonly who?: string;
  readonly action: string;
  readonly resource?: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

export type Rows = readonly (readonly [name: string, row: Row])[];
