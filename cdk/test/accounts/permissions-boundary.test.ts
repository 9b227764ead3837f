import { expect, test } from 'vitest';
import { CrossAccountRoles } from '../../src/accounts/cross-account-roles.ts';
import {
  PermissionsBoundary,
  type PermissionsBoundaryProps,
} from '../../src/accounts/permissions-boundary.ts';
import { decide, type PlainStatement } from '../support/evaluate-policy.ts';
import { inStack, propertiesOf } from '../support/in-stack.ts';
import { sizeOf, statementsIn } from '../support/policies-in.ts';

const ACCOUNT = '111111111111';
const role = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const FULL = role('allow-full-access-from-other-accounts');
const ADMIN = role('allow-iam-admin-access-from-other-accounts');
const SETTINGS = role('acme-account-settings');
const DEV = role('allow-dev-access-from-other-accounts');
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/acme-boundary`;
const ARCHIVE = `acme-archive-${ACCOUNT}-eu-central-1`;

const WHOLE: PermissionsBoundaryProps = {
  policyName: 'acme-boundary',
  settingsFunction: 'acme-account-settings',
  archiveBuckets: [ARCHIVE, `acme-balancer-logs-${ACCOUNT}-eu-central-1`],
  keyAliases: ['alias/cmk-*', 'alias/acme-archive'],
  userAdministrators: ['allow-full-access-from-other-accounts', 'allow-iam-admin-access-from-other-accounts'],
};

function documentOf(props: PermissionsBoundaryProps): unknown {
  const template = inStack((stack) => new PermissionsBoundary(stack, 'Boundary', props), ACCOUNT);
  return propertiesOf(template, 'AWS::IAM::ManagedPolicy')[0]?.['PolicyDocument'];
}

const STATEMENTS: readonly PlainStatement[] = statementsIn(documentOf(WHOLE));
const WITHOUT_USERS = statementsIn(documentOf({ ...WHOLE, userAdministrators: undefined }));

test('it fits, with long names too', () => {
  const name = 'a'.repeat(16);
  const props: PermissionsBoundaryProps = {
    policyName: `${name}-boundary`,
    settingsFunction: `${name}-account-settings`,
    archiveBuckets: [
      `${name}-archive-${ACCOUNT}-ap-southeast-1`,
      `${name}-balancer-logs-${ACCOUNT}-ap-southeast-1`,
    ],
    keyAliases: ['alias/cmk-*', `alias/${name}-archive`],
    userAdministrators: WHOLE.userAdministrators,
  };
  expect(sizeOf(documentOf(props))).toBeLessThanOrEqual(6_144);
});

const bounded = { 'iam:PermissionsBoundary': BOUNDARY };
const another = { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' };
const ofStage = { 'kms:ResourceAliases': ['alias/cmk-stage'] };
const ofOthers = { 'kms:ResourceAliases': ['alias/aws/ebs'] };

interface Row {
  readonly who?: string;
  readonly action: string;
  readonly resource?: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

const ALLOWED: readonly (readonly [name: string, row: Row])[] = [
  ['what is not named', { action: 'ec2:RunInstances' }],
  ['a role with the boundary', { action: 'iam:CreateRole', context: bounded }],
  ['more rights for a role with it', { action: 'iam:PutRolePolicy', context: bounded }],
  ['another policy', { action: 'iam:CreatePolicyVersion', resource: `arn:aws:iam::${ACCOUNT}:policy/web` }],
  [
    'another function',
    { action: 'lambda:UpdateFunctionCode', resource: `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:web` },
  ],
  ['a user, by who administers them', { who: ADMIN, action: 'iam:CreateUser' }],
  ['a user, by full access', { who: FULL, action: 'iam:CreateUser' }],
  ['settings, by their function', { who: SETTINGS, action: 's3:PutAccountPublicAccessBlock' }],
  ['the recorder, by their function', { who: SETTINGS, action: 'config:PutConfigurationRecorder' }],
  ['the detector, by their function', { who: SETTINGS, action: 'guardduty:DeleteDetector' }],
  ['reading the archive', { action: 's3:GetObject', resource: `arn:aws:s3:::${ARCHIVE}/x` }],
  ['another bucket', { action: 's3:DeleteObject', resource: 'arn:aws:s3:::uploads/x' }],
  ['a key, by its administrator', { who: FULL, action: 'kms:PutKeyPolicy', context: ofStage }],
  ['another key', { action: 'kms:ScheduleKeyDeletion', context: ofOthers }],
  ['use of a key', { action: 'kms:Decrypt', context: ofStage }],
  ['another alias', { action: 'kms:CreateAlias', resource: `arn:aws:kms:eu-central-1:${ACCOUNT}:alias/web` }],
];

const DENIED: readonly (readonly [name: string, row: Row])[] = [
  ['a role without a boundary', { who: FULL, action: 'iam:CreateRole' }],
  ['a role with another boundary', { who: FULL, action: 'iam:CreateRole', context: another }],
  ['more rights for a role without it', { who: FULL, action: 'iam:AttachRolePolicy' }],
  ['another boundary for a role', { who: FULL, action: 'iam:PutRolePermissionsBoundary', context: another }],
  ['taking it from a role', { who: FULL, action: 'iam:DeleteRolePermissionsBoundary', context: bounded }],
  ['changing it', { who: FULL, action: 'iam:CreatePolicyVersion', resource: BOUNDARY }],
  [
    'changing it as the settings function',
    { who: SETTINGS, action: 'iam:CreatePolicyVersion', resource: BOUNDARY },
  ],
  [
    'changing what groups may',
    { who: FULL, action: 'iam:CreatePolicyVersion', resource: `arn:aws:iam::${ACCOUNT}:policy/groups/x` },
  ],
  [
    'trust of the CDK’s roles',
    { who: FULL, action: 'iam:UpdateAssumeRolePolicy', resource: role('cdk-hnb659fds-cfn-exec-role') },
  ],
  [
    'the settings function’s code',
    {
      who: FULL,
      action: 'lambda:UpdateFunctionCode',
      resource: `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:acme-account-settings`,
    },
  ],
  [
    'running the settings function',
    {
      who: DEV,
      action: 'lambda:InvokeFunction',
      resource: `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:acme-account-settings`,
    },
  ],
  ['passing its role', { who: FULL, action: 'iam:PassRole', resource: SETTINGS }],
  ['making its role anew', { who: FULL, action: 'iam:CreateRole', resource: SETTINGS, context: bounded }],
  ['a user', { action: 'iam:CreateUser' }],
  ['an access key', { action: 'iam:CreateAccessKey' }],
  ['rights for a user', { who: ADMIN, action: 'iam:AttachUserPolicy' }],
  ['rights for a group', { who: FULL, action: 'iam:PutGroupPolicy' }],
  ['leaving the organization', { who: FULL, action: 'organizations:LeaveOrganization' }],
  ['closing the account', { who: FULL, action: 'account:CloseAccount' }],
  ['stopping the trail', { who: FULL, action: 'cloudtrail:StopLogging' }],
  ['deleting the detector', { who: FULL, action: 'guardduty:DeleteDetector' }],
  ['stopping AWS Config', { who: FULL, action: 'config:StopConfigurationRecorder' }],
  ['deleting the analyzer', { who: FULL, action: 'access-analyzer:DeleteAnalyzer' }],
  ['opening S3', { who: FULL, action: 's3:PutAccountPublicAccessBlock' }],
  ['plain volumes', { who: FULL, action: 'ec2:DisableEbsEncryptionByDefault' }],
  ['weak passwords', { who: FULL, action: 'iam:UpdateAccountPasswordPolicy' }],
  [
    'deleting from the archive',
    { who: FULL, action: 's3:DeleteObject', resource: `arn:aws:s3:::${ARCHIVE}/x` },
  ],
  ['the archive’s policy', { who: FULL, action: 's3:PutBucketPolicy', resource: `arn:aws:s3:::${ARCHIVE}` }],
  ['a key’s policy', { who: DEV, action: 'kms:PutKeyPolicy', context: ofStage }],
  ['deleting a key', { who: role('stage-web'), action: 'kms:ScheduleKeyDeletion', context: ofStage }],
  [
    'moving a key’s alias',
    { who: DEV, action: 'kms:UpdateAlias', resource: `arn:aws:kms:eu-central-1:${ACCOUNT}:alias/cmk-stage` },
  ],
];

test.each(ALLOWED)('it lets through: %s', (_name, { who = DEV, ...request }) => {
  expect(decide(STATEMENTS, { principal: who, ...request })).toBe('allow');
});

test.each(DENIED)('it denies: %s', (_name, { who = DEV, ...request }) => {
  expect(decide(STATEMENTS, { principal: who, ...request })).toBe('deny');
});

test.each([FULL, ADMIN])('where no users live, %s makes none', (principal) => {
  expect(decide(WITHOUT_USERS, { principal, action: 'iam:CreateUser' })).toBe('deny');
});

test('roles name the boundary, and are made after it', () => {
  const { Resources: resources } = inStack((stack) => {
    const { policy } = new PermissionsBoundary(stack, 'Boundary', WHOLE);
    return new CrossAccountRoles(stack, 'Roles', { securityAccount: ACCOUNT, boundary: policy });
  }, ACCOUNT);
  const boundary = Object.entries(resources).find(([, { Type }]) => Type === 'AWS::IAM::ManagedPolicy')?.[0];
  const roles = Object.values(resources).filter(({ Type }) => Type === 'AWS::IAM::Role');
  expect(roles).toHaveLength(8);
  for (const each of roles) {
    expect(each).toMatchObject({ DependsOn: [boundary] });
    expect(each.Properties?.['PermissionsBoundary']).toBe(BOUNDARY);
  }
});
