import { describe, expect, it } from 'vitest';
import { assumableRoles } from '../../../src/cli/profiles/assumable-roles.ts';
import { planOf } from '../../../src/plan.ts';
import { fourAccounts, oneAccount } from '../../support/configs.ts';
import { templatesOf } from '../../support/synth.ts';

/** Names and longest sessions, in seconds, of the roles in an account that are given names such as those of people. */
describe.each([
  { name: 'one account', config: oneAccount(), iamAdmin: false },
  { name: 'four accounts with iam-admin', config: fourAccounts(), iamAdmin: true },
])('$name', ({ config, iamAdmin }) => {
  config.security.access.iamAdmin = iamAdmin;
  const plan = planOf(config);
  const templates = templatesOf(config);

  it.each(plan.accounts)('$account: every profile has its role, and every role a profile', ({ account }) => {
    const roles = plan.stacks
      .filter((stack) => stack.account === account)
      .flatMap(({ id }) => Object.values(templates.get(id)?.findResources('AWS::IAM::Role') ?? {}))
      .map(
        ({ Properties }): { readonly RoleName?: unknown; readonly MaxSessionDuration?: unknown } =>
          Properties,
      )
      .filter(({ RoleName }) => typeof RoleName === 'string' && /^allow-.*-access/.test(RoleName));
    const profiles = assumableRoles(plan).filter((each) => each.account === account);
    expect(new Map(profiles.map(({ role, hours }) => [role.name, hours * 3600]))).toEqual(
      new Map(roles.map(({ RoleName, MaxSessionDuration = 3600 }) => [RoleName, MaxSessionDuration])),
    );
  });
});
