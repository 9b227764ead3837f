import { expect, test } from 'vitest';
import { UpdatePromotions } from '../../src/updates/update-promotions.ts';
import { roleStatements, trustOf } from '../alarms/support.ts';
import { decide } from '../support/evaluate-policy.ts';
import { inStack, propertiesOf } from '../support/in-stack.ts';

const ACCOUNT = '333333333333';
const TABLE = `arn:aws:dynamodb:eu-central-1:${ACCOUNT}:table/acme-promotions`;
const environment = (name: string, account: string, after?: string) => ({
  name,
  account,
  after,
  roleName: `acme-${name}-promotions`,
  functionRoleArn: `arn:aws:iam::${account}:role/acme-${name}-auto-update`,
  operatorArns: [`arn:aws:iam::${account}:role/full`],
  externalId: `acme-${name}`,
});
const template = inStack(
  (stack) =>
    new UpdatePromotions(stack, 'Promotions', {
      tableName: 'acme-promotions',
      environments: [environment('dev', '444444444444'), environment('stage', '555555555555', 'dev')],
    }),
  ACCOUNT,
);

test('the table outlives its stack', () => {
  expect(propertiesOf(template, 'AWS::DynamoDB::Table')).toEqual([
    expect.objectContaining({
      TableName: 'acme-promotions',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    }),
  ]);
});

test('a role is for one function and for those who look ahead, who say what they are there for', () => {
  expect(trustOf(template, 'acme-stage-promotions')).toEqual([
    expect.objectContaining({
      Action: 'sts:AssumeRole',
      Condition: {
        ArnEquals: {
          'aws:PrincipalArn': [
            'arn:aws:iam::555555555555:role/acme-stage-auto-update',
            'arn:aws:iam::555555555555:role/full',
          ],
        },
        StringEquals: { 'sts:ExternalId': 'acme-stage' },
      },
    }),
  ]);
});

const GET = 'dynamodb:GetItem';
const PUT = 'dynamodb:PutItem';

test.each([
  ['stage', GET, 'stage', 'allow'],
  ['stage', PUT, 'stage', 'allow'],
  ['stage', GET, 'dev', 'allow'],
  ['stage', PUT, 'dev', 'none'],
  ['stage', GET, 'prod', 'none'],
  ['dev', PUT, 'dev', 'allow'],
  ['dev', GET, 'stage', 'none'],
  ['dev', PUT, 'stage', 'none'],
  ['stage', 'dynamodb:DeleteItem', 'stage', 'none'],
  ['stage', 'dynamodb:Scan', 'stage', 'none'],
])('%s: %s of %s: %s', (own, action, of, expected) => {
  const roleName = `acme-${own}-promotions`;
  const decision = decide(roleStatements(template, roleName), {
    principal: `arn:aws:iam::${ACCOUNT}:role/${roleName}`,
    action,
    resource: TABLE,
    context: { 'dynamodb:LeadingKeys': [`environment#${of}`] },
  });
  expect(decision).toBe(expected);
});
