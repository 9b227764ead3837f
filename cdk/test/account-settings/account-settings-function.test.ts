import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Key } from 'aws-cdk-lib/aws-kms';
import { describe, expect, test } from 'vitest';
import { AccountSetting, type SettingKind } from '../../src/account-settings/account-setting.ts';
import { AccountSettingsFunction } from '../../src/account-settings/account-settings-function.ts';
import { settingStatements } from '../../src/account-settings/setting-statements.ts';
import { inStack, propertiesOf } from '../support/in-stack.ts';
import { problemsOf } from '../support/iam-walker.ts';
import { statementsOf } from '../support/statements.ts';

const ACCOUNT = '111111111111';
const FUNCTION = inStack((stack) => {
  const servicesKey = new Key(stack, 'Key');
  return new AccountSettingsFunction(stack, 'Settings', {
    functionName: 'acme-account-settings',
    servicesKey,
  });
}, ACCOUNT);

test('a setting is a custom resource of the function by its name', () => {
  const template = inStack(
    (stack) =>
      new AccountSetting(stack, 'Closed', {
        kind: 'ClosedDefaultSecurityGroup',
        functionName: 'acme-account-settings',
        properties: { VpcId: 'vpc-1' },
      }),
    ACCOUNT,
  );
  expect(propertiesOf(template, 'Custom::ClosedDefaultSecurityGroup')).toEqual([
    {
      ServiceToken: `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:acme-account-settings`,
      ServiceTimeout: 900,
      VpcId: 'vpc-1',
    },
  ]);
});

test('the role has the name that the boundary spares', () => {
  expect(propertiesOf(FUNCTION, 'AWS::IAM::Role')).toMatchObject([{ RoleName: 'acme-account-settings' }]);
});

test("CloudFormation waits for longer than Lambda's three attempts, and the waits between them", () => {
  const [{ Timeout: timeout } = {}] = propertiesOf(FUNCTION, 'AWS::Lambda::Function');
  expect(3 * Number(timeout) + 60 + 120).toBeLessThan(900);
});

test.each<readonly [SettingKind, string | undefined]>([
  ['PasswordPolicy', 'Retain'],
  ['EbsEncryption', 'Retain'],
  ['S3AccountBlock', 'Retain'],
  ['ConfigRecorder', 'Retain'],
  ['Detector', 'Retain'],
  ['Analyzer', 'Retain'],
  ['ClosedDefaultSecurityGroup', 'Retain'],
  ['ZoneAuthorization', undefined],
  ['ZoneAssociation', undefined],
])('on deletion of a %s: %s', (kind, policy) => {
  const functionName = 'acme-account-settings';
  const { Resources: resources } = inStack(
    (stack) => new AccountSetting(stack, 'One', { kind, functionName }),
  );
  const policies = Object.values(resources).map((each) => [each.DeletionPolicy, each.UpdateReplacePolicy]);
  expect(policies).toEqual([[policy, policy]]);
});

test('the IAM walker finds nothing', () => {
  const found = statementsOf(FUNCTION)
    .filter(({ type }) => type === 'AWS::IAM::Role')
    .flatMap((statement) => problemsOf(statement, ACCOUNT).map((problem) => [statement.sid, problem]));
  expect(found).toEqual([]);
});

describe('what the source calls is what the role may do', () => {
  /** Where the name of a call is not the name of its action. */
  const ACTIONS: Readonly<Record<string, readonly string[]>> = {
    's3:PutPublicAccessBlock': ['s3:PutAccountPublicAccessBlock'],
    // AWS asks these of the caller, too.
    'config:PutConfigurationRecorder': ['config:PutConfigurationRecorder', 'iam:PassRole'],
    'guardduty:CreateDetector': ['guardduty:CreateDetector', 'iam:CreateServiceLinkedRole'],
    'access-analyzer:CreateAnalyzer': ['access-analyzer:CreateAnalyzer', 'iam:CreateServiceLinkedRole'],
    'route53:AssociateVPCWithHostedZone': ['route53:AssociateVPCWithHostedZone', 'ec2:DescribeVpcs'],
  };
  const PREFIXES: Readonly<Record<string, string>> = {
    accessanalyzer: 'access-analyzer',
    'config-service': 'config',
    'route-53': 'route53',
    's3-control': 's3',
  };
  const folder = join(import.meta.dirname, '..', '..', 'account-settings', 'src', 'settings');

  function callsIn(file: string): readonly string[] {
    const source = readFileSync(join(folder, file), 'utf8');
    return [...source.matchAll(/import \{([^}]+)\} from '@aws-sdk\/client-([\w-]+)'/g)].flatMap(
      ([, names = '', client = '']) =>
        [...names.matchAll(/\b(?:paginate)?([A-Z]\w+?)Command\b|\bpaginate(\w+)/g)].map(
          ([, command, paginated]) => `${PREFIXES[client] ?? client}:${command ?? paginated}`,
        ),
    );
  }

  const statements = settingStatements({ partition: 'aws', region: 'eu-central-1', account: ACCOUNT });

  test.each(Object.entries(statements))('%s', (kind, allowed) => {
    const file = `${kind.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase()}.ts`;
    expect(readdirSync(folder)).toContain(file);
    const called = callsIn(file).flatMap((call) => ACTIONS[call] ?? [call]);
    expect([...new Set(called)].toSorted()).toEqual(
      [...new Set(allowed.flatMap(({ actions }) => actions))].toSorted(),
    );
  });
});
