import { App, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { readLambdaReadme } from '../../../test/support/lambda-readme.ts';
import { checkSshKeys } from '../../src/ssh-keys/check-ssh-keys.ts';
import { roleStatements } from '../alarms/support.ts';
import type { PlainStatement } from '../support/evaluate-policy.ts';
import { BUCKET, CONFIG, NAME, PLACE, stackWithSync, synced } from './synced.ts';

const listOf = (value: unknown): readonly unknown[] => [value].flat();

/** A statement without the ways in which it can be written. */
function normal({ Action: action, Resource: resource, ...rest }: Record<string, unknown>): object {
  return { ...rest, Action: listOf(action), Resource: listOf(resource) };
}

/** Without that of the queue, whose ARN is a reference. */
function withoutQueue(statements: readonly object[]): readonly object[] {
  return statements.filter((statement) => !('Sid' in statement && statement.Sid === 'Queue'));
}

describe("the function's role", () => {
  const readme = readLambdaReadme('ssh-key-sync', {
    names: {
      'us-east-1': PLACE.region,
      'ssh-keys-111122223333': BUCKET,
      '111122223333': PLACE.account,
      // Names that have it in them are of others.
      'kmscrypt-ssh-keys': 'document-of-hosts',
      'ssh-key-sync-': 'ssh-readers-',
      'function:ssh-key-sync': `function:${NAME}`,
      '/aws/lambda/ssh-key-sync': `/aws/lambda/${NAME}`,
    },
  });
  const own = roleStatements(synced({ config: readme.config }), NAME);
  const normalOwn = own.map((each) => normal({ ...each }));

  test("has the README's statements, and no other", () => {
    const expected = readme.policy.Statement.map((each) => normal({ ...each }));
    // The README may show fewer tags than its config has.
    const conditionless = (all: readonly object[]): readonly object[] =>
      withoutQueue(all).map((each) => ({ ...each, Condition: undefined }));
    expect(conditionless(normalOwn)).toEqual(conditionless(expected));
  });

  test('reads the queue as the README has it', () => {
    const actionsOf = (statements: readonly { readonly Sid?: string; readonly Action?: unknown }[]) =>
      statements.filter(({ Sid: sid }) => sid === 'Queue').map(({ Action: action }) => action);
    expect(actionsOf(own)).toEqual(actionsOf(readme.policy.Statement));
    expect(own.find(({ Sid: sid }) => sid === 'Queue')?.Resource).toMatchObject({
      'Fn::GetAtt': [expect.stringMatching(/^SyncQueueEventsQueue/), 'Arn'],
    });
  });

  test('tells hosts by all of their tags', () => {
    expect(own.find(({ Sid: sid }) => sid === 'Tell')?.Condition).toEqual({
      StringEquals: {
        'ssm:resourceTag/Environment': ['dev'],
        'ssm:resourceTag/Role': ['app', 'worker'],
      },
    });
  });

  test("the README's config is one that the Lambda takes", async () => {
    expect(await checkSshKeys(readme.config)).toEqual([]);
  });

  test.each([
    ['of no other account', CONFIG, ['Roles', 'Tree']],
    [
      'of another account alone',
      {
        ...CONFIG,
        hosts: {
          stage: {
            role: 'arn:aws:iam::666666666666:role/acme-ssh-keys-send',
            externalId: 'acme',
            tags: { a: 'b' },
            login: ['ssh-users'],
            document: NAME,
          },
        },
      },
      ['Document', 'Hosts', 'Tell', 'Tree'],
    ],
  ])('with hosts %s it has less', (_name, config, gone) => {
    const sids = (statements: readonly PlainStatement[]): readonly string[] =>
      statements.map(({ Sid: sid = '' }) => sid);
    const less = sids(roleStatements(synced({ config }), NAME));
    expect(
      sids(own)
        .filter((sid) => !less.includes(sid))
        .toSorted(),
    ).toEqual(gone);
  });
});

describe('the function', () => {
  const template = Template.fromStack(stackWithSync());

  test('has five minutes, and messages are hidden for six times that', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: NAME,
      Handler: 'index.handler',
      MemorySize: 1024,
      Timeout: 300,
      Environment: { Variables: { KMSCRYPT_CONFIG_FILE: 'config.json' } },
    });
    template.hasResourceProperties('AWS::SQS::Queue', { QueueName: NAME, VisibilityTimeout: 1800 });
  });

  test('takes many events at once, and a second of them', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 1,
      ScalingConfig: { MaximumConcurrency: 2 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  test('its role has the name that other accounts trust', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      RoleName: NAME,
      AssumeRolePolicyDocument: Match.objectLike({
        Statement: [Match.objectLike({ Principal: { Service: 'lambda.amazonaws.com' } })],
      }),
    });
  });
});

test('cdk-nag finds nothing that has no reason', () => {
  const stack = stackWithSync({ config: { ...CONFIG, parameters: '/ssh-keys' } });
  const app = App.of(stack);
  if (app === undefined) throw new Error('no app');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  expect(() => Template.fromStack(stack)).not.toThrow();
});
