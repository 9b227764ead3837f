import { expect, test } from 'vitest';
import type { Config } from '../../src/config/schema.ts';
import { planOf } from '../../src/plan.ts';
import { trustOf } from '../alarms/support.ts';
import { fourAccounts, LAYOUTS, oneAccount } from '../support/configs.ts';
import { propertiesOf } from '../support/in-stack.ts';
import { plain } from '../support/policies-in.ts';
import { plainTemplatesOf } from '../support/synth.ts';

const KINDS = new Set(['updates', 'promotions']);

function stacksOf(config: Config): readonly (readonly [id: string, account: string])[] {
  return planOf(config)
    .stacks.filter(({ kind }) => KINDS.has(kind))
    .map(({ id, account }) => [id, account]);
}

const only = (name: string): Config => ({
  ...fourAccounts(),
  environments: fourAccounts().environments.map((each) =>
    each.name === name ? each : { ...each, updates: undefined },
  ),
});

test.each([
  [
    'one account',
    oneAccount(),
    [
      ['shared-services/updates', '333333333333'],
      ['stage/updates', '333333333333'],
      ['prod/updates', '333333333333'],
    ],
  ],
  [
    'four accounts',
    fourAccounts(),
    [
      ['shared-services/updates', '333333333333'],
      ['stage/updates', '555555555555'],
      ['prod/updates', '666666666666'],
    ],
  ],
  [
    'one environment alone',
    only('prod'),
    [
      ['shared-services/updates', '333333333333'],
      ['prod/updates', '666666666666'],
    ],
  ],
  ['nothing of it', only('none'), []],
])(
  '%s: the Lambda where hosts are, and what they tell each other in shared-services',
  (_name, config, expected) => {
    expect(stacksOf(config)).toEqual(expected);
  },
);

test.each(LAYOUTS)(
  '%s: each function, its operators and its role in shared-services know each other by names',
  (_name, config) => {
    const templates = plainTemplatesOf(config);
    const shared = plain(templates.get('shared-services/updates') ?? { Resources: {} });
    for (const { name, account } of config.environments) {
      const found = plain(templates.get(`${name}/updates`) ?? { Resources: {} });
      const functionName = `acme-${name}-auto-update`;
      expect(propertiesOf(found, 'AWS::IAM::Role').map(({ RoleName: role }) => role)).toContain(functionName);
      expect(trustOf(shared, `${functionName}-promotions`)).toMatchObject([
        {
          Condition: {
            ArnEquals: {
              'aws:PrincipalArn': [
                `arn:aws:iam::${account}:role/${functionName}`,
                `arn:aws:iam::${account}:role/allow-full-access-from-other-accounts`,
              ],
            },
            StringEquals: { 'sts:ExternalId': functionName },
          },
        },
      ]);
    }
  },
);
