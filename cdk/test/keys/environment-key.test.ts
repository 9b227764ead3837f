import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EnvironmentKey, type EnvironmentKeyProps } from '../../src/keys/environment-key.ts';
import { RUNS } from '../runs.ts';
import { isAllowedByKey, type PlainStatement } from '../support/evaluate-policy.ts';
import { inStack, propertiesOf } from '../support/in-stack.ts';
import { statementsIn } from '../support/policies-in.ts';
import type { PlainTemplate } from '../support/synth.ts';

const ACCOUNT = '111111111111';
const OTHER = '222222222222';
const role = (name: string, account = ACCOUNT): string => `arn:aws:iam::${account}:role/${name}`;
const FULL = role('allow-full-access-from-other-accounts');
const DEV = role('allow-dev-access-from-other-accounts');
const KEEPER = role('keeper', OTHER);
const PARTNER = role('partner', OTHER);
/** The most that a careless IAM policy can say. */
const ANYTHING: readonly PlainStatement[] = [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }];

const PROPS: EnvironmentKeyProps = {
  alias: 'alias/cmk-stage',
  description: 'Secrets of stage',
  decryptors: ['stage-*'],
  except: ['stage-eu-*'],
  administrators: [KEEPER],
  users: [PARTNER],
};

function keyOf(props: Partial<EnvironmentKeyProps> = {}): PlainTemplate {
  return inStack((stack) => new EnvironmentKey(stack, 'Key', { ...PROPS, ...props }), ACCOUNT);
}

function policyOf(template: PlainTemplate): readonly PlainStatement[] {
  return propertiesOf(template, 'AWS::KMS::Key').flatMap(({ KeyPolicy }) => statementsIn(KeyPolicy));
}

const POLICY = policyOf(keyOf());
const DISPOSABLE = policyOf(keyOf({ developersDecrypt: true }));
const SAME = { 'kms:ReEncryptOnSameKey': 'true' };
const ANOTHER = { 'kms:ReEncryptOnSameKey': 'false' };

function may(
  principal: string,
  action: string,
  { policy = POLICY, context = {}, identity = ANYTHING }: Partial<MayOptions> = {},
): boolean {
  const request = { principal, action: `kms:${action}`, context };
  return isAllowedByKey(request, { keyPolicy: policy, keyAccount: ACCOUNT, identity });
}

interface MayOptions {
  readonly policy: readonly PlainStatement[];
  readonly context: Readonly<Record<string, string>>;
  readonly identity: readonly PlainStatement[];
}

test.each([
  ['a role of the environment', role('stage-web'), ['Decrypt', 'DescribeKey']],
  ['a role of an environment whose name is longer', role('stage-eu-web'), ['DescribeKey']],
  ['a role of another environment', role('prod-web'), ['DescribeKey']],
  ['a role of that name in another account', role('stage-web', OTHER), []],
  ['the name in a path', role('stage/web'), ['DescribeKey']],
  ['a user of that name', `arn:aws:iam::${ACCOUNT}:user/stage-web`, ['DescribeKey']],
  ['developers', DEV, ['DescribeKey', 'Encrypt', 'GenerateDataKey']],
  ['read-only', role('allow-read-only-access-from-other-accounts'), ['DescribeKey']],
  [
    'full access',
    FULL,
    ['Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo'],
  ],
  ['an administrator of the config', KEEPER, ['DescribeKey']],
  [
    'a user of the config',
    PARTNER,
    ['Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo'],
  ],
])('%s, whose IAM policy allows all of KMS, uses the key as meant', (_name, principal, expected) => {
  const actions = [
    'CreateGrant',
    'Decrypt',
    'DescribeKey',
    'Encrypt',
    'GenerateDataKey',
    'ReEncryptFrom',
    'ReEncryptTo',
  ];
  expect(actions.filter((action) => may(principal, action))).toEqual(expected);
});

test.each([
  ['the account, by its IAM policies', role('cdk-hnb659fds-cfn-exec-role'), true],
  ['an administrator of the config', KEEPER, true],
  ['a user of the config', PARTNER, false],
])('%s administers the key: %s', (_name, principal, expected) => {
  const actions = ['PutKeyPolicy', 'ScheduleKeyDeletion', 'EnableKeyRotation', 'UpdateAlias'];
  expect(actions.map((action) => may(principal, action))).toEqual(actions.map(() => expected));
});

test.each([
  ['the same key', SAME, true],
  ['another key', ANOTHER, false],
  ['a key that is not told', {}, false],
])('developers re-encrypt to %s: %s', (_name, context, expected) => {
  expect(may(DEV, 'ReEncryptFrom', { context })).toBe(expected);
});

test.each([
  ['kept', POLICY, false],
  ['thrown away', DISPOSABLE, true],
])('developers decrypt where it may be %s: %s', (_name, policy, expected) => {
  expect(may(DEV, 'Decrypt', { policy })).toBe(expected);
});

test('without an IAM policy the name alone opens nothing', () => {
  expect(may(role('stage-web'), 'Decrypt', { identity: [] })).toBe(false);
});

test('only who is named uses the key without a condition', () => {
  const use = /^kms:(?:\*|CreateGrant|Decrypt|Encrypt|ReEncrypt|GenerateDataKey)/;
  const open = POLICY.filter(
    ({ Action, Condition }) =>
      Condition === undefined && [Action].flat().some((action) => use.test(String(action))),
  );
  expect(open.map(({ Principal }) => Principal)).toEqual([{ AWS: PARTNER }]);
});

test('any role decrypts if, and only if, it has the name of the environment', () => {
  const name = fc.oneof(
    fc.stringMatching(/^[\w+=,.@-]{1,40}$/),
    fc.stringMatching(/^(?:stage|prod|stage-eu|mystage)-[\w+=,.@-]{0,20}$/),
  );
  fc.assert(
    fc.property(name, (each) => {
      expect(may(role(each), 'Decrypt')).toBe(each.startsWith('stage-') && !each.startsWith('stage-eu-'));
    }),
    { numRuns: RUNS },
  );
});

test.each([
  ['kept', {}, 'Retain'],
  ['disposable', { disposable: true }, 'Delete'],
])('a key that is %s', (_name, props, policy) => {
  const { Resources: resources } = keyOf(props);
  const key = Object.values(resources).find(({ Type }) => Type === 'AWS::KMS::Key');
  expect(key?.DeletionPolicy).toBe(policy);
  expect(key?.UpdateReplacePolicy).toBe(policy);
  expect(key?.Properties).toMatchObject({ EnableKeyRotation: true, PendingWindowInDays: 30 });
});

test('the alias is the one that kmscrypt takes', () => {
  expect(propertiesOf(keyOf(), 'AWS::KMS::Alias')).toMatchObject([{ AliasName: 'alias/cmk-stage' }]);
});
