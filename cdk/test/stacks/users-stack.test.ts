import { App, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import type { Config } from '../../src/config/schema.ts';
import { FLAGS } from '../../src/flags.ts';
import { planOf } from '../../src/plan.ts';
import { UsersStack } from '../../src/stacks/users-stack.ts';
import { fourAccounts, oneAccount, sixAccounts } from '../support/configs.ts';
import { propertiesOf } from '../support/in-stack.ts';
import { plain } from '../support/policies-in.ts';
import type { PlainTemplate } from '../support/synth.ts';

function groupsOf(config: Config): readonly string[] {
  const plan = planOf(config);
  const stacks = plan.stacks.filter(({ kind }) => kind === 'users');
  expect(stacks.map(({ account }) => account)).toEqual([config.accounts.security]);
  return stacks.flatMap((stack) => {
    const app = new App({ context: { ...FLAGS } });
    const users = new UsersStack(new Stage(app, stack.stage), { plan, stack });
    const template = plain(Template.fromStack(users).toJSON() as unknown as PlainTemplate);
    return propertiesOf(template, 'AWS::IAM::Group').map(({ GroupName }) => String(GroupName));
  });
}

/** Accounts that have groups of their own, with how many. */
function accountsIn(groups: readonly string[]): Readonly<Record<string, number>> {
  const names = groups.flatMap(
    (name) =>
      /^_account-(.+?)-(?:full-access|billing|logs|developers|read-only|support)$/.exec(name)?.[1] ?? [],
  );
  return Object.fromEntries(
    [...new Set(names)].map((name) => [name, names.filter((each) => each === name).length]),
  );
}

test.each([
  ['one account', oneAccount(), { security: 6 }],
  ['four accounts', fourAccounts(), { 'shared-services': 6, security: 5, stage: 6, prod: 6 }],
  ['six accounts', sixAccounts(), { logs: 5, security: 5, 'shared-services': 6, dev: 6, stage: 6, prod: 6 }],
])('%s: each account has its groups', (_name, config, expected) => {
  expect(accountsIn(groupsOf(config))).toEqual(expected);
});

test.each([
  [false, []],
  [true, ['iam-admin']],
])('iam-admin chosen: %s', (iamAdmin, expected) => {
  const config = sixAccounts();
  const security = { ...config.security, access: { ...config.security.access, iamAdmin } };
  const groups = groupsOf({ ...config, security });
  expect(groups.filter((name) => name === 'iam-admin')).toEqual(expected);
});
