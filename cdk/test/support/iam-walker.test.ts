import { expect, test } from 'vitest';
import { type IamProblem, problemsOf } from './iam-walker.ts';
import { statementsOf } from './statements.ts';

const ACCOUNT = '111122223333';

/** A role whose trust, or one statement, is given. */
function problemsIn(given: {
  readonly trust?: object;
  readonly statement?: object;
  readonly bucket?: object;
}): readonly IamProblem[] {
  const { trust, statement, bucket } = given;
  const role = {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: trust === undefined ? [] : [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...trust }],
      },
      Policies:
        statement === undefined
          ? []
          : [{ PolicyDocument: { Statement: [{ Effect: 'Allow', ...statement }] } }],
    },
  };
  const policy = {
    Type: 'AWS::S3::BucketPolicy',
    Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', ...bucket }] } },
  };
  const Resources = { Role: role, ...(bucket === undefined ? {} : { Policy: policy }) };
  return statementsOf({ Resources }).flatMap((each) => problemsOf(each, ACCOUNT));
}

const GET = { Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };
const OTHER = 'arn:aws:iam::999999999999:root';

const ROWS: readonly (readonly [
  name: string,
  given: Parameters<typeof problemsIn>[0],
  found: readonly IamProblem[],
])[] = [
  ['an action on a resource', { statement: GET }, []],
  ['a denial of everything', { statement: { Effect: 'Deny', Action: '*', Resource: '*' } }, []],
  ['every action', { statement: { Action: '*', Resource: 'arn:aws:s3:::b' } }, ['wildcard-action']],
  [
    'all actions of a service',
    { statement: { Action: 's3:*', Resource: 'arn:aws:s3:::b' } },
    ['wildcard-action'],
  ],
  ['an action on everything', { statement: { ...GET, Resource: '*' } }, ['wildcard-resource']],
  [
    'an action that knows no resource',
    { statement: { Action: 'cloudwatch:DescribeAlarms', Resource: '*' } },
    [],
  ],
  [
    'an action on all tasks',
    { statement: { Action: 'ecs:ListTasks', Resource: '*' } },
    ['wildcard-resource'],
  ],
  [
    'an action on the tasks of a cluster',
    {
      statement: {
        Action: 'ecs:ListTasks',
        Resource: '*',
        Condition: { ArnEquals: { 'ecs:cluster': 'arn:aws:ecs:eu-central-1:1:cluster/web' } },
      },
    },
    [],
  ],
  [
    'PassRole of any role',
    { statement: { Action: 'iam:PassRole', Resource: '*' } },
    ['wildcard-resource', 'open-pass-role'],
  ],
  [
    'PassRole to any service',
    { statement: { Action: 'iam:PassRole', Resource: 'arn:aws:iam::1:role/a' } },
    ['open-pass-role'],
  ],
  [
    'PassRole to one service',
    {
      statement: {
        Action: 'iam:PassRole',
        Resource: 'arn:aws:iam::1:role/a',
        Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      },
    },
    [],
  ],
  ['trust in a service', { trust: { Principal: { Service: 'lambda.amazonaws.com' } } }, []],
  ['trust in another account', { trust: { Principal: { AWS: OTHER } } }, ['open-trust']],
  [
    'trust in this account',
    { trust: { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } } },
    ['open-trust'],
  ],
  ['trust in anybody', { trust: { Principal: '*' } }, ['open-trust']],
  [
    'trust with MFA',
    { trust: { Principal: { AWS: OTHER }, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } } },
    [],
  ],
  [
    'trust with an external id',
    { trust: { Principal: { AWS: OTHER }, Condition: { StringEquals: { 'sts:ExternalId': 'x' } } } },
    [],
  ],
  ['trust in a role by name', { trust: { Principal: { AWS: 'arn:aws:iam::999999999999:role/ingest' } } }, []],
  ['a bucket for all', { bucket: { ...GET, Principal: '*' } }, ['public-principal']],
  [
    'a bucket for a service',
    { bucket: { ...GET, Principal: { Service: 'cloudfront.amazonaws.com' } } },
    ['confused-deputy'],
  ],
  [
    'a bucket for a service that acts for one resource',
    {
      bucket: {
        ...GET,
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Condition: { StringEquals: { 'AWS:SourceArn': 'arn' } },
      },
    },
    [],
  ],
];

test.each(ROWS)('the walker on %s', (_name, given, found) => {
  expect(problemsIn(given)).toEqual(found);
});
