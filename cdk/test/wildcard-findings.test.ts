import { App, Aws, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { expect, test } from 'vitest';
import { wildcardFindings } from '../src/wildcard-findings.ts';

const { ALLOW, DENY } = Effect;

test.each([
  ['a resource', ALLOW, 's3:GetObject', 'arn:aws:s3:::web/*', ['Resource::arn:aws:s3:::web/*']],
  [
    'what CloudFormation fills in',
    ALLOW,
    's3:GetObject',
    `arn:${Aws.PARTITION}:s3:::web/*`,
    ['Resource::arn:<AWS::Partition>:s3:::web/*'],
  ],
  ['actions', ALLOW, 's3:Get*', 'arn:aws:s3:::web', ['Action::s3:Get*']],
  ['no wildcard', ALLOW, 's3:GetObject', 'arn:aws:s3:::web/index.html', []],
  ['a denial', DENY, 's3:*', '*', []],
])('findings of %s', (_name, effect, action, resource, expected) => {
  const statement = new PolicyStatement({ effect, actions: [action], resources: [resource] });
  expect(wildcardFindings(new Stack(new App(), 'Stack'), [statement])).toEqual(expected);
});

test('what two statements have is one finding', () => {
  const statement = (action: string): PolicyStatement =>
    new PolicyStatement({ actions: [action], resources: ['*'] });
  const statements = [statement('ec2:DescribeVpcs'), statement('ec2:DescribeSubnets')];
  expect(wildcardFindings(new Stack(new App(), 'Stack'), statements)).toEqual(['Resource::*']);
});
