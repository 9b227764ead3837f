import { App, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import type { Config } from '../../src/config/schema.ts';
import { FLAGS } from '../../src/flags.ts';
import { planOf, type StackPlan } from '../../src/plan.ts';
import { KeysStack } from '../../src/stacks/keys-stack.ts';
import { oneAccount, sixAccounts } from '../support/configs.ts';
import { isAllowedByKey, type PlainStatement } from '../support/evaluate-policy.ts';
import { propertiesOf } from '../support/in-stack.ts';
import { plain, statementsIn } from '../support/policies-in.ts';
import type { PlainTemplate } from '../support/synth.ts';

interface MadeKey {
  readonly unit: string;
  readonly account: string;
  readonly template: PlainTemplate;
  readonly policy: readonly PlainStatement[];
}

function keysOf(config: Config): ReadonlyMap<string, MadeKey> {
  const plan = planOf(config);
  const made = plan.stacks.filter(({ kind }) => kind === 'keys').map((stack) => keyOf(plan.config, stack));
  return new Map(made.map((each) => [each.unit, each]));
}

function keyOf(config: Config, stack: StackPlan): MadeKey {
  const app = new App({ context: { ...FLAGS } });
  const keys = new KeysStack(new Stage(app, stack.stage), { plan: planOf(config), stack });
  const template = plain(Template.fromStack(keys).toJSON() as unknown as PlainTemplate);
  const policy = propertiesOf(template, 'AWS::KMS::Key').flatMap(({ KeyPolicy }) => statementsIn(KeyPolicy));
  return { unit: stack.environment?.name ?? 'mgmt', account: stack.account, template, policy };
}

const ONE = keysOf(oneAccount());
const SIX = keysOf(sixAccounts());
const ANYTHING: readonly PlainStatement[] = [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }];
const DEV = 'allow-dev-access-from-other-accounts';
const FULL = 'allow-full-access-from-other-accounts';

/** Units whose key a role of an account uses, its IAM policy allowing all of KMS. */
function unitsOf(keys: ReadonlyMap<string, MadeKey>, { account, role, action }: Who): readonly string[] {
  return [...keys.values()]
    .filter(({ policy, account: keyAccount }) => {
      const principal = `arn:aws:iam::${account}:role/${role}`;
      return isAllowedByKey({ principal, action }, { keyPolicy: policy, keyAccount, identity: ANYTHING });
    })
    .map(({ unit }) => unit);
}

interface Who {
  readonly account: string;
  readonly role: string;
  readonly action: string;
}

const SHARED = '333333333333';

test.each([
  ['stage-web', 'kms:Decrypt', ['stage']],
  ['prod-web', 'kms:Decrypt', ['prod']],
  ['stage-web', 'kms:Encrypt', []],
  ['acme-alarm-fanout-ingest', 'kms:Decrypt', ['mgmt']],
  ['acme-account-settings', 'kms:Decrypt', []],
  ['mgmt-web', 'kms:Decrypt', []],
  [DEV, 'kms:Encrypt', ['mgmt', 'stage', 'prod']],
  [DEV, 'kms:GenerateDataKey', ['mgmt', 'stage', 'prod']],
  [DEV, 'kms:Decrypt', []],
  [FULL, 'kms:Encrypt', ['mgmt', 'stage', 'prod']],
  [FULL, 'kms:Decrypt', ['mgmt', 'stage', 'prod']],
  ['allow-read-only-access-from-other-accounts', 'kms:Decrypt', []],
  ['allow-auto-deploy-access', 'kms:Decrypt', []],
  ['stage-web', 'kms:CreateGrant', []],
])('in one account %s has %s of %j', (role, action, expected) => {
  expect(unitsOf(ONE, { account: SHARED, role, action })).toEqual(expected);
});

test.each([
  ['444444444444', 'dev-web', 'kms:Decrypt', ['dev']],
  ['555555555555', 'stage-web', 'kms:Decrypt', ['stage']],
  ['666666666666', 'prod-web', 'kms:Decrypt', ['prod']],
  ['555555555555', 'prod-web', 'kms:Decrypt', []],
  ['333333333333', 'acme-alarm-fanout-deliver-chat', 'kms:Decrypt', ['mgmt']],
  ['111111111111', FULL, 'kms:Decrypt', []],
  ['444444444444', DEV, 'kms:Decrypt', ['dev']],
  ['555555555555', DEV, 'kms:Decrypt', []],
  ['555555555555', DEV, 'kms:Encrypt', ['stage']],
  ['666666666666', DEV, 'kms:Decrypt', []],
  ['666666666666', DEV, 'kms:Encrypt', ['prod']],
  ['666666666666', FULL, 'kms:Decrypt', ['prod']],
])('in six accounts, in %s, %s has %s of %j', (account, role, action, expected) => {
  expect(unitsOf(SIX, { account, role, action })).toEqual(expected);
});

test.each([
  ['stage-web', ['stage']],
  ['stage-eu-web', ['stage-eu']],
])('an environment’s name that begins another’s does not open its key: %s', (role, expected) => {
  const config = oneAccount();
  const [first] = config.environments;
  if (first === undefined) throw new Error('no environment');
  const longer = { ...config, environments: [...config.environments, { ...first, name: 'stage-eu' }] };
  expect(unitsOf(keysOf(longer), { account: SHARED, role, action: 'kms:Decrypt' })).toEqual(expected);
});

test('each key has the alias of its unit; only what is disposable is deleted', () => {
  const found = [...SIX.values()].map(({ unit, template }) => {
    const key = Object.values(template.Resources).find(({ Type }) => Type === 'AWS::KMS::Key');
    const aliases = propertiesOf(template, 'AWS::KMS::Alias').map(({ AliasName }) => AliasName);
    return [unit, aliases, key?.DeletionPolicy] as const;
  });
  expect(found).toEqual([
    ['mgmt', ['alias/cmk-mgmt'], 'Retain'],
    ['dev', ['alias/cmk-dev'], 'Delete'],
    ['stage', ['alias/cmk-stage'], 'Retain'],
    ['prod', ['alias/cmk-prod'], 'Retain'],
  ]);
});

test('principals of the config are administrators or users', () => {
  const config = sixAccounts();
  const keeper = 'arn:aws:iam::111122223333:role/keeper';
  const partner = 'arn:aws:iam::111122223333:role/partner';
  const environments = config.environments.map((environment) => ({
    ...environment,
    key: { administrators: [keeper], users: [partner] },
  }));
  const key = keysOf({ ...config, environments }).get('prod');
  const may = (principal: string, action: string): boolean =>
    isAllowedByKey(
      { principal, action },
      { keyPolicy: key?.policy ?? [], keyAccount: key?.account ?? '', identity: ANYTHING },
    );
  expect([may(keeper, 'kms:PutKeyPolicy'), may(keeper, 'kms:Decrypt')]).toEqual([true, false]);
  expect([may(partner, 'kms:PutKeyPolicy'), may(partner, 'kms:Decrypt')]).toEqual([false, true]);
});
