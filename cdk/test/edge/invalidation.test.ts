import { App, CfnParameter, type Stack, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { readLambdaReadme } from '../../../test/support/lambda-readme.ts';
import { Invalidation, type InvalidationProps } from '../../src/edge/invalidation.ts';
import { emptyStack } from './static-stack-of.ts';

const NAME = 'acme-stage-static-asset-invalidation';
const TOPIC = 'arn:aws:sns:eu-central-1:555555555555:acme-alarms';
const WWW = { bucketName: 'www-example', distributionId: 'E2EXAMPLE' };

function stackOf(props: Partial<InvalidationProps> = {}): Stack {
  const stack = emptyStack();
  new Invalidation(stack, 'Invalidation', {
    functionName: NAME,
    sites: [WWW],
    servicesKey: new Key(stack, 'Key', { enableKeyRotation: true }),
    alarmTopicArn: TOPIC,
    ...props,
  });
  return stack;
}

const templateOf = (props?: Partial<InvalidationProps>): Template => Template.fromStack(stackOf(props));

/** What a reference stands for, in the README's terms. */
const NAMES: readonly (readonly [logicalId: RegExp, arn: string])[] = [
  [/^InvalidationChangesQueue/, 'arn:aws:sqs:us-east-1:111122223333:static-asset-invalidation'],
  [/^InvalidationMemory/, 'arn:aws:dynamodb:us-east-1:111122223333:table/invalidations'],
];

/** A policy with the README's names in the place of references and of ours. */
function inTermsOfTheReadme(policy: unknown): unknown {
  const named = JSON.stringify(policy, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('Fn::GetAtt' in value)) return value;
    const [id = ''] = value['Fn::GetAtt'] as readonly string[];
    return NAMES.find(([logicalId]) => logicalId.test(id))?.[1] ?? value;
  });
  return JSON.parse(
    named
      .replaceAll('eu-central-1', 'us-east-1')
      .replaceAll('555555555555', '111122223333')
      .replaceAll(NAME, 'static-asset-invalidation'),
  );
}

describe("the function's role", () => {
  test("has the README's policy, and no other", () => {
    const template = templateOf();
    template.resourceCountIs('AWS::IAM::Policy', 0);
    const [role, ...others] = Object.values(template.findResources('AWS::IAM::Role'));
    expect(others).toEqual([]);
    const { Policies: policies, ManagedPolicyArns: managed } = role?.['Properties'] ?? {};
    expect(managed).toBeUndefined();
    expect(policies).toHaveLength(1);
    expect(inTermsOfTheReadme(policies[0].PolicyDocument)).toEqual(
      readLambdaReadme('static-asset-invalidation').policy,
    );
  });

  test('names every site', () => {
    const blog = { bucketName: 'blog-example', distributionId: 'E3EXAMPLE' };
    templateOf({ sites: [WWW, blog] }).hasResourceProperties('AWS::IAM::Role', {
      Policies: [
        Match.objectLike({
          PolicyDocument: Match.objectLike({
            Statement: Match.arrayWith([
              Match.objectLike({
                Sid: 'Invalidate',
                Resource: ['E2EXAMPLE', 'E3EXAMPLE'].map(
                  (id) => `arn:aws:cloudfront::555555555555:distribution/${id}`,
                ),
              }),
              Match.objectLike({
                Sid: 'List',
                Resource: ['arn:aws:s3:::www-example', 'arn:aws:s3:::blog-example'],
              }),
            ]),
          }),
        }),
      ],
    });
  });
});

describe('the way of a change', () => {
  test('the rule takes what is served no more or anew, of these buckets only', () => {
    templateOf().hasResourceProperties('AWS::Events::Rule', {
      Name: NAME,
      State: 'ENABLED',
      EventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created', 'Object Deleted'],
        detail: {
          bucket: { name: ['www-example'] },
          $or: [
            { reason: [{ 'anything-but': ['Lifecycle Expiration'] }] },
            { 'deletion-type': ['Delete Marker Created'] },
          ],
        },
      },
      Targets: [
        Match.objectLike({
          Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('ChangesQueue'), 'Arn'] },
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('DeadLetters'), 'Arn'] } },
        }),
      ],
    });
  });

  test('the queues take what the rule sends, and TLS only', () => {
    const statements = Object.values(templateOf().findResources('AWS::SQS::QueuePolicy')).flatMap(
      ({ Properties: { PolicyDocument: document } }) => document.Statement as Record<string, unknown>[],
    );
    const allowed = statements.filter(({ Effect: effect }) => effect === 'Allow');
    expect(allowed).toHaveLength(2);
    for (const statement of allowed) {
      expect(statement).toMatchObject({
        Action: 'sqs:SendMessage',
        Principal: { Service: 'events.amazonaws.com' },
        Condition: {
          ArnEquals: { 'aws:SourceArn': `arn:aws:events:eu-central-1:555555555555:rule/${NAME}` },
        },
      });
    }
    expect(statements.filter(({ Effect: effect }) => effect === 'Deny')).toMatchObject([
      { Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      { Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ]);
  });

  test('the rule comes after what lets it send', () => {
    const rule = Object.values(templateOf().findResources('AWS::Events::Rule'));
    const [before] = rule.map(({ DependsOn: dependsOn }) => dependsOn as readonly string[]);
    expect(before?.filter((id) => id.includes('Policy'))).toHaveLength(2);
  });

  test.for([
    { window: undefined, gathered: 300, hidden: 660 },
    { window: 20, gathered: 20, hidden: 380 },
  ])('a window of $gathered s: messages are hidden for $hidden s', ({ window, gathered, hidden }) => {
    const template = templateOf({ window });
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: NAME,
      VisibilityTimeout: hidden,
      MessageRetentionPeriod: 1_209_600,
      SqsManagedSseEnabled: true,
      RedrivePolicy: Match.objectLike({ maxReceiveCount: 20 }),
    });
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 10_000,
      MaximumBatchingWindowInSeconds: gathered,
      ScalingConfig: { MaximumConcurrency: 2 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });
});

test('the config names what only the deployment knows', () => {
  const stack = emptyStack();
  const distributionId = new CfnParameter(stack, 'Id').valueAsString;
  new Invalidation(stack, 'Invalidation', {
    functionName: NAME,
    sites: [
      {
        ...WWW,
        distributionId,
        index: 'start.html',
        immutable: [String.raw`\.[0-9a-f]{8}\.js$`],
        cleanUrls: true,
      },
    ],
    servicesKey: new Key(stack, 'Key'),
    alarmTopicArn: TOPIC,
  });
  const [lambda] = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
  const { KMSCRYPT_CONFIG: config } = (lambda ?? {})['Properties'].Environment.Variables;
  const [separator, parts] = config['Fn::Join'];
  const text = parts.map((part: unknown) => (typeof part === 'string' ? part : 'X1')).join(separator);
  expect(JSON.parse(text)).toEqual({
    table: 'X1',
    sites: [
      {
        bucket: 'www-example',
        distributions: ['X1'],
        indexDocuments: ['start.html'],
        immutable: [String.raw`\.[0-9a-f]{8}\.js$`],
        cleanUrls: true,
      },
    ],
  });
});

test.for([
  { disposable: false, policy: 'Retain' },
  { disposable: true, policy: 'Delete' },
])('the table, disposable $disposable: $policy', ({ disposable, policy }) => {
  templateOf({ disposable }).hasResource('AWS::DynamoDB::Table', {
    DeletionPolicy: policy,
    Properties: Match.objectLike({
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: !disposable },
      DeletionProtectionEnabled: !disposable,
    }),
  });
});

describe('the alarms', () => {
  test.for([
    { name: 'dead-letters', metric: 'ApproximateNumberOfMessagesVisible', threshold: 0, periods: 1 },
    { name: 'errors', metric: 'Errors', threshold: 0, periods: 1 },
    { name: 'failed-events', metric: 'FailedEvents', threshold: 0, periods: 3 },
    { name: 'oldest-event', metric: 'OldestEventAge', threshold: 900, periods: 1 },
    { name: 'unmapped-events', metric: 'UnmappedEvents', threshold: 0, periods: 1 },
  ])('$name: $metric above $threshold', ({ name, metric, threshold, periods }) => {
    const template = templateOf();
    template.resourceCountIs('AWS::CloudWatch::Alarm', 5);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: `${NAME}-${name}`,
      MetricName: metric,
      Threshold: threshold,
      EvaluationPeriods: periods,
      Period: 300,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: [TOPIC],
      OKActions: [TOPIC],
    });
  });
});

test.for([{ disposable: false }, { disposable: true }])(
  'disposable $disposable: cdk-nag finds nothing that has no reason',
  ({ disposable }) => {
    const stack = stackOf({ disposable });
    const app = App.of(stack);
    if (app === undefined) throw new Error('no app');
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => Template.fromStack(stack)).not.toThrow();
  },
);
