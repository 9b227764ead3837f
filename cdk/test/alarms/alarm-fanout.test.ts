import { describe, expect, test } from 'vitest';
import { readLambdaReadme, type Statement } from '../../../test/support/lambda-readme.ts';
import { AlarmFanout, type AlarmFanoutProps } from '../../src/alarms/alarm-fanout.ts';
import type { PlainStatement } from '../support/evaluate-policy.ts';
import { inStack, propertiesOf } from '../support/in-stack.ts';
import { statementsIn } from '../support/policies-in.ts';
import type { PlainTemplate } from '../support/synth.ts';
import { KEY_ARN, keyIn, oneOf, PLACE, roleStatements } from './support.ts';

const NAME = 'acme-alarm-fanout';
const README = readLambdaReadme('alarm-fanout', { handler: 'ingest' }).config;
const EMAIL = { type: 'email', from: 'Alarms <alarms@mail.example.com>', to: ['ops@example.com'] };
const HOOK = { type: 'webhook', url: 'https://hooks.example.com/a' };

function templateWith(
  config: Readonly<Record<string, unknown>> = {},
  props: Partial<AlarmFanoutProps> = {},
): PlainTemplate {
  const { queues, table, ...example } = README;
  expect({ queues, table }).toEqual({ queues: expect.any(String), table: 'alarm-fanout' });
  return inStack((stack) => {
    const key = keyIn(stack);
    return new AlarmFanout(stack, 'Fanout', {
      name: NAME,
      config: { ...example, ...config },
      key,
      servicesKey: key,
      watchEmail: 'ops@example.com',
      senders: { topicArns: [], ruleArns: [] },
      ...props,
    });
  }, PLACE.account);
}

function bySid(statements: readonly PlainStatement[]): Readonly<Record<string, PlainStatement>> {
  return Object.fromEntries(statements.map((statement) => [statement.Sid ?? '', statement]));
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : [value].flat();
}

/** What of these ARNs a pattern of the README means; of destinations' queues the dead letters are no destinations. */
function meant(pattern: string, arns: readonly string[]): readonly string[] {
  const source = pattern.replaceAll(/[.]/gu, '\\.').replaceAll('*', '.+');
  const isOfDeadLetters = pattern.includes('dead-letters');
  return arns.filter(
    (arn) => new RegExp(`^${source}$`, 'u').test(arn) && arn.includes('dead-letters') === isOfDeadLetters,
  );
}

describe('who may do what is as the README has it', () => {
  const template = templateWith({ accounts: {} });
  const queues = propertiesOf(template, 'AWS::SQS::Queue').map(
    ({ QueueName: name }) => `arn:aws:sqs:${PLACE.region}:${PLACE.account}:${String(name)}`,
  );

  test.each(['ingest', 'deliver'])('%s', (handler) => {
    const { policy } = readLambdaReadme('alarm-fanout', {
      handler,
      names: { 'us-east-1': PLACE.region, '111122223333': PLACE.account, 'alarm-fanout': NAME },
    });
    const own = bySid(roleStatements(template, `${NAME}-${handler}`));
    const narrowed: Readonly<Record<string, readonly string[]>> = {
      Secrets: ['slack-token', 'pagerduty-key'].map(
        (name) => `arn:aws:ssm:${PLACE.region}:${PLACE.account}:parameter/alarms/${name}`,
      ),
      Mail: ['alarms@example.com', 'example.com'].map(
        (name) => `arn:aws:ses:${PLACE.region}:${PLACE.account}:identity/${name}`,
      ),
    };
    const expected = policy.Statement.map((statement: Statement) => ({
      sid: statement.Sid,
      actions: listOf(statement.Action),
      resources:
        narrowed[statement.Sid] ??
        listOf(statement.Resource).flatMap((arn) =>
          arn.includes('*') && arn.includes(':sqs:') ? meant(arn, queues) : [arn],
        ),
    }));
    const synthesised = Object.values(own).map(({ Sid: sid, Action: actions, Resource: resources }) => ({
      sid,
      actions: listOf(actions),
      resources: listOf(resources),
    }));
    // References are under keys; README, "Secrets": what docs/config.md lists.
    const key = { sid: 'Key', actions: ['kms:Decrypt'], resources: [KEY_ARN] };
    expect(synthesised).toEqual(
      handler === 'deliver' ? expect.arrayContaining([...expected, key]) : expected,
    );
    expect(synthesised).toHaveLength(expected.length + (handler === 'deliver' ? 1 : 0));
  });
});

describe('only what the config needs is allowed', () => {
  const optional = new Set([
    'Mail',
    'Topics',
    'Secrets',
    'SecretsManager',
    'Key',
    'OtherAccounts',
    'GraphBucket',
  ]);
  const topic = 'arn:aws:sns:eu-central-1:333333333333:others';
  const role = 'arn:aws:iam::555555555555:role/reader';
  const only = (one: object): Readonly<Record<string, unknown>> => ({
    destinations: { chat: one },
    routes: [],
    fallback: ['chat'],
    accounts: {},
  });

  test.each([
    ['no secrets, no mail', only(HOOK), {}],
    ['a topic', only({ type: 'sns', topic }), { Topics: [topic] }],
    [
      'mail',
      only(EMAIL),
      {
        Mail: ['alarms@mail.example.com', 'mail.example.com', 'example.com'].map(
          (identity) => `arn:aws:ses:eu-central-1:333333333333:identity/${identity}`,
        ),
      },
    ],
    ['a token', only({ ...HOOK, url: 'kmscrypt::AQIC' }), { Key: [KEY_ARN] }],
    ['a role', { ...only(HOOK), accounts: { '555555555555': { role } } }, { OtherAccounts: [role] }],
    [
      'graphs in a bucket',
      { ...only(HOOK), graphs: { bucket: 'acme-graphs' } },
      { GraphBucket: ['arn:aws:s3:::acme-graphs/graphs/*'] },
    ],
    ['no graphs', { ...only(HOOK), graphs: false }, {}],
  ])('%s', (_name, config, expected: Readonly<Record<string, readonly string[]>>) => {
    const template = templateWith(config);
    const statements = ['ingest', 'deliver'].flatMap((handler) =>
      roleStatements(template, `${NAME}-${handler}`),
    );
    const found = Object.entries(bySid(statements)).filter(([sid]) => optional.has(sid));
    expect(Object.fromEntries(found.map(([sid, { Resource: on }]) => [sid, listOf(on)]))).toEqual(expected);
  });
});

describe('queues', () => {
  const template = templateWith();
  const kept = { MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true };

  test.each([
    ['of ingest', NAME, {}],
    ['of a destination', `${NAME}-chat.fifo`, { FifoQueue: true }],
    ['of another', `${NAME}-oncall.fifo`, { FifoQueue: true }],
  ])('%s', (_name, queueName, more) => {
    const queue = oneOf(template, 'AWS::SQS::Queue', { QueueName: queueName });
    expect(queue).toMatchObject({
      ...kept,
      ...more,
      VisibilityTimeout: 360,
      RedrivePolicy: { maxReceiveCount: 1_000 },
    });
  });

  test('each has dead letters of its own', () => {
    const names = propertiesOf(template, 'AWS::SQS::Queue').map(({ QueueName: name }) => String(name));
    expect(names.toSorted()).toEqual(
      ['', '-chat', '-mail', '-oncall']
        .flatMap((of) => {
          const suffix = of === '' ? '' : '.fifo';
          return [`${NAME}${of}${suffix}`, `${NAME}${of}-dead-letters${suffix}`];
        })
        .toSorted(),
    );
    for (const name of names.filter((each) => each.includes('dead-letters'))) {
      expect(oneOf(template, 'AWS::SQS::Queue', { QueueName: name })).toMatchObject(kept);
    }
  });

  test('none takes anything without TLS, or from anybody who is not named', () => {
    const policies = propertiesOf(template, 'AWS::SQS::QueuePolicy');
    expect(policies).toHaveLength(8);
    for (const { PolicyDocument: document } of policies) {
      expect(statementsIn(document)).toEqual([
        expect.objectContaining({
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      ]);
    }
  });
});

describe('functions', () => {
  const template = templateWith();

  test.each([
    ['ingest', 1],
    ['deliver', 3],
  ])('%s reads %i queues, message by message', (handler, count) => {
    const functions = Object.entries(template.Resources).filter(
      ([, { Type: type, Properties: own }]) =>
        type === 'AWS::Lambda::Function' && own?.['FunctionName'] === `${NAME}-${handler}`,
    );
    expect(functions).toHaveLength(1);
    const [[id] = ['']] = functions;
    const mappings = propertiesOf(template, 'AWS::Lambda::EventSourceMapping').filter(
      ({ FunctionName: name }) => name === `REF:${id}`,
    );
    expect(mappings).toHaveLength(count);
    for (const mapping of mappings) {
      expect(mapping).toMatchObject({ BatchSize: 10, FunctionResponseTypes: ['ReportBatchItemFailures'] });
    }
  });

  test('what they remember has the key and the time that they write', () => {
    expect(oneOf(template, 'AWS::DynamoDB::Table')).toMatchObject({
      TableName: NAME,
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
    });
  });

  test.each([
    ['the table', 'AWS::DynamoDB::Table'],
    ['the bucket of graphs', 'AWS::S3::Bucket'],
  ])('%s stays, but not where its first deployment fails: its name would be taken', (_name, type) => {
    const { Resources: resources } = templateWith({ graphs: { bucket: 'acme-graphs' } });
    const found = Object.values(resources).filter(({ Type: each }) => each === type);
    expect(found).toEqual([
      expect.objectContaining({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' }),
    ]);
    // CloudFormation could not delete it then.
    expect(found[0]?.Properties).not.toMatchObject({ DeletionProtectionEnabled: true });
  });

  test('graphs are there for as long as links to them', () => {
    const graphs = templateWith({ graphs: { bucket: 'acme-graphs' } });
    expect(oneOf(graphs, 'AWS::S3::Bucket')).toMatchObject({
      BucketName: 'acme-graphs',
      LifecycleConfiguration: { Rules: [{ Prefix: 'graphs/', ExpirationInDays: 8, Status: 'Enabled' }] },
    });
    expect(propertiesOf(template, 'AWS::S3::Bucket')).toEqual([]);
  });
});

test('the queue takes from exactly the topics and rules that are given', () => {
  const topicArns = ['arn:aws:sns:us-east-1:555555555555:acme-alarms'];
  const ruleArns = ['arn:aws:events:eu-central-1:333333333333:rule/acme-alarms'];
  const template = templateWith({}, { senders: { topicArns, ruleArns } });
  const allowed = propertiesOf(template, 'AWS::SQS::QueuePolicy').flatMap(({ PolicyDocument: document }) =>
    statementsIn(document).filter(({ Effect: effect }) => effect === 'Allow'),
  );
  const from = (service: string, arns: readonly string[]): object => ({
    Action: 'sqs:SendMessage',
    Principal: { Service: `${service}.amazonaws.com` },
    Condition: { ArnEquals: { 'aws:SourceArn': arns } },
  });
  // Rules put what they could not deliver into the dead letters.
  const [dead, topics, rules] = allowed;
  expect(allowed).toHaveLength(3);
  expect(dead).toMatchObject(from('events', ruleArns));
  expect(topics).toMatchObject(from('sns', topicArns));
  expect(rules).toMatchObject(from('events', ruleArns));
});
