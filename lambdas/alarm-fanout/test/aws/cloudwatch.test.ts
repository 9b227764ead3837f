import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { AlarmPlace } from '../../src/alarm-reader.ts';
import { createAlarmReader } from '../../src/aws/cloudwatch.ts';
import { motoOfFile } from '../support/moto.ts';
import { type Answer, type Asked, type Script, scriptedCloudWatch } from '../support/scripted-cloudwatch.ts';

const ALWAYS = new AbortController().signal;
const IMPATIENT = { sleep: async () => {} };
const NOW = Date.parse('2026-11-21T03:00:00Z');
const ROLE = 'arn:aws:iam::444455556666:role/alarm-reader';

const moto = await motoOfFile();
afterAll(() => moto?.stop());

function placeOf(parts: Partial<AlarmPlace> = {}): AlarmPlace {
  const { name = 'cpu', account = '111122223333', region = 'eu-west-1' } = parts;
  const arn = `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`;
  return { arn, name, account, region, isComposite: false, asksMutes: false, ...parts };
}

function metricAlarm(parts: object = {}): object {
  return {
    AlarmName: 'cpu',
    AlarmArn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:cpu',
    AlarmDescription: 'CPU is high.',
    ActionsEnabled: true,
    StateValue: 'OK',
    Namespace: 'AWS/EC2',
    MetricName: 'CPUUtilization',
    Dimensions: [{ Name: 'InstanceId', Value: 'i-1' }],
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: 3,
    Threshold: 80,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'missing',
    ...parts,
  };
}

const FOUND: Script = { DescribeAlarms: () => ({ body: { MetricAlarms: [metricAlarm()] } }) };
const refusal = (status: number, type: string): Answer => ({ status, body: { __type: type, message: 'no' } });
const DENIED = () => refusal(400, 'AccessDeniedException');

function counted(asked: readonly Asked[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...Map.groupBy(asked, ({ operation }) => operation)].map(([operation, all]) => [operation, all.length]),
  );
}

async function read(place: Partial<AlarmPlace> = {}) {
  return createAlarmReader({}, { ...IMPATIENT, now: () => NOW }).read(placeOf(place), ALWAYS);
}

it.skipIf(moto === undefined)('an alarm of moto', async () => {
  for (const variable of Object.keys(process.env)) {
    if (/^AWS_|proxy$/i.test(variable)) vi.stubEnv(variable, undefined);
  }
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.stubEnv('AWS_ENDPOINT_URL', moto?.endpoint);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  const client = new CloudWatchClient({});
  onTestFinished(() => client.destroy());
  const name = 'orders / 5xx > 3 % <!here> ü';
  const query = {
    Namespace: 'AWS/ApiGateway',
    MetricName: '5xx',
    Dimensions: [{ Name: 'Stage', Value: 'p' }],
  };
  await client.send(
    new PutMetricAlarmCommand({
      AlarmName: name,
      AlarmDescription: 'Runbook: https://runbooks.example.com/orders',
      ActionsEnabled: false,
      Metrics: [
        { Id: 'e1', Expression: 'm1 / 2', Label: 'half', ReturnData: true },
        { Id: 'm1', MetricStat: { Metric: query, Period: 300, Stat: 'Sum' }, ReturnData: false },
      ],
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      Threshold: 1.5,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Tags: [{ Key: 'severity', Value: 'p1' }],
    }),
  );
  await client.send(new SetAlarmStateCommand({ AlarmName: name, StateValue: 'ALARM', StateReason: 'test' }));
  const reader = createAlarmReader({}, IMPATIENT);
  const place = placeOf({ name, account: '123456789012' });
  expect(await reader.read(place, ALWAYS)).toMatchObject({
    kind: 'math',
    description: 'Runbook: https://runbooks.example.com/orders',
    state: 'ALARM',
    actionsEnabled: false,
    tags: { severity: 'p1' },
    condition: { operator: 'GreaterThanOrEqualToThreshold', threshold: 1.5, evaluationPeriods: 3 },
    metrics: [
      { id: 'e1', expression: 'm1 / 2', label: 'half', returnData: true },
      { id: 'm1', namespace: 'AWS/ApiGateway', dimensions: { Stage: 'p' }, stat: 'Sum', returnData: false },
    ],
  });
  expect(await reader.read(placeOf({ name: 'none', account: '123456789012' }), ALWAYS)).toBeUndefined();
});

describe('what is known', () => {
  it('of a metric alarm', async () => {
    const asked = await scriptedCloudWatch({
      ...FOUND,
      ListTagsForResource: () => ({ body: { Tags: [{ Key: 'team', Value: 'ops' }] } }),
      ListAlarmMuteRules: (_input, number) => ({
        body: {
          AlarmMuteRuleSummaries: [
            {
              AlarmMuteRuleArn: `arn:aws:cloudwatch:eu-west-1:111122223333:alarm-mute-rule:m${number}`,
              Status: 'ACTIVE',
            },
            {
              AlarmMuteRuleArn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm-mute-rule:old',
              Status: 'EXPIRED',
            },
          ],
          ...(number < 3 ? { NextToken: `n${number}` } : {}),
        },
      }),
      DescribeAlarmHistory: (_input, number) => ({
        body: { AlarmHistoryItems: [{}, {}], ...(number < 2 ? { NextToken: 'more' } : {}) },
      }),
    });
    expect(await read({ asksMutes: true })).toMatchObject({
      kind: 'metric',
      description: 'CPU is high.',
      actionsEnabled: true,
      state: 'OK',
      condition: {
        operator: 'GreaterThanThreshold',
        threshold: 80,
        evaluationPeriods: 3,
        period: 60,
        treatMissingData: 'missing',
      },
      metrics: [
        { namespace: 'AWS/EC2', name: 'CPUUtilization', dimensions: { InstanceId: 'i-1' }, stat: 'Average' },
      ],
      tags: { team: 'ops' },
      mutedBy: ['m1', 'm2', 'm3'],
      changesToday: 4,
      problems: [],
    });
    expect(counted(asked)).toEqual({
      DescribeAlarms: 1,
      ListTagsForResource: 1,
      ListAlarmMuteRules: 3,
      DescribeAlarmHistory: 2,
    });
    const inputOf = (operation: string) => asked.find((each) => each.operation === operation)?.input;
    expect(inputOf('DescribeAlarms')).toEqual({
      AlarmNames: ['cpu'],
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm', 'LogAlarm'],
    });
    expect(inputOf('ListAlarmMuteRules')).toEqual({ AlarmName: 'cpu', Statuses: ['ACTIVE'] });
    expect(inputOf('DescribeAlarmHistory')).toMatchObject({
      AlarmName: 'cpu',
      HistoryItemType: 'StateUpdate',
      StartDate: NOW / 1000 - 86_400,
      EndDate: NOW / 1000,
    });
  });

  it('of a composite alarm', async () => {
    const arn = (name: string) => `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${name}`;
    const asked = await scriptedCloudWatch({
      DescribeAlarms: () => ({
        body: {
          CompositeAlarms: [
            {
              AlarmName: 'down',
              AlarmArn: arn('down'),
              AlarmRule: 'ALARM(a) OR ALARM(b)',
              StateValue: 'ALARM',
              ActionsSuppressedBy: 'Alarm',
              ActionsSuppressedReason: 'maintenance is in ALARM',
              ActionsSuppressor: arn('maintenance'),
            },
          ],
        },
      }),
      Children: (_input, number) => ({
        body:
          number === 1
            ? { MetricAlarms: [{ AlarmName: 'a', AlarmArn: arn('a'), StateValue: 'ALARM' }], NextToken: 'n' }
            : { LogAlarms: [{ AlarmName: 'b', AlarmArn: arn('b'), StateValue: 'OK' }] },
      }),
    });
    expect(await read({ name: 'down', isComposite: true })).toMatchObject({
      kind: 'composite',
      state: 'ALARM',
      rule: 'ALARM(a) OR ALARM(b)',
      metrics: [],
      children: [
        { name: 'a', arn: arn('a'), state: 'ALARM', isTrigger: false },
        { name: 'b', arn: arn('b'), state: 'OK', isTrigger: false },
      ],
      suppression: { by: 'Alarm', reason: 'maintenance is in ALARM', suppressor: 'maintenance' },
      tags: {},
      changesToday: 0,
    });
    expect(asked.find(({ operation }) => operation === 'DescribeAlarms')?.input).toEqual({
      AlarmNames: ['down'],
      AlarmTypes: ['CompositeAlarm'],
    });
    const children = asked.filter(({ operation }) => operation === 'Children').map(({ input }) => input);
    expect(children).toEqual([
      { ChildrenOfAlarmName: 'down', MaxRecords: 100 },
      { ChildrenOfAlarmName: 'down', MaxRecords: 100, NextToken: 'n' },
    ]);
    expect(counted(asked)['ListAlarmMuteRules']).toBeUndefined();
  });

  it('of a composite alarm that nobody knew to be one', async () => {
    const CompositeAlarms = [{ AlarmName: 'cpu', AlarmRule: 'ALARM(a)', StateValue: 'OK' }];
    await scriptedCloudWatch({ DescribeAlarms: () => ({ body: { CompositeAlarms } }) });
    expect(await read()).toMatchObject({
      kind: 'composite',
      suppression: undefined,
      children: [{ name: 'a' }],
    });
  });

  it('of a log alarm', async () => {
    const LogAlarms = [
      {
        AlarmName: 'cpu',
        StateValue: 'ALARM',
        ScheduledQueryConfiguration: {
          QueryString: 'filter level = "ERROR"',
          LogGroupIdentifiers: ['/ecs/a'],
          AggregationExpression: 'count(*)',
          ScheduledQueryRoleARN: 'arn:aws:iam::111122223333:role/q',
          ScheduleConfiguration: { ScheduleExpression: 'rate(5 minutes)' },
        },
        QueryResultsToEvaluate: 3,
        QueryResultsToAlarm: 2,
        Threshold: 5,
        ComparisonOperator: 'GreaterThanThreshold',
      },
    ];
    await scriptedCloudWatch({ DescribeAlarms: () => ({ body: { LogAlarms } }) });
    expect(await read()).toMatchObject({
      kind: 'log',
      metrics: [],
      log: { query: 'filter level = "ERROR"', aggregation: 'count(*)', logGroups: ['/ecs/a'], lines: [] },
      condition: {
        operator: 'GreaterThanThreshold',
        threshold: 5,
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
      },
    });
  });

  it.each<[name: string, parts: object, kind: string]>([
    [
      'an anomaly alarm',
      {
        MetricName: undefined,
        Threshold: undefined,
        ThresholdMetricId: 'ad1',
        ComparisonOperator: 'GreaterThanUpperThreshold',
        Metrics: [{ Id: 'ad1', Expression: 'ANOMALY_DETECTION_BAND(m1)', ReturnData: true }],
      },
      'anomaly',
    ],
    [
      'an alarm of Metrics Insights',
      { MetricName: undefined, Metrics: [{ Id: 'q1', Expression: 'SELECT AVG(x) FROM "y"', Period: 60 }] },
      'insights',
    ],
    [
      'an alarm of PromQL',
      { MetricName: undefined, EvaluationCriteria: { PromQLCriteria: { Query: 'up == 0' } } },
      'unknown',
    ],
  ])('of %s', async (_name, parts, kind) => {
    await scriptedCloudWatch({ DescribeAlarms: () => ({ body: { MetricAlarms: [metricAlarm(parts)] } }) });
    expect(await read()).toMatchObject({ kind });
  });

  it('of an alarm that is no more', async () => {
    await scriptedCloudWatch({ ListTagsForResource: () => refusal(404, 'ResourceNotFoundException') });
    expect(await read()).toBeUndefined();
  });

  it('at most 300 changes, 100 children', async () => {
    const asked = await scriptedCloudWatch({
      DescribeAlarms: () => ({ body: { CompositeAlarms: [{ AlarmName: 'cpu', StateValue: 'OK' }] } }),
      DescribeAlarmHistory: () => ({
        body: { AlarmHistoryItems: Array.from({ length: 100 }, () => ({})), NextToken: 'more' },
      }),
      Children: (_input, number) => ({
        body: {
          MetricAlarms: Array.from({ length: 80 }, (_, index) => ({
            AlarmName: 'a',
            AlarmArn: `a${number} ${index}`,
          })),
          NextToken: 'more',
        },
      }),
    });
    const known = await read({ isComposite: true });
    expect(known?.changesToday).toBe(300);
    expect(known?.children).toHaveLength(100);
    expect(counted(asked)).toMatchObject({ DescribeAlarmHistory: 3, Children: 2 });
  });
});

describe('what is not allowed is absent', () => {
  it.each<[operation: keyof Script, part: string]>([
    ['DescribeAlarms', 'description'],
    ['ListTagsForResource', 'tags'],
    ['ListAlarmMuteRules', 'mutedBy'],
    ['DescribeAlarmHistory', 'changesToday'],
  ])('%s', async (operation, part) => {
    const asked = await scriptedCloudWatch({ ...FOUND, [operation]: DENIED });
    const reader = createAlarmReader({}, { ...IMPATIENT, now: () => NOW });
    const known = await reader.read(placeOf({ asksMutes: true }), ALWAYS);
    const parts = ['description', 'tags', 'mutedBy', 'changesToday'] as const;
    expect(parts.filter((each) => known?.[each] === undefined)).toEqual([part]);
    expect(known?.problems).toEqual([expect.stringContaining(`CloudWatch ${operation} in eu-west-1 failed`)]);
    expect(counted(asked)[operation]).toBe(1);
  });

  it('and not asked for again for 5 minutes, in that account and region', async () => {
    let now = NOW;
    const asked = await scriptedCloudWatch({ ...FOUND, ListTagsForResource: DENIED });
    const reader = createAlarmReader({}, { ...IMPATIENT, now: () => now });
    const tags = () => counted(asked)['ListTagsForResource'];
    await reader.read(placeOf(), ALWAYS);
    now += 299_000;
    expect(await reader.read(placeOf(), ALWAYS)).toMatchObject({ description: 'CPU is high.', problems: [] });
    expect(tags()).toBe(1);
    await reader.read(placeOf({ region: 'eu-west-2' }), ALWAYS);
    expect(tags()).toBe(2);
    now += 1_000;
    await reader.read(placeOf(), ALWAYS);
    expect(tags()).toBe(3);
  });

  it('all of it', async () => {
    const asked = await scriptedCloudWatch({
      DescribeAlarms: DENIED,
      ListTagsForResource: DENIED,
      DescribeAlarmHistory: DENIED,
    });
    const reader = createAlarmReader({}, { ...IMPATIENT, now: () => NOW });
    await expect(reader.read(placeOf(), ALWAYS)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    const known = await reader.read(placeOf(), ALWAYS);
    expect(Object.values({ ...known, problems: undefined }).filter((part) => part !== undefined)).toEqual([]);
    expect(asked).toHaveLength(3);
  });

  it('where there are no mute rules', async () => {
    const asked = await scriptedCloudWatch({
      ...FOUND,
      ListAlarmMuteRules: () => refusal(400, 'UnknownOperationException'),
    });
    const reader = createAlarmReader({}, { ...IMPATIENT, now: () => NOW });
    for (let time = 0; time < 2; time += 1) await reader.read(placeOf({ asksMutes: true }), ALWAYS);
    expect(counted(asked)['ListAlarmMuteRules']).toBe(1);
  });

  it('where there are no log alarms', async () => {
    const asked = await scriptedCloudWatch({
      DescribeAlarms: ({ AlarmTypes }) =>
        JSON.stringify(AlarmTypes).includes('LogAlarm')
          ? refusal(400, 'ValidationError')
          : { body: { MetricAlarms: [metricAlarm()] } },
    });
    expect(await read()).toMatchObject({ description: 'CPU is high.', problems: [] });
    expect(counted(asked)['DescribeAlarms']).toBe(2);
  });
});

describe('failures', () => {
  it.each<[name: string, answer: Answer]>([
    ['throttled', refusal(400, 'ThrottlingException')],
    ['broken', refusal(500, 'InternalServiceFault')],
    ['no answer', 'reset'],
  ])('that pass: %s', async (_name, answer) => {
    const found = { body: { MetricAlarms: [metricAlarm()] } };
    const asked = await scriptedCloudWatch({
      DescribeAlarms: (_input, number) => (number < 3 ? answer : found),
    });
    expect(await read()).toMatchObject({ description: 'CPU is high.', problems: [] });
    expect(counted(asked)['DescribeAlarms']).toBe(3);
  });

  it('that stay', async () => {
    await scriptedCloudWatch({ ...FOUND, ListTagsForResource: () => refusal(400, 'ThrottlingException') });
    const known = await read();
    expect(known).toMatchObject({ description: 'CPU is high.', changesToday: 0 });
    expect(known?.tags).toBeUndefined();
    expect(known?.problems).toHaveLength(1);
  });

  it('end with the signal', async () => {
    const ending = new AbortController();
    const hang = (): Answer => {
      ending.abort();
      return 'hang';
    };
    await scriptedCloudWatch({ DescribeAlarms: hang, ListTagsForResource: hang, DescribeAlarmHistory: hang });
    const reading = createAlarmReader({}, IMPATIENT).read(placeOf(), ending.signal);
    await expect(reading).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it('of what a client cannot be made with', async () => {
    await scriptedCloudWatch({});
    const reader = createAlarmReader({ env: { AWS_ACCESS_KEY_ID: 'own' } }, IMPATIENT);
    await expect(reader.read(placeOf(), ALWAYS)).rejects.toMatchObject({ code: 'CREDENTIALS_MISSING' });
  });
});

describe('other accounts and regions', () => {
  it('by a role that is assumed once', async () => {
    const asked = await scriptedCloudWatch(FOUND);
    const reader = createAlarmReader({}, IMPATIENT);
    const place = placeOf({ account: '444455556666', region: 'us-east-2', role: ROLE });
    for (let time = 0; time < 2; time += 1) await reader.read(place, ALWAYS);
    await reader.read(placeOf(), ALWAYS);
    const assumed = asked.filter(({ operation }) => operation === 'AssumeRole');
    expect(assumed.map(({ input }) => input['RoleArn'])).toEqual([ROLE]);
    const keys = asked
      .filter(({ operation }) => operation === 'DescribeAlarms')
      .map(({ accessKey, region }) => `${accessKey} ${region}`);
    expect(keys).toEqual(['assumed us-east-2', 'assumed us-east-2', 'own eu-west-1']);
  });

  it('a role that must not be assumed', async () => {
    const asked = await scriptedCloudWatch({ ...FOUND, AssumeRole: () => refusal(403, 'AccessDenied') });
    const reader = createAlarmReader({}, IMPATIENT);
    const reading = reader.read(placeOf({ role: ROLE }), ALWAYS);
    await expect(reading).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    expect(counted(asked)['DescribeAlarms']).toBeUndefined();
    expect(await reader.read(placeOf(), ALWAYS)).toMatchObject({ description: 'CPU is high.' });
  });
});
