import { describe, expect, test } from 'vitest';
import { readIamCall } from '../../../lambdas/ssh-key-sync/src/events/iam-call.ts';
import { IAM_CALLS } from '../../src/ssh-keys/iam-events.ts';
import { decide, type PlainStatement } from '../support/evaluate-policy.ts';
import { propertiesOf } from '../support/in-stack.ts';
import { statementsIn } from '../support/policies-in.ts';
import { CONFIG, NAME, OPERATOR, PLACE, synced } from './synced.ts';

const template = synced({ config: { ...CONFIG, parameters: '/ssh-keys' } });
const rules = propertiesOf(template, 'AWS::Events::Rule');
const ruleArn = (rule: string): string =>
  `arn:aws:events:${PLACE.region}:${PLACE.account}:rule/${NAME}-${rule}`;

describe('the rules', () => {
  test.each([
    [
      'iam',
      {
        EventPattern: {
          source: ['aws.iam'],
          'detail-type': ['AWS API Call via CloudTrail'],
          detail: { eventSource: ['iam.amazonaws.com'], eventName: [...IAM_CALLS] },
        },
      },
    ],
    ['tick', { ScheduleExpression: 'rate(5 minutes)' }],
    [
      'parameters',
      {
        EventPattern: {
          source: ['aws.ssm'],
          'detail-type': ['Parameter Store Change'],
          detail: { name: [{ prefix: '/ssh-keys/' }] },
        },
      },
    ],
  ])('%s', (rule, expected) => {
    expect(rules.filter(({ Name: name }) => name === `${NAME}-${rule}`)).toEqual([
      expect.objectContaining({
        ...expected,
        Targets: [
          {
            Id: 'Queue',
            Arn: { 'Fn::GetAtt': [expect.stringMatching(/EventsQueue/), 'Arn'] },
            DeadLetterConfig: { Arn: { 'Fn::GetAtt': [expect.stringMatching(/DeadLetters/), 'Arn'] } },
          },
        ],
      }),
    ]);
  });

  test('without a tree none is about parameters', () => {
    const names = propertiesOf(synced(), 'AWS::Events::Rule').map(({ Name: name }) => name);
    expect(names).toEqual([`${NAME}-iam`, `${NAME}-tick`]);
  });

  test('come after what lets them send', () => {
    const found = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Events::Rule');
    for (const rule of found) {
      const { DependsOn: before = [] } = rule as { readonly DependsOn?: readonly string[] };
      expect(before.filter((id) => id.includes('Policy'))).toHaveLength(2);
    }
  });
});

test('each call of IAM is one that the Lambda knows, and none is missing', () => {
  const known = (eventName: string): boolean => {
    const detail = {
      eventSource: 'iam.amazonaws.com',
      eventName,
      eventTime: '2026-11-22T04:00:00Z',
      recipientAccountId: PLACE.account,
      requestParameters: { userName: 'alice', groupName: 'ops', sSHPublicKeyId: 'APKAEXAMPLE' },
    };
    return readIamCall({ detail }, { [PLACE.account]: 'own' }).kind === 'iam';
  };
  expect(IAM_CALLS.filter((call) => !known(call))).toEqual([]);
  expect(known('CreateAccessKey')).toBe(false);
  expect(OTHERS.filter((call) => !IAM_CALLS.includes(call) && known(call))).toEqual([]);
});

/** Of users, groups and keys, as the API has them. */
const OTHERS = ['Create', 'Update', 'Delete', 'Upload', 'Add', 'Remove', 'Attach', 'Detach', 'Put'].flatMap(
  (verb) =>
    ['User', 'Group', 'SSHPublicKey', 'UserToGroup', 'UserFromGroup', 'UserPolicy', 'GroupPolicy'].map(
      (what) => `${verb}${what}`,
    ),
);

describe('who may send', () => {
  const policies = propertiesOf(template, 'AWS::SQS::QueuePolicy').map(({ PolicyDocument: document }) =>
    statementsIn(document).map((each): PlainStatement => ({ ...each, Resource: '*' })),
  );
  const [queue = [], deadLetters = []] = policies.toSorted(
    (one, other) => sids(other).length - sids(one).length,
  );
  const service = (rule: string): Readonly<Record<string, string>> => ({
    'aws:PrincipalIsAWSService': 'true',
    'aws:SecureTransport': 'true',
    'aws:SourceArn': ruleArn(rule),
  });
  const role = { 'aws:PrincipalIsAWSService': 'false', 'aws:SecureTransport': 'true' };

  test.each([
    ['the rule for IAM', 'events.amazonaws.com', service('iam'), 'allow'],
    ['the tick', 'events.amazonaws.com', service('tick'), 'allow'],
    ['another rule', 'events.amazonaws.com', service('other'), 'none'],
    // By its own policies.
    ['an operator', OPERATOR, role, 'none'],
    ['an operator without TLS', OPERATOR, { ...role, 'aws:SecureTransport': 'false' }, 'deny'],
    ['a developer', `arn:aws:iam::${PLACE.account}:role/allow-dev-access-from-other-accounts`, role, 'deny'],
    ['a host', `arn:aws:iam::${PLACE.account}:role/stage-host`, role, 'deny'],
  ])('%s', (_name, principal, context, expected) => {
    expect(decide(queue, { principal, action: 'sqs:SendMessage', resource: 'queue', context })).toBe(
      expected,
    );
  });

  test('dead letters are of rules', () => {
    expect(sids(deadLetters)).toContain('Rules');
    const allowed = deadLetters.filter(({ Effect: effect }) => effect === 'Allow');
    expect(allowed.map(({ Condition: condition }) => condition)).toEqual([
      { ArnEquals: { 'aws:SourceArn': ['iam', 'tick', 'parameters'].map(ruleArn) } },
    ]);
  });
});

function sids(statements: readonly PlainStatement[]): readonly string[] {
  return statements.map(({ Sid: sid = '' }) => sid);
}
