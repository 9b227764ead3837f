import { expect, test } from 'vitest';
import { SshKeyForwarding } from '../../src/ssh-keys/ssh-key-forwarding.ts';
import { IAM_CHANGES } from '../../src/ssh-keys/iam-events.ts';
import { roleStatements, trustOf } from '../alarms/support.ts';
import { inStack, propertiesOf } from '../support/in-stack.ts';

const NAME = 'acme-ssh-keys-forward';
const BUS = 'arn:aws:events:eu-west-1:111111111111:event-bus/default';
const TOPIC = 'arn:aws:sns:eu-central-1:111111111111:acme-alarms';

// The place of the stack is not us-east-1, which makes no difference here.
const template = inStack((stack) => {
  new SshKeyForwarding(stack, 'Forwarding', { name: NAME, region: 'eu-west-1', alarmTopicArn: TOPIC });
});

test('changes of IAM go to the bus of the other region', () => {
  expect(propertiesOf(template, 'AWS::Events::Rule')).toEqual([
    expect.objectContaining({
      Name: NAME,
      EventPattern: IAM_CHANGES,
      Targets: [{ Id: 'Home', Arn: BUS, RoleArn: { 'Fn::GetAtt': [expect.any(String), 'Arn'] } }],
    }),
  ]);
});

test('by a role that may do nothing else, and that this rule alone has', () => {
  expect(roleStatements(template, NAME)).toEqual([
    { Sid: 'Bus', Effect: 'Allow', Action: 'events:PutEvents', Resource: BUS },
  ]);
  expect(trustOf(template, NAME)).toEqual([
    {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: { 'aws:SourceAccount': '111111111111' },
        ArnEquals: { 'aws:SourceArn': `arn:aws:events:eu-central-1:111111111111:rule/${NAME}` },
      },
    },
  ]);
});

test('an alarm tells when it cannot', () => {
  expect(propertiesOf(template, 'AWS::CloudWatch::Alarm')).toEqual([
    expect.objectContaining({
      AlarmName: `${NAME}-failed-rule`,
      MetricName: 'FailedInvocations',
      Dimensions: [{ Name: 'RuleName', Value: NAME }],
      AlarmActions: [TOPIC],
    }),
  ]);
});
