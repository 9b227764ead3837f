import { expect, test } from 'vitest';
import { decide } from '../support/evaluate-policy.ts';
import { statementsIn } from '../support/policies-in.ts';
import {
  ACCOUNT,
  ADMIN,
  BOUNDARY,
  DEV,
  documentOf,
  FULL,
  role,
  SETTINGS,
  STATEMENTS,
  WHOLE,
  WITH_BOUNDARY,
  type Rows,
} from './bounded.ts';

const another = { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' };
const policy = (name: string): string => `arn:aws:iam::${ACCOUNT}:policy/${name}`;

const ALLOWED: Rows = [
  ['a role with the boundary', { action: 'iam:CreateRole', context: WITH_BOUNDARY }],
  ['more rights for a role with it', { action: 'iam:PutRolePolicy', context: WITH_BOUNDARY }],
  ['another policy', { action: 'iam:CreatePolicyVersion', resource: policy('web') }],
  ['a user, by who administers them', { who: ADMIN, action: 'iam:CreateUser' }],
  ['a user, by full access', { who: FULL, action: 'iam:CreateUser' }],
  ['trust of another role', { who: FULL, action: 'iam:UpdateAssumeRolePolicy', resource: role('web') }],
  ['becoming the CDK’s role', { who: FULL, action: 'sts:AssumeRole', resource: role('cdk-a-deploy-role') }],
];

const DENIED: Rows = [
  ['a role without a boundary', { who: FULL, action: 'iam:CreateRole' }],
  ['a role with another boundary', { who: FULL, action: 'iam:CreateRole', context: another }],
  ['more rights for a role without it', { who: FULL, action: 'iam:AttachRolePolicy' }],
  ['another boundary for a role', { who: FULL, action: 'iam:PutRolePermissionsBoundary', context: another }],
  [
    'taking it from a role',
    { who: FULL, action: 'iam:DeleteRolePermissionsBoundary', context: WITH_BOUNDARY },
  ],
  ['changing it', { who: FULL, action: 'iam:CreatePolicyVersion', resource: BOUNDARY }],
  [
    'changing it as the settings function',
    { who: SETTINGS, action: 'iam:CreatePolicyVersion', resource: BOUNDARY },
  ],
  [
    'changing what groups may',
    { who: FULL, action: 'iam:CreatePolicyVersion', resource: policy('groups/x') },
  ],
  ['a user', { action: 'iam:CreateUser' }],
  ['an access key', { action: 'iam:CreateAccessKey' }],
  ['rights for a user', { who: ADMIN, action: 'iam:AttachUserPolicy' }],
  ['rights for a group', { who: FULL, action: 'iam:PutGroupPolicy' }],
];

test.each(ALLOWED)('it lets through: %s', (_name, { who = DEV, ...request }) => {
  expect(decide(STATEMENTS, { principal: who, ...request })).toBe('allow');
});

test.each(DENIED)('it denies: %s', (_name, { who = DEV, ...request }) => {
  expect(decide(STATEMENTS, { principal: who, ...request })).toBe('deny');
});

const UNBOUNDED = [
  'cdk-hnb659fds-cfn-exec-role-111111111111-eu-central-1',
  'OrganizationAccountAccessRole',
  'acmemgmtnetworkPublishGetStackOutputRole57350B5A',
];
const CHANGES: readonly string[] = `
  AttachRolePolicy CreateRole DeleteRole DeleteRolePolicy DetachRolePolicy PutRolePermissionsBoundary
  PutRolePolicy UpdateAssumeRolePolicy
`
  .trim()
  .split(/\s+/);

test.each(UNBOUNDED.flatMap((name) => CHANGES.map((action) => [name, action] as const)))(
  'of %s nobody who is bounded changes trust or policies by iam:%s',
  (name, action) => {
    const request = { action: `iam:${action}`, resource: role(name), context: WITH_BOUNDARY };
    expect(decide(STATEMENTS, { principal: FULL, ...request })).toBe('deny');
  },
);

test.each([FULL, ADMIN])('where no users live, %s makes none', (principal) => {
  const statements = statementsIn(documentOf({ ...WHOLE, userAdministrators: undefined }));
  expect(decide(statements, { principal, action: 'iam:CreateUser' })).toBe('deny');
});
