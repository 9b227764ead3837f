import { expect, test } from 'vitest';
import { planOf } from '../../src/plan.ts';
import { LAYOUTS, sixAccounts } from '../support/configs.ts';
import { decide, type PlainStatement } from '../support/evaluate-policy.ts';
import { plain, statementsIn } from '../support/policies-in.ts';
import type { Config } from '../../src/config/schema.ts';
import { plainTemplatesOf } from '../support/synth.ts';

/** Names as long as a config may have them: the CDK shortens the names of its roles in the middle. */
function longNames(): Config {
  const config = sixAccounts();
  const environments = config.environments.map((each) => ({ ...each, name: each.name.padEnd(16, 'x') }));
  return { ...config, name: 'a'.repeat(16), environments };
}

const ALL: readonly (readonly [name: string, config: Config])[] = [...LAYOUTS, ['long names', longNames()]];

interface Found {
  readonly stack: string;
  readonly account: string;
  readonly id: string;
  readonly name: string;
}

/** Roles of a config without the boundary. */
function unboundedIn(config: Config): readonly Found[] {
  const templates = plainTemplatesOf(config);
  return planOf(config).stacks.flatMap(({ id: stack, account }) =>
    Object.entries(templates.get(stack)?.Resources ?? {})
      .filter(([, { Type: type, Properties: properties = {} }]) => {
        const boundary = JSON.stringify(properties['PermissionsBoundary'] ?? '');
        return type === 'AWS::IAM::Role' && !boundary.includes(`:policy/${config.name}-boundary`);
      })
      .map(([id, { Properties: properties = {} }]) => {
        const name = properties['RoleName'];
        return { stack, account, id, name: typeof name === 'string' ? name : '' };
      }),
  );
}

/** What the boundary of an account says. */
function boundaryOf(config: Config, account: string): readonly PlainStatement[] {
  const baseline = planOf(config).stacks.find(
    (stack) => stack.kind === 'baseline' && stack.account === account,
  );
  const template = plain(plainTemplatesOf(config).get(baseline?.id ?? '') ?? { Resources: {} });
  const policy = Object.values(template.Resources).find(
    ({ Properties: properties = {} }) => properties['ManagedPolicyName'] === `${config.name}-boundary`,
  );
  return statementsIn(policy?.Properties?.['PolicyDocument']);
}

/** Stacks whose outputs a stack of another account reads: of those the CDK makes a role, after all aspects. */
function publishing(config: Config): readonly string[] {
  const { stacks } = planOf(config);
  const shared = config.accounts['shared-services'];
  const foreign = config.environments.filter(({ account }) => account !== shared).map(({ name }) => name);
  if (foreign.length === 0) return [];
  const expected = new Set(['shared-services', ...foreign]);
  return stacks
    .filter(({ stage, kind }) => expected.has(stage) && (kind === 'network' || kind === 'dns'))
    .map(({ id }) => id);
}

test.each(ALL)('%s: only the roles by which the CDK reads outputs have no boundary', (_name, config) => {
  const found = unboundedIn(config);
  expect(found.map(({ stack }) => stack).toSorted()).toEqual(publishing(config).toSorted());
  expect(found.filter(({ id }) => !/^PublishGetStackOutputRole[0-9A-F]{8}$/.test(id))).toEqual([]);
});

test.each(ALL.filter(([, config]) => publishing(config).length > 0))(
  '%s: of those nobody who is bounded changes trust or policies',
  (_name, config) => {
    const changed = unboundedIn(config).flatMap(({ account, name }) =>
      ['iam:AttachRolePolicy', 'iam:CreateRole', 'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy']
        .filter((action) => {
          const resource = `arn:aws:iam::${account}:role/${name}`;
          const principal = `arn:aws:iam::${account}:role/allow-full-access-from-other-accounts`;
          const bounded = `arn:aws:iam::${account}:policy/${config.name}-boundary`;
          const context = { 'iam:PermissionsBoundary': bounded };
          const request = { principal, action, resource, context };
          return decide(boundaryOf(config, account), request) !== 'deny';
        })
        .map((action) => `${action} ${name}`),
    );
    expect(changed).toEqual([]);
  },
);
