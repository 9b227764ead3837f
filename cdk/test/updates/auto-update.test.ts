import { App, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { readLambdaReadme } from '../../../test/support/lambda-readme.ts';
import { checkUpdates } from '../../src/updates/check-updates.ts';
import { KEY_ARN, roleStatements } from '../alarms/support.ts';
import { propertiesOf } from '../support/in-stack.ts';
import { CONFIG, NAME, PLACE, stackWithUpdates, TOPIC, updated, withTopicKey } from './updated.ts';

const listOf = (value: unknown): readonly unknown[] => [value].flat();

/** A statement without the ways in which it can be written; that of the queue has a reference. */
function normal({ Action: action, Resource: resource, ...rest }: Record<string, unknown>): object {
  const isQueue = rest['Sid'] === 'Queue';
  const { Condition: condition, ...others } = rest;
  const Condition = Object.fromEntries(
    Object.entries(Object(condition)).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(Object(keys)).map(([key, values]) => [key, listOf(values)])),
    ]),
  );
  return { ...others, Condition, Action: listOf(action), Resource: isQueue ? [] : listOf(resource) };
}

describe("the function's role", () => {
  const readme = readLambdaReadme('auto-update', {
    names: {
      [`arn:aws:kms:eu-central-1:444444444444:key/${KEY_ARN.split('/')[1]}`]: KEY_ARN,
      '444444444444': PLACE.account,
    },
  });
  const own = roleStatements(withTopicKey(readme.config), NAME).map((each) => normal({ ...each }));

  test("has the README's statements, and no other", () => {
    expect(own).toEqual(readme.policy.Statement.map((each) => normal({ ...each })));
  });

  test("the README's config is one that the Lambda takes", async () => {
    expect(await checkUpdates(readme.config)).toEqual([]);
  });
});

const EACH: readonly (readonly [mode: string, fleet: object, sids: readonly string[]])[] = [
  ['in-place', { mode: 'in-place', tags: { role: 'jobs' } }, ['Agents', 'Document', 'Tell']],
  [
    'in-place behind a balancer',
    { mode: 'in-place', tags: { role: 'jobs' }, targetGroups: ['arn:aws:elasticloadbalancing:x'] },
    ['Agents', 'Document', 'Tell', 'TargetHealth', 'Targets'],
  ],
  [
    'ecs',
    { mode: 'ecs', cluster: 'web' },
    ['Agents', 'Document', 'Tell', 'Cluster', 'ContainerInstances', 'ListTasks', 'Tasks'],
  ],
  [
    'refresh',
    { mode: 'refresh', group: 'api', image: '/images/api' },
    ['Groups', 'Refresh', 'Version', 'Template', 'Launch', 'LaunchTags', 'Parameters'],
  ],
  [
    'refresh that keeps its image',
    { mode: 'refresh', group: 'api', image: '/images/api', current: '/acme/api' },
    ['Groups', 'Refresh', 'Version', 'Template', 'Launch', 'LaunchTags', 'Parameters', 'KeepImage'],
  ],
];

test.each(EACH)('a fleet of mode %s has the statements of it alone', (_mode, fleet, sids) => {
  const statements = roleStatements(updated({ config: { ...CONFIG, fleets: { one: fleet } } }), NAME);
  const always = ['Logs', 'Queue', 'State', 'Hosts', 'Alarms'];
  const found = statements.map(({ Sid: sid = '' }) => sid).filter((sid) => !always.includes(sid));
  expect(found).toEqual(sids);
  expect(statements).toHaveLength(always.length + sids.length);
});

test('hosts of a cluster, and templates, are those with the tag of the environment', () => {
  const fleets = {
    web: { mode: 'ecs', cluster: 'web' },
    api: { mode: 'refresh', group: 'api', image: '/a' },
  };
  const statements = roleStatements(updated({ config: { ...CONFIG, fleets } }), NAME);
  const conditionOf = (wanted: string): unknown =>
    statements.find(({ Sid: sid }) => sid === wanted)?.Condition;
  expect(conditionOf('Tell')).toEqual({ StringEquals: { 'ssm:resourceTag/auto-update': ['stage'] } });
  for (const sid of ['Version', 'Template'])
    expect(conditionOf(sid)).toEqual({ StringEquals: { 'aws:ResourceTag/auto-update': 'stage' } });
});

test('a template may have a placement group, reserved capacity, or be of Spot', () => {
  const fleets = { api: { mode: 'refresh', group: 'api', image: '/a' } };
  const statements = roleStatements(updated({ config: { ...CONFIG, fleets } }), NAME);
  const ofInstances = (kind: string): string => `arn:aws:ec2:eu-central-1:555555555555:${kind}/*`;
  const resourcesOf = (wanted: string): unknown =>
    statements.find(({ Sid: sid }) => sid === wanted)?.Resource;
  for (const kind of ['placement-group', 'capacity-reservation', 'spot-instances-request'])
    expect(resourcesOf('Launch')).toContain(ofInstances(kind));
  expect(resourcesOf('LaunchTags')).toContain(ofInstances('spot-instances-request'));
});

test('public parameters are of no account', () => {
  const image = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64';
  const fleets = { api: { mode: 'refresh', group: 'api', image, current: 'plain' } };
  const statements = roleStatements(updated({ config: { ...CONFIG, fleets, freeze: '/acme/freeze' } }), NAME);
  expect(statements.find(({ Sid: sid }) => sid === 'Parameters')?.Resource).toEqual([
    `arn:aws:ssm:eu-central-1::parameter${image}`,
    'arn:aws:ssm:eu-central-1:555555555555:parameter/plain',
    'arn:aws:ssm:eu-central-1:555555555555:parameter/acme/freeze',
  ]);
});

describe('the construct', () => {
  const template = updated();
  const one = (type: string): unknown => propertiesOf(template, type);

  test('has a function that ends before its fleet is anybody else', () => {
    expect(one('AWS::Lambda::Function')).toEqual([
      expect.objectContaining({
        FunctionName: NAME,
        Handler: 'index.handler',
        Timeout: 120,
        Environment: {
          Variables: expect.objectContaining({
            KMSCRYPT_CONFIG_FILE: 'config.json',
            POWERTOOLS_SERVICE_NAME: NAME,
          }),
        },
      }),
    ]);
    expect(one('AWS::SQS::Queue')).toContainEqual(
      expect.objectContaining({ QueueName: NAME, VisibilityTimeout: 720 }),
    );
  });

  test('is woken up every minute', () => {
    expect(one('AWS::Events::Rule')).toEqual([
      expect.objectContaining({ Name: `${NAME}-tick`, ScheduleExpression: 'rate(1 minute)' }),
    ]);
    expect(one('AWS::Lambda::EventSourceMapping')).toEqual([
      expect.objectContaining({
        BatchSize: 100,
        ScalingConfig: { MaximumConcurrency: 2 },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      }),
    ]);
  });

  test('has a table whose items end, and that can be put back', () => {
    expect(one('AWS::DynamoDB::Table')).toEqual([
      expect.objectContaining({
        TableName: NAME,
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      }),
    ]);
  });

  test('has the document with the host part', () => {
    expect(one('AWS::SSM::Document')).toEqual([
      expect.objectContaining({ Name: NAME, DocumentType: 'Command', UpdateMethod: 'NewVersion' }),
    ]);
  });

  test('cdk-nag finds nothing that has no reason', () => {
    const fleets = Object.fromEntries(EACH.map(([, fleet], index) => [`fleet-${index}`, fleet]));
    const stack = stackWithUpdates({ config: { ...CONFIG, fleets, topic: TOPIC } });
    const app = App.of(stack);
    if (app === undefined) throw new Error('no app');
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});
