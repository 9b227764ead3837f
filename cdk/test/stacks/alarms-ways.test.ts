import { describe, expect, test } from 'vitest';
import { planOf } from '../../src/plan.ts';
import { alarmTemplates, oneOf, PLACE, roleStatements, trustOf } from '../alarms/support.ts';
import { LAYOUTS } from '../support/configs.ts';
import { decide, type PlainStatement, type PolicyRequest } from '../support/evaluate-policy.ts';
import { propertiesOf } from '../support/in-stack.ts';
import { statementsIn } from '../support/policies-in.ts';
import type { PlainTemplate } from '../support/synth.ts';

const QUEUE = `arn:aws:sqs:${PLACE.region}:${PLACE.account}:acme-alarm-fanout`;
const BUS = `arn:aws:events:${PLACE.region}:${PLACE.account}:event-bus/acme-alarms`;
const INGEST = `arn:aws:iam::${PLACE.account}:role/acme-alarm-fanout-ingest`;
const STRANGER = '999999999999';

/** Statements without their resources, which are of what the policy is of. */
function policyOf(document: unknown): readonly PlainStatement[] {
  return statementsIn(document).map((statement) => ({ ...statement, Resource: '*' }));
}

function isAllowed(statements: readonly PlainStatement[], request: PolicyRequest): boolean {
  return decide(statements, request) === 'allow';
}

/** Statements about a principal: an account, or a service. */
function about(statements: readonly PlainStatement[], who: string): readonly PlainStatement[] {
  return statements.filter(({ Principal: principal }) => JSON.stringify(principal).includes(who));
}

describe.each(LAYOUTS)('%s', (_layout, config) => {
  const templates = alarmTemplates(config);
  const places = planOf(config).stacks.filter(({ kind }) => kind === 'alarms');
  const templateOf = (id: string): PlainTemplate => {
    const template = templates.get(id);
    if (template === undefined) throw new Error(`no ${id}`);
    return template;
  };
  const fanout = templateOf('shared-services/fanout');
  const queuePolicies = propertiesOf(fanout, 'AWS::SQS::QueuePolicy').flatMap(
    ({ PolicyDocument: document }) => policyOf(document),
  );
  const busPolicy = policyOf(oneOf(fanout, 'AWS::Events::EventBus')['Policy'] ?? { Statement: [] });

  test('each account and region has its topic, which is subscribed once, by the owner of the queue', () => {
    const subscribed = [...templates].flatMap(([id, template]) =>
      propertiesOf(template, 'AWS::SNS::Subscription')
        .filter(({ Protocol: protocol }) => protocol === 'sqs')
        .map((each) => ({ id, ...each })),
    );
    for (const { id, account, region } of places) {
      expect(oneOf(templateOf(id), 'AWS::SNS::Topic')).toMatchObject({
        TopicName: 'acme-alarms',
        KmsMasterKeyId: expect.anything(),
      });
      const isOwn = account === PLACE.account;
      const found = subscribed.filter((each) =>
        isOwn
          ? each.id === id
          : 'TopicArn' in each && each.TopicArn === `arn:aws:sns:${region}:${account}:acme-alarms`,
      );
      expect(found).toEqual([
        expect.objectContaining({
          id: isOwn ? id : `shared-services/subscriptions-${id.split('/')[0]}`,
          Region: region,
          Endpoint: QUEUE,
          RawMessageDelivery: false,
        }),
      ]);
      const topicArn = `arn:aws:sns:${region}:${account}:acme-alarms`;
      const publish = { principal: 'sns', action: 'sqs:SendMessage', context: { 'aws:SourceArn': topicArn } };
      expect(isAllowed(about(queuePolicies, 'sns.amazonaws.com'), publish)).toBe(true);
    }
    const strange = { 'aws:SourceArn': `arn:aws:sns:${PLACE.region}:${STRANGER}:acme-alarms` };
    const publish = { principal: 'sns', action: 'sqs:SendMessage', context: strange };
    expect(isAllowed(about(queuePolicies, 'sns.amazonaws.com'), publish)).toBe(false);
    expect(subscribed).toHaveLength(places.length);
  });

  test('a topic takes alarms of its own account alone, and lets the queue of the fan-out subscribe alone', () => {
    for (const { id, account } of places) {
      const policy = policyOf(oneOf(templateOf(id), 'AWS::SNS::TopicPolicy')['PolicyDocument']);
      const isPublished = (from: string, secure: string): boolean =>
        isAllowed(policy, {
          principal: 'cloudwatch',
          action: 'sns:Publish',
          context: { 'aws:SourceAccount': from, 'aws:SecureTransport': secure },
        });
      expect(isPublished(account, 'true')).toBe(true);
      expect(isPublished(account, 'false')).toBe(false);
      expect(isPublished(STRANGER, 'true')).toBe(false);
      // With conditions it would not work, and without them it would let in whatever account.
      expect(about(policy, 'events.amazonaws.com')).toEqual([]);
      const isSubscribed = (protocol: string, endpoint: string): boolean =>
        isAllowed(about(policy, `iam::${PLACE.account}:`), {
          principal: `arn:aws:iam::${PLACE.account}:role/cdk`,
          action: 'sns:Subscribe',
          context: { 'sns:Protocol': protocol, 'sns:Endpoint': endpoint },
        });
      // The owner of a topic needs no policy of it.
      expect(isSubscribed('sqs', QUEUE)).toBe(account !== PLACE.account);
      expect(isSubscribed('sqs', `${QUEUE}-other`)).toBe(false);
      expect(isSubscribed('https', 'https://example.com')).toBe(false);
      const may = (action: string): boolean =>
        isAllowed(about(policy, `iam::${PLACE.account}:`), {
          principal: `arn:aws:iam::${PLACE.account}:role/cdk`,
          action,
        });
      // CloudFormation does so before it subscribes, and to see and end what it has subscribed.
      expect(may('sns:GetTopicAttributes')).toBe(account !== PLACE.account);
      expect(may('sns:SetTopicAttributes')).toBe(false);
      expect(may('sns:Publish')).toBe(false);
    }
  });

  test('each forwards to the bus, by a role that may do nothing else, or puts into the queue where it is', () => {
    for (const { id, account, region } of places) {
      const template = templateOf(id);
      const rules = propertiesOf(template, 'AWS::Events::Rule');
      const targets = rules.flatMap(({ Targets: all }) => all as readonly { readonly Arn: unknown }[]);
      const isHome = account === PLACE.account && region === PLACE.region;
      expect(new Set(targets.map(({ Arn: arn }) => arn))).toEqual(new Set([isHome ? QUEUE : BUS]));
      expect(
        rules.map(({ EventPattern: pattern }) => (pattern as { readonly source: unknown }).source),
      ).toEqual(expect.arrayContaining([['aws.cloudwatch'], ['aws.guardduty']]));
      if (isHome) continue;
      const roleName = `acme-forward-alarms-${region}`;
      expect(roleStatements(template, roleName)).toEqual([
        { Sid: 'Bus', Effect: 'Allow', Action: 'events:PutEvents', Resource: BUS },
      ]);
      const put = (principal: string): boolean =>
        isAllowed(about(busPolicy, `iam::${account}:`), { principal, action: 'events:PutEvents' });
      expect(put(`arn:aws:iam::${account}:role/${roleName}`)).toBe(true);
      expect(put(`arn:aws:iam::${account}:role/other`)).toBe(false);
    }
  });

  test('the rules of the queue may send to it, and no other rule', () => {
    const rules = [
      ...propertiesOf(fanout, 'AWS::Events::Rule').map(({ Name: name }) => `acme-alarms/${String(name)}`),
      ...places
        .filter(({ account, region }) => account === PLACE.account && region === PLACE.region)
        .flatMap(({ id }) => propertiesOf(templateOf(id), 'AWS::Events::Rule'))
        .map(({ Name: name }) => String(name)),
    ];
    const may = (rule: string, account = PLACE.account): boolean =>
      isAllowed(about(queuePolicies, 'events.amazonaws.com'), {
        principal: 'events',
        action: 'sqs:SendMessage',
        context: { 'aws:SourceArn': `arn:aws:events:${PLACE.region}:${account}:rule/${rule}` },
      });
    expect(rules).toHaveLength(8);
    expect(rules.filter((rule) => !may(rule))).toEqual([]);
    expect(may('other')).toBe(false);
    expect(may(rules[0] ?? '', STRANGER)).toBe(false);
  });

  test('the fan-out reads the alarms of all other accounts, and nobody else does by its roles', () => {
    const others = new Set(places.map(({ account }) => account).filter((each) => each !== PLACE.account));
    const assumed = roleStatements(fanout, 'acme-alarm-fanout-ingest').filter(
      ({ Action: action }) => action === 'sts:AssumeRole',
    );
    expect(assumed.flatMap(({ Resource: roles = [] }) => [roles].flat()).toSorted()).toEqual(
      [...others].map((account) => `arn:aws:iam::${account}:role/acme-alarm-reader`).toSorted(),
    );
    for (const { id, account, region } of places) {
      if (!others.has(account) || region !== config.region) continue;
      const trust = trustOf(templateOf(id), 'acme-alarm-reader');
      const may = (principal: string): boolean => isAllowed(trust, { principal, action: 'sts:AssumeRole' });
      expect(trust.map(({ Principal: principal }) => principal)).toEqual([
        { AWS: `arn:aws:iam::${PLACE.account}:root` },
      ]);
      expect(may(INGEST)).toBe(true);
      expect(may(`arn:aws:iam::${PLACE.account}:role/acme-alarm-fanout-deliver`)).toBe(false);
    }
  });

  test('nothing is open to an account that is not of the config', () => {
    const own = new Set(planOf(config).accounts.map(({ account }) => account));
    const named = [...templates].flatMap(([id, template]) =>
      [...JSON.stringify(template).matchAll(/:iam::(\d{12}):/gu)].map(([, account = '']) => ({
        id,
        account,
      })),
    );
    expect(named.filter(({ account }) => !own.has(account))).toEqual([]);
    const open = [...templates].flatMap(([id, template]) =>
      Object.values(template.Resources)
        .flatMap(({ Properties: own_ = {} }) =>
          ['PolicyDocument', 'Policy', 'AssumeRolePolicyDocument', 'KeyPolicy'].flatMap(
            (key) => own_[key] ?? [],
          ),
        )
        .flatMap(statementsIn)
        .filter(
          ({ Effect: effect, Principal: principal }) =>
            effect === 'Allow' && /"\*"/u.test(JSON.stringify(principal ?? {})),
        )
        .map((statement) => ({ id, statement })),
    );
    expect(open).toEqual([]);
  });
});

test('without alarms in the config there is a topic, and nothing that passes it on', () => {
  const [[, config] = []] = LAYOUTS;
  if (config === undefined) throw new Error('no layout');
  const templates = alarmTemplates({ ...config, alarms: undefined });
  const types = [...templates].map(([id, { Resources: resources }]) => [
    id,
    Object.values(resources).map(({ Type: type }) => type),
  ]);
  expect(Object.fromEntries(types)).toEqual({
    'security/alarms': ['AWS::SNS::Topic', 'AWS::SNS::TopicPolicy'],
    'security/alarms-us-east-1': [
      'AWS::KMS::Key',
      'AWS::KMS::Alias',
      'AWS::SNS::Topic',
      'AWS::SNS::TopicPolicy',
    ],
  });
});
