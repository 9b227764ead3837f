import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { expect, test } from 'vitest';
import { ACTS_AS_OTHERS } from '../../src/accounts/acts-as-others.ts';
import { CrossAccountRoles, type CrossAccountRolesProps } from '../../src/accounts/cross-account-roles.ts';
import { DATA_READS, SECRET_READS } from '../../src/accounts/data-reads.ts';
import { CROSS_ACCOUNT_ROLES, roleName, type AccessLevel } from '../../src/accounts/roles.ts';
import { decide, isAllowed, type PlainStatement } from '../support/evaluate-policy.ts';
import { inStack, propertiesOf } from '../support/in-stack.ts';
import { sizeOf, statementsIn } from '../support/policies-in.ts';

const SECURITY = '111111111111';
const ACCOUNT = '555555555555';

interface RoleProperties {
  readonly RoleName: string;
  readonly MaxSessionDuration: number;
  readonly PermissionsBoundary: string;
  readonly AssumeRolePolicyDocument: unknown;
  readonly ManagedPolicyArns?: readonly string[];
  readonly Policies?: readonly { readonly PolicyDocument: unknown }[];
}

const known = new Map<string, readonly RoleProperties[]>();

function rolesOf(props: Partial<CrossAccountRolesProps> = {}): readonly RoleProperties[] {
  const key = JSON.stringify(props);
  const roles = known.get(key) ?? synthesised(props);
  known.set(key, roles);
  return roles;
}

function synthesised(props: Partial<CrossAccountRolesProps>): readonly RoleProperties[] {
  const template = inStack((stack) => {
    const boundary = ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'acme-boundary');
    return new CrossAccountRoles(stack, 'Roles', { securityAccount: SECURITY, boundary, ...props });
  }, ACCOUNT);
  return propertiesOf(template, 'AWS::IAM::Role') as unknown as readonly RoleProperties[];
}

/** As wide as AWS's policies could ever come to be; PowerUserAccess leaves these out. */
const WIDEST: Readonly<Record<string, PlainStatement>> = {
  PowerUserAccess: { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
};

function identityOf(
  level: AccessLevel,
  props: Partial<CrossAccountRolesProps> = {},
): readonly PlainStatement[] {
  const found = rolesOf(props).find((each) => each.RoleName === roleName(level));
  if (found === undefined) throw new Error(`no role ${level}`);
  const managed = (found.ManagedPolicyArns ?? []).map(
    (arn) => WIDEST[arn.split('/').at(-1) ?? ''] ?? { Effect: 'Allow', Action: '*', Resource: '*' },
  );
  return [...managed, ...(found.Policies ?? []).flatMap((policy) => statementsIn(policy.PolicyDocument))];
}

function may(level: AccessLevel, action: string, options: MayOptions = {}): boolean {
  const { resource = '*', context = {}, props = {} } = options;
  const principal = `arn:aws:iam::${ACCOUNT}:role/${roleName(level)}`;
  return isAllowed({ principal, action, resource, context }, { identity: identityOf(level, props) });
}

interface MayOptions {
  readonly resource?: string;
  readonly context?: Readonly<Record<string, string>>;
  readonly props?: Partial<CrossAccountRolesProps>;
}

test('every account has all roles but iam-admin, by the names of the checklist', () => {
  const names = [
    ...['read-only', 'billing', 'support', 'logs', 'dev', 'full'].map(
      (level) => `allow-${level}-access-from-other-accounts`,
    ),
    'allow-ssh-access',
    'allow-auto-deploy-access',
  ];
  expect(rolesOf().map(({ RoleName }) => RoleName)).toEqual(names);
  const withAdmin = rolesOf({ iamAdmin: true }).map(({ RoleName }) => RoleName);
  expect(withAdmin).toEqual(CROSS_ACCOUNT_ROLES.map(({ name }) => name));
});

test.each(rolesOf({ iamAdmin: true }).map((each) => [each.RoleName, each] as const))(
  '%s has the boundary, fits, and is assumed with MFA by the security account alone',
  (name, each) => {
    const trust = statementsIn(each.AssumeRolePolicyDocument);
    const principal = `arn:aws:iam::${SECURITY}:root`;
    expect(trust.map(({ Principal }) => Principal)).toEqual([{ AWS: principal }]);
    const assume = (context: Readonly<Record<string, string>>): string =>
      decide(trust, { principal, action: 'sts:AssumeRole', context });
    expect(assume({ 'aws:MultiFactorAuthPresent': 'true' })).toBe('allow');
    expect(assume({ 'aws:MultiFactorAuthPresent': 'false' })).toBe('none');
    // A bare access key: the request does not have the key at all.
    expect(assume({})).toBe('none');
    expect(each.PermissionsBoundary).toBe(`arn:aws:iam::${ACCOUNT}:policy/acme-boundary`);
    expect(each.MaxSessionDuration).toBe(/-(?:ssh|auto-deploy)-/.test(name) ? 3_600 : 43_200);
    const inline = (each.Policies ?? []).map(({ PolicyDocument }) => sizeOf(PolicyDocument));
    expect(inline.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(10_240);
    expect(sizeOf(each.AssumeRolePolicyDocument)).toBeLessThanOrEqual(2_048);
  },
);

test('the hours of sessions are those that are given', () => {
  const hours = rolesOf({ sessionHours: 4, shortSessionHours: 2 }).map(
    (each) => each.MaxSessionDuration / 3_600,
  );
  expect([...new Set(hours)]).toEqual([4, 2]);
});

const SECRET = `arn:aws:secretsmanager:eu-central-1:${ACCOUNT}:secret:db-abc`;
const PARAMETER = `arn:aws:ssm:eu-central-1:${ACCOUNT}:parameter/web/token`;
const IMAGE = 'arn:aws:ssm:eu-central-1::parameter/aws/service/ami-amazon-linux-latest/al2023';

test.each([...DATA_READS, ...SECRET_READS])(
  'read-only does not read by %s, whatever AWS’s policies allow',
  (action) => {
    const resource = action.startsWith('ssm:')
      ? PARAMETER
      : action.startsWith('secretsmanager:')
        ? SECRET
        : '*';
    expect(may('read-only', action, { resource })).toBe(false);
  },
);

test.each([
  ['describes', 'read-only', 'ec2:DescribeInstances', {}, true],
  ['reads metrics', 'read-only', 'cloudwatch:GetMetricData', {}, true],
  ['finds AWS’s images', 'read-only', 'ssm:GetParameter', { resource: IMAGE }, true],
  [
    'reads a log group',
    'logs',
    'logs:GetLogEvents',
    { resource: `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:web:x` },
    true,
  ],
  ['deletes a log group', 'logs', 'logs:DeleteLogGroup', {}, false],
  ['reads an object', 'logs', 's3:GetObject', { resource: 'arn:aws:s3:::uploads/x' }, false],
  ['makes a queue', 'dev', 'sqs:CreateQueue', {}, true],
  ['makes a role', 'dev', 'iam:CreateRole', {}, false],
  ['passes a role', 'dev', 'iam:PassRole', {}, false],
  [
    'deploys through the CDK’s role',
    'dev',
    'sts:AssumeRole',
    { resource: `arn:aws:iam::${ACCOUNT}:role/cdk-x` },
    false,
  ],
  ['reads a secret', 'dev', 'secretsmanager:GetSecretValue', { resource: SECRET }, false],
  ['reads a parameter', 'dev', 'ssm:GetParameter', { resource: PARAMETER }, false],
  ['finds AWS’s images', 'dev', 'ssm:GetParameter', { resource: IMAGE }, true],
  ['makes a user', 'iam-admin', 'iam:CreateUser', { resource: `arn:aws:iam::${ACCOUNT}:user/a` }, true],
  [
    'puts a user in a group',
    'iam-admin',
    'iam:AddUserToGroup',
    { resource: `arn:aws:iam::${ACCOUNT}:group/a` },
    true,
  ],
  [
    'makes an access key',
    'iam-admin',
    'iam:CreateAccessKey',
    { resource: `arn:aws:iam::${ACCOUNT}:user/a` },
    false,
  ],
  ['gives rights', 'iam-admin', 'iam:PutUserPolicy', { resource: `arn:aws:iam::${ACCOUNT}:user/a` }, false],
  [
    'gives groups rights',
    'iam-admin',
    'iam:PutGroupPolicy',
    { resource: `arn:aws:iam::${ACCOUNT}:group/a` },
    false,
  ],
  ['makes a role', 'iam-admin', 'iam:CreateRole', {}, false],
  ['finds instances', 'ssh', 'ec2:DescribeInstances', {}, true],
  [
    'opens a session',
    'ssh',
    'ssm:StartSession',
    { resource: `arn:aws:ec2:eu-central-1:${ACCOUNT}:instance/i-1` },
    false,
  ],
  ['changes anything by itself', 'auto-deploy', 'cloudformation:UpdateStack', {}, false],
  [
    'becomes administrator',
    'auto-deploy',
    'sts:AssumeRole',
    { resource: `arn:aws:iam::${ACCOUNT}:role/admin` },
    false,
  ],
] as const)('%s, as %s (%s)', (_name, level, action, options, expected) => {
  expect(may(level, action, { ...options, props: { iamAdmin: true } })).toBe(expected);
});

test.each(ACTS_AS_OTHERS)(
  'dev does not act in the place of others by %s, but where all may be thrown away',
  (action) => {
    expect(may('dev', action)).toBe(false);
    expect(may('dev', action, { props: { disposable: true } })).toBe(true);
  },
);

test.each([
  ['reads a secret', 'secretsmanager:GetSecretValue', true],
  ['makes a role', 'iam:CreateRole', false],
  ['becomes another role', 'sts:AssumeRole', false],
])('where all may be thrown away, dev %s (%s)', (_name, action, expected) => {
  expect(may('dev', action, { resource: SECRET, props: { disposable: true } })).toBe(expected);
});

const ARCHIVE = { buckets: ['acme-archive'], keyAlias: 'alias/acme-archive' };
const OBJECT = 'arn:aws:s3:::acme-archive/trail/x';
const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1`;

test.each([
  ['reads the archive', 's3:GetObject', { resource: OBJECT }, true],
  ['deletes from it', 's3:DeleteObject', { resource: OBJECT }, false],
  [
    'decrypts with its key',
    'kms:Decrypt',
    { resource: KEY, context: { 'kms:ResourceAliases': 'alias/acme-archive' } },
    true,
  ],
  [
    'decrypts with another key',
    'kms:Decrypt',
    { resource: KEY, context: { 'kms:ResourceAliases': 'alias/cmk-prod' } },
    false,
  ],
])('where the archive is, logs %s (%s)', (_name, action, options, expected) => {
  expect(may('logs', action, { ...options, props: { archive: ARCHIVE } })).toBe(expected);
});

test.each([
  ['an instance', `arn:aws:ec2:eu-central-1:${ACCOUNT}:instance/i-1`, true],
  ['the document that is given', 'arn:aws:ssm:eu-central-1::document/AWS-StartSSHSession', true],
  [
    'a document that forwards ports',
    'arn:aws:ssm:eu-central-1::document/AWS-StartPortForwardingSession',
    false,
  ],
  [
    'the document of shells',
    `arn:aws:ssm:eu-central-1:${ACCOUNT}:document/SSM-SessionManagerRunShell`,
    false,
  ],
])('with Session Manager, ssh starts a session with %s: %s', (_name, resource, expected) => {
  const context = { 'ssm:SessionDocumentAccessCheck': 'true' };
  const props = { sessionDocuments: ['AWS-StartSSHSession'] };
  expect(may('ssh', 'ssm:StartSession', { resource, context, props })).toBe(expected);
  const unchecked = { 'ssm:SessionDocumentAccessCheck': 'false' };
  expect(may('ssh', 'ssm:StartSession', { resource, context: unchecked, props })).toBe(false);
});

test('auto-deploy assumes the roles of the bootstrap in the regions given', () => {
  const [statement] = identityOf('auto-deploy', { regions: ['eu-central-1', 'us-east-1'] });
  expect(statement?.Action).toBe('sts:AssumeRole');
  expect(statement?.Resource).toContain(
    `arn:aws:iam::${ACCOUNT}:role/cdk-hnb659fds-deploy-role-${ACCOUNT}-us-east-1`,
  );
  expect(statement?.Resource).toHaveLength(8);
});
