import { expect, test } from 'vitest';
import { ServicesKey } from '../../src/security/services-key.ts';
import { decide, isAllowedByKey } from '../support/evaluate-policy.ts';
import { inStack, propertiesOf } from '../support/in-stack.ts';
import { statementsIn } from '../support/policies-in.ts';
import { ofService } from './archive-statements.ts';

const ACCOUNT = '111111111111';
const TEMPLATE = inStack(
  (stack) => new ServicesKey(stack, 'Services', { alias: 'alias/acme-services' }),
  ACCOUNT,
);
const [KEY] = propertiesOf(TEMPLATE, 'AWS::KMS::Key');
const POLICY = statementsIn(KEY?.['KeyPolicy']);

test('it rotates, and stays', () => {
  expect(KEY).toMatchObject({ EnableKeyRotation: true });
  expect(propertiesOf(TEMPLATE, 'AWS::KMS::Alias')).toMatchObject([{ AliasName: 'alias/acme-services' }]);
  const key = Object.values(TEMPLATE.Resources).find(({ Type }) => Type === 'AWS::KMS::Key');
  expect(key).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
});

const group = (account: string): string => `arn:aws:logs:eu-central-1:${account}:log-group:/aws/lambda/x`;
const topic = (account: string): string => `arn:aws:sns:eu-central-1:${account}:alarms`;
const queue = (account: string): string => `arn:aws:sqs:eu-central-1:${account}:events`;

test.each([
  ['a log group', 'logs.eu-central-1', 'logs:arn', group(ACCOUNT), 'allow'],
  ["another account's log group", 'logs.eu-central-1', 'logs:arn', group('222222222222'), 'none'],
  ['logs of another region', 'logs.us-east-1', 'logs:arn', group(ACCOUNT), 'none'],
  ["alarms' topic", 'cloudwatch', 'sns:topicArn', topic(ACCOUNT), 'allow'],
  ["events' topic", 'events', 'sns:topicArn', topic(ACCOUNT), 'none'],
  ["another account's topic", 'cloudwatch', 'sns:topicArn', topic('222222222222'), 'none'],
  ["a topic's queue", 'sns', 'sqs:arn', queue(ACCOUNT), 'none'],
  ["events' queue", 'events', 'sqs:arn', queue(ACCOUNT), 'none'],
  ['a bucket', 's3', 's3:arn', 'arn:aws:s3:::acme', 'none'],
])('%s', (_, service, key, arn, expected) => {
  const context = { [`kms:EncryptionContext:aws:${key}`]: arn };
  const request = { principal: service, action: 'kms:GenerateDataKey', context };
  expect(decide(ofService(POLICY, service), request)).toBe(expected);
});

test.each([
  ['a role that IAM lets decrypts', 'kms:Decrypt', ['kms:Decrypt'], true],
  ['a role that IAM does not let does not', 'kms:Decrypt', [], false],
])('%s', (_, action, actions, expected) => {
  const identity = [{ Effect: 'Allow', Action: actions, Resource: '*' }];
  const principal = `arn:aws:iam::${ACCOUNT}:role/x`;
  expect(isAllowedByKey({ principal, action }, { keyPolicy: POLICY, keyAccount: ACCOUNT, identity })).toBe(
    expected,
  );
});
