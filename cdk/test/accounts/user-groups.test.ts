import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { expect, test } from 'vitest';
import type { GroupAccount } from '../../src/accounts/groups.ts';
import { CROSS_ACCOUNT_ROLES } from '../../src/accounts/roles.ts';
import { selfManagementStatements } from '../../src/accounts/self-management.ts';
import { UserGroups, type UserGroupsProps } from '../../src/accounts/user-groups.ts';
import { decide, type PlainStatement } from '../support/evaluate-policy.ts';
import { inStack } from '../support/in-stack.ts';
import { sizeOf, statementsIn } from '../support/policies-in.ts';
import type { PlainTemplate } from '../support/synth.ts';

const SECURITY = '111111111111';
const USER = `arn:aws:iam::${SECURITY}:user/alice`;
const OTHER = `arn:aws:iam::${SECURITY}:user/alice-ann`;
const DEVICE = `arn:aws:iam::${SECURITY}:mfa/alice`;

const SIX: readonly GroupAccount[] = [
  { name: 'logs', account: '222222222222', isWorkload: false },
  { name: 'security', account: SECURITY, isWorkload: false },
  { name: 'shared-services', account: '333333333333', isWorkload: true },
  { name: 'dev', account: '444444444444', isWorkload: true },
  { name: 'stage', account: '555555555555', isWorkload: true },
  { name: 'prod', account: '666666666666', isWorkload: true },
];

function many(count: number): readonly GroupAccount[] {
  const name = 'a'.repeat(14);
  return Array.from({ length: count }, (_, index) => ({
    name: `${name}${10 + index}`,
    account: String(100_000_000_000 + index),
    isWorkload: true,
  }));
}

interface Group {
  readonly name: string;
  readonly managed: readonly unknown[];
  readonly inline: readonly unknown[];
  readonly statements: readonly PlainStatement[];
}

function templateOf(props: Partial<UserGroupsProps> = {}): PlainTemplate {
  return inStack((stack) => new UserGroups(stack, 'Groups', { accounts: SIX, ...props }), SECURITY);
}

function groupsIn({ Resources: resources }: PlainTemplate): readonly Group[] {
  const documentOf = (reference: unknown): unknown =>
    resources[String(reference).replace('REF:', '')]?.Properties?.['PolicyDocument'];
  return Object.values(resources)
    .filter(({ Type }) => Type === 'AWS::IAM::Group')
    .map(({ Properties: properties = {} }) => {
      const managed = ((properties['ManagedPolicyArns'] ?? []) as readonly unknown[]).map(documentOf);
      const policies = (properties['Policies'] ?? []) as readonly { readonly PolicyDocument: unknown }[];
      const inline = policies.map(({ PolicyDocument }) => PolicyDocument);
      const statements = [...managed, ...inline].flatMap((document) => [...statementsIn(document)]);
      return { name: String(properties['GroupName']), managed, inline, statements };
    });
}

const GROUPS = groupsIn(templateOf());
const WITH_ADMIN = groupsIn(templateOf({ iamAdmin: true }));

function groupOf(name: string): Group {
  const found = WITH_ADMIN.find((group) => group.name === name);
  if (found === undefined) throw new Error(`no group ${name}`);
  return found;
}

const OF_ALL = [
  'full-access',
  'billing',
  'logs',
  'developers',
  'read-only',
  'support',
  'ssh-users',
  'ssh-sudo-users',
];

test('there are the groups of the checklist, and those of each account', () => {
  const names = GROUPS.map(({ name }) => name);
  expect(names.slice(0, 9)).toEqual([...OF_ALL, 'iam-user-self-mgmt']);
  const ofProd = names.filter((name) => name.startsWith('_account-prod-'));
  expect(ofProd).toEqual(
    ['full-access', 'billing', 'logs', 'developers', 'read-only', 'support'].map(
      (level) => `_account-prod-${level}`,
    ),
  );
  expect(names).not.toContain('_account-security-developers');
  expect(names).not.toContain('iam-admin');
});

const SELF = [
  'iam:GetAccountPasswordPolicy',
  'iam:ListVirtualMFADevices',
  'iam:ChangePassword',
  'iam:GetUser',
  'iam:ListMFADevices',
  'iam:CreateVirtualMFADevice',
  'iam:EnableMFADevice',
  'iam:DeactivateMFADevice',
  'iam:ResyncMFADevice',
  'iam:DeleteVirtualMFADevice',
  'iam:CreateAccessKey',
  'iam:DeleteAccessKey',
  'iam:DeleteSSHPublicKey',
  'iam:GetAccessKeyLastUsed',
  'iam:GetLoginProfile',
  'iam:GetSSHPublicKey',
  'iam:ListAccessKeys',
  'iam:ListGroupsForUser',
  'iam:ListSSHPublicKeys',
  'iam:UpdateAccessKey',
  'iam:UpdateSSHPublicKey',
  'iam:UploadSSHPublicKey',
];

test('groups grant what users do to themselves and becoming a role, and nothing else', () => {
  for (const { name, statements } of WITH_ADMIN) {
    expect(statements.length).toBeGreaterThan(0);
    for (const { Effect, Action, NotAction, Resource } of statements) {
      expect([name, Effect, NotAction]).toEqual([name, 'Allow', undefined]);
      const actions = [Action ?? []].flat();
      const resources = [Resource ?? []].flat();
      if (name === 'iam-user-self-mgmt') {
        expect(SELF).toEqual(expect.arrayContaining(actions));
        const isOwn = resources.every((resource) => resource.endsWith('/${aws:username}'));
        expect(isOwn || resources.join() === '*').toBe(true);
        continue;
      }
      expect([name, actions]).toEqual([name, ['sts:AssumeRole']]);
      const known = CROSS_ACCOUNT_ROLES.map((role) => role.name).join('|');
      for (const resource of resources)
        expect(resource).toMatch(new RegExp(`^arn:aws:iam::\\d{12}:role/(?:${known})$`));
    }
  }
});

test.each([
  ['full-access', SIX.length, 'allow-full-access-from-other-accounts'],
  ['read-only', SIX.length, 'allow-read-only-access-from-other-accounts'],
  ['developers', 4, 'allow-dev-access-from-other-accounts'],
  ['ssh-users', 4, 'allow-ssh-access'],
  ['ssh-sudo-users', 4, 'allow-ssh-access'],
  ['_account-stage-full-access', 1, 'allow-full-access-from-other-accounts'],
  ['iam-admin', 1, 'allow-iam-admin-access-from-other-accounts'],
])('%s leads into %i accounts, by %s', (name, count, role) => {
  const { statements } = groupOf(name);
  const resources = statements.flatMap(({ Resource }) => [Resource ?? []].flat());
  expect(resources.filter((resource) => resource.endsWith(`:role/${role}`))).toHaveLength(count);
  expect(resources).toHaveLength(count);
});

test('a group of one account does not lead into another', () => {
  const { statements } = groupOf('_account-stage-full-access');
  const assume = (account: string): string => {
    const resource = `arn:aws:iam::${account}:role/allow-full-access-from-other-accounts`;
    return decide(statements, { principal: USER, action: 'sts:AssumeRole', resource });
  };
  expect([assume('555555555555'), assume('666666666666')]).toEqual(['allow', 'none']);
});

const MFA = { 'aws:MultiFactorAuthPresent': 'true' };
const KEY = { 'iam:RegisterSecurityKey': 'Activate' };

test.each([
  ['changes the first password', 'ChangePassword', USER, {}, true],
  ['sets the first device up', 'CreateVirtualMFADevice', DEVICE, {}, true],
  ['enables the first device', 'EnableMFADevice', USER, {}, true],
  ['makes a second device', 'CreateVirtualMFADevice', `${DEVICE}-2`, {}, false],
  ['enables a security key', 'EnableMFADevice', USER, KEY, false],
  ['enables a security key', 'EnableMFADevice', USER, { ...KEY, ...MFA }, true],
  ['removes a device', 'DeactivateMFADevice', USER, {}, false],
  ['removes a device', 'DeactivateMFADevice', USER, MFA, true],
  ['deletes a device', 'DeleteVirtualMFADevice', DEVICE, {}, false],
  ['makes an access key', 'CreateAccessKey', USER, {}, false],
  ['makes an access key', 'CreateAccessKey', USER, { 'aws:MultiFactorAuthPresent': 'false' }, false],
  ['makes an access key', 'CreateAccessKey', USER, MFA, true],
  ['makes another’s access key', 'CreateAccessKey', OTHER, MFA, false],
  ['uploads an SSH key', 'UploadSSHPublicKey', USER, {}, false],
  ['uploads an SSH key', 'UploadSSHPublicKey', USER, MFA, true],
  ['uploads another’s SSH key', 'UploadSSHPublicKey', OTHER, MFA, false],
  ['changes another’s password', 'ChangePassword', OTHER, MFA, false],
  ['joins a group', 'AddUserToGroup', `arn:aws:iam::${SECURITY}:group/full-access`, MFA, false],
  ['gives rights', 'PutUserPolicy', USER, MFA, false],
])('a user %s (%s on %s, %j): %s', (_name, action, resource, context, expected) => {
  const { statements } = groupOf('iam-user-self-mgmt');
  const request = { principal: USER, action: `iam:${action}`, resource, context };
  expect(decide(statements, request) === 'allow').toBe(expected);
});

test.each([20, 46])('with %i accounts all limits of IAM and CloudFormation are kept', (count) => {
  const template = templateOf({ accounts: many(count), iamAdmin: true });
  const groups = groupsIn(template);
  for (const { name, managed, inline } of groups) {
    expect(name.length).toBeLessThanOrEqual(128);
    expect(managed.length).toBeLessThanOrEqual(10);
    for (const document of managed) expect(sizeOf(document)).toBeLessThanOrEqual(6_144);
    const sizes = inline.map(sizeOf).reduce((sum, size) => sum + size, 0);
    expect(sizes).toBeLessThanOrEqual(5_120);
  }
  expect(groups.length).toBeLessThanOrEqual(300);
  expect(Object.keys(template.Resources).length).toBeLessThan(300);
});

test('with 47 accounts a stack has too many resources', () => {
  const template = templateOf({ accounts: many(47), iamAdmin: true });
  expect(Object.keys(template.Resources).length).toBeGreaterThanOrEqual(300);
});

test('a user who is in every group of all accounts is in ten at most', () => {
  const ofAll = WITH_ADMIN.filter(({ name }) => !name.startsWith('_'));
  expect(ofAll.length).toBeLessThanOrEqual(10);
});

test('the permissions boundary knows the policies of groups by their path', () => {
  const { Resources: resources } = templateOf();
  const paths = Object.values(resources)
    .filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy')
    .map(({ Properties: properties = {} }) => properties['Path']);
  expect([...new Set(paths)]).toEqual(['/groups/']);
});

test('users put SSH keys into the tree of parameters below their own id, with MFA, where there is a tree', () => {
  const place = { partition: 'aws', account: '111111111111' };
  const sidsOf = (statements: readonly PolicyStatement[]): readonly (string | undefined)[] =>
    statements.map(({ sid }) => sid);
  expect(sidsOf(selfManagementStatements(place))).not.toContain('SshKeysOfOneself');
  const sshKeyTree = { region: 'eu-central-1', path: '/ssh-keys' };
  const own = selfManagementStatements({ ...place, sshKeyTree }).find(
    ({ sid }) => sid === 'SshKeysOfOneself',
  );
  expect(own?.toStatementJson()).toEqual({
    Sid: 'SshKeysOfOneself',
    Effect: 'Allow',
    Action: ['ssm:DeleteParameter', 'ssm:GetParameter', 'ssm:GetParametersByPath', 'ssm:PutParameter'],
    Resource: [
      'arn:aws:ssm:eu-central-1:111111111111:parameter/ssh-keys/${aws:userid}',
      'arn:aws:ssm:eu-central-1:111111111111:parameter/ssh-keys/${aws:userid}/*',
    ],
    Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  });
});
