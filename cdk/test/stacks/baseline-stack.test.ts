import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import type { Config } from '../../src/config/schema.ts';
import { FLAGS } from '../../src/flags.ts';
import { namesOf } from '../../src/names.ts';
import { planOf } from '../../src/plan.ts';
import { BaselineStack } from '../../src/stacks/baseline-stack.ts';
import { LAYOUTS, sixAccounts } from '../support/configs.ts';

function baselinesOf(config: Config): ReadonlyMap<string, Template> {
  const plan = planOf(config);
  const stacks = plan.stacks.filter(({ kind }) => kind === 'baseline');
  return new Map(
    stacks.map((stack) => {
      const app = new App({ context: { ...FLAGS } });
      return [stack.account, Template.fromStack(new BaselineStack(app, { plan, stack }))] as const;
    }),
  );
}

const SIX = sixAccounts();
const [STAGE] = [...baselinesOf(SIX)]
  .filter(([account]) => account === '555555555555')
  .map(([, each]) => each);

test.each(LAYOUTS)('%s: every account has one trail, into the archive under its key', (_, config) => {
  const { archiveBucket, archiveKeyAlias } = namesOf(config);
  const logs = config.accounts.logs ?? config.accounts['shared-services'];
  const baselines = baselinesOf(config);
  expect([...baselines.keys()].toSorted()).toEqual(
    [...new Set(planOf(config).accounts.map(({ account }) => account))].toSorted(),
  );
  for (const template of baselines.values()) {
    template.resourceCountIs('AWS::CloudTrail::Trail', 1);
    template.hasResourceProperties('AWS::CloudTrail::Trail', {
      S3BucketName: archiveBucket,
      KMSKeyId: `arn:aws:kms:${config.region}:${logs}:${archiveKeyAlias}`,
      IsMultiRegionTrail: true,
      EnableLogFileValidation: true,
      IsLogging: true,
    });
  }
});

describe('settings', () => {
  test('come after the function and its role', () => {
    const resources: Readonly<Record<string, { Type: string; DependsOn?: readonly string[] }>> =
      STAGE?.toJSON()['Resources'] ?? {};
    const settings = Object.values(resources).filter(({ Type }) => Type.startsWith('Custom::'));
    expect(settings).toHaveLength(6);
    for (const { DependsOn: after = [] } of settings) {
      const types = after.map((id) => resources[id]?.Type);
      expect(types).toEqual(expect.arrayContaining(['AWS::Lambda::Function', 'AWS::IAM::Role']));
    }
  });

  test('rules come after the recorder', () => {
    const resources: Readonly<Record<string, { Type: string; DependsOn?: readonly string[] }>> =
      STAGE?.toJSON()['Resources'] ?? {};
    const rules = Object.values(resources).filter(({ Type }) => Type === 'AWS::Config::ConfigRule');
    expect(rules.length).toBeGreaterThan(20);
    for (const { DependsOn: after = [] } of rules)
      expect(after.map((id) => resources[id]?.Type)).toContain('Custom::ConfigRecorder');
  });
});

test('what updates hosts is kept by the boundary of every account, also once it is out of the config', () => {
  const environments = SIX.environments.map((each) => ({ ...each, updates: undefined }));
  for (const config of [SIX, { ...SIX, environments }])
    for (const template of baselinesOf(config).values())
      template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
        ManagedPolicyName: namesOf(config).boundary,
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({ Sid: 'UpdatesStay' }),
            Match.objectLike({ Sid: 'UpdateStateStays' }),
          ]),
        },
      });
});

test('without AWS Config there is no recorder, and no rule', () => {
  const config = { ...SIX, security: { ...SIX.security, config: false } };
  for (const template of baselinesOf(config).values()) {
    template.resourceCountIs('Custom::ConfigRecorder', 0);
    template.resourceCountIs('AWS::Config::ConfigRule', 0);
  }
});

test('stage and prod have the same baseline, but for the account and the name', () => {
  const baselines = baselinesOf(SIX);
  const [stage, prod] = [
    ['stage', '555555555555'],
    ['prod', '666666666666'],
  ].map(([name = '', account = '']) =>
    JSON.stringify(baselines.get(account)?.toJSON())
      .replaceAll(account, 'ACCOUNT')
      .replaceAll(`${name}/baseline`, 'STACK'),
  );
  expect(stage).toEqual(prod);
});
