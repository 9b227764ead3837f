import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { expect, test } from 'vitest';
import { FlowLogs, type FlowLogsProps } from '../../src/network/flow-logs.ts';
import type { PlainTemplate } from '../support/synth.ts';
import { inStack } from './in-stack.ts';
import { ofType } from './subnets.ts';

function templateOf(props: Partial<FlowLogsProps> = {}): PlainTemplate {
  return inStack((stack) => {
    const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-11111111',
      availabilityZones: ['eu-central-1a'],
    });
    new FlowLogs(stack, 'FlowLogs', { vpc, name: 'stage', encryptionKey: new Key(stack, 'Key'), ...props });
  });
}

test('the log group has a known name, a key and an end', () => {
  const template = templateOf();
  const [key] = ofType(template, 'AWS::KMS::Key').keys();
  expect([...ofType(template, 'AWS::Logs::LogGroup').values()]).toEqual([
    { LogGroupName: 'stage-vpc-flow-logs', RetentionInDays: 30, KmsKeyId: { 'Fn::GetAtt': [key, 'Arn'] } },
  ]);
});

test.each([
  [undefined, 'RetainExceptOnCreate'],
  [true, 'Delete'],
])('disposable %s: %s', (disposable, policy) => {
  const groups = Object.values(templateOf({ disposable }).Resources).filter(
    ({ Type }) => Type === 'AWS::Logs::LogGroup',
  );
  expect(groups.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual([policy]);
});

test('the role writes to that group alone, and for flow logs of the account alone', () => {
  const template = templateOf();
  const [group] = ofType(template, 'AWS::Logs::LogGroup').keys();
  const [role] = ofType(template, 'AWS::IAM::Role').values();
  expect(role).toMatchObject({
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': '111111111111' },
            ArnLike: { 'aws:SourceArn': 'arn:aws:ec2:eu-central-1:111111111111:vpc-flow-log/*' },
          },
        },
      ],
    },
    Policies: [
      {
        PolicyDocument: {
          Statement: [
            {
              Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
              Resource: { 'Fn::GetAtt': [group, 'Arn'] },
            },
          ],
        },
      },
    ],
  });
});

test.each([
  [undefined, ['cloud-watch-logs']],
  ['acme-archive-222222222222-eu-central-1', ['cloud-watch-logs', 's3']],
])('archive %s: flow logs to %j', (archiveBucket, types) => {
  const logs = [...ofType(templateOf({ archiveBucket }), 'AWS::EC2::FlowLog').values()];
  expect(logs.map(({ LogDestinationType }) => LogDestinationType)).toEqual(types);
  for (const log of logs)
    expect(log).toMatchObject({ ResourceType: 'VPC', ResourceId: 'vpc-11111111', TrafficType: 'ALL' });
  if (archiveBucket !== undefined) expect(logs[1]?.['LogDestination']).toBe(`arn:aws:s3:::${archiveBucket}`);
});
