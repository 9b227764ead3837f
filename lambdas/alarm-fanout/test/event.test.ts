import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { intakeOf } from '@kmscrypt/lambda';
import type { AlarmEvent, Told } from '../src/told.ts';
import { parseMessage } from '../src/event.ts';
import { RUNS } from './runs.ts';

const FOLDER = new URL('events/', import.meta.url);
const NAMES = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ''));
const NOW = new Date('2026-11-21T12:00:00Z');

type Json = Readonly<Record<string, unknown>>;

function fixture(name: string): Json {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')) as Json;
}

function alarmOf(payload: unknown): AlarmEvent {
  const told = parseMessage(payload, { now: NOW });
  if (told.kind !== 'alarm') throw new Error(JSON.stringify(told));
  return told.alarm;
}

/** A fixture whose detail, or whose own parts, are partly others. */
function changed(name: string, parts: Json): Json {
  const whole = fixture(name);
  return 'detail' in whole
    ? { ...whole, detail: { ...(whole['detail'] as Json), ...parts } }
    : { ...whole, ...parts };
}

describe('kinds, by all ways', () => {
  it.each<[name: string, kind: string, via: string, change: string]>([
    ['event-bridge-metric', 'metric', 'event-bridge', 'OK ALARM 2026-11-21T02:14:07.415Z'],
    ['event-bridge-metric-ok', 'metric', 'event-bridge', 'ALARM OK 2026-11-21T02:39:07.404Z'],
    [
      'event-bridge-insufficient-data',
      'metric',
      'event-bridge',
      'OK INSUFFICIENT_DATA 2026-11-21T04:00:12.108Z',
    ],
    ['event-bridge-math', 'math', 'event-bridge', 'OK ALARM 2026-11-21T02:55:31.093Z'],
    ['event-bridge-anomaly', 'anomaly', 'event-bridge', 'OK ALARM 2026-11-21T03:03:20.874Z'],
    ['event-bridge-insights', 'insights', 'event-bridge', 'OK ALARM 2026-11-21T03:12:44.219Z'],
    ['event-bridge-muted', 'insights', 'event-bridge', 'OK ALARM 2026-11-21T03:12:44.219Z'],
    ['event-bridge-contributor', 'insights', 'event-bridge', 'undefined ALARM 2026-11-21T03:12:44.219Z'],
    ['event-bridge-composite', 'composite', 'event-bridge', 'OK ALARM 2026-11-21T02:55:31.640Z'],
    ['event-bridge-composite-suppressed', 'composite', 'event-bridge', 'OK ALARM 2026-11-21T02:55:31.640Z'],
    ['event-bridge-log', 'log', 'event-bridge', 'OK ALARM 2026-11-21T03:20:30.504Z'],
    ['event-bridge-unknown', 'unknown', 'event-bridge', 'undefined ALARM 2026-11-21T03:30:00.001Z'],
    ['action-metric', 'metric', 'lambda-action', 'OK ALARM 2026-11-21T02:14:07.415Z'],
    ['action-math', 'math', 'lambda-action', 'OK ALARM 2026-11-21T02:55:31.093Z'],
    ['action-anomaly', 'anomaly', 'lambda-action', 'OK ALARM 2026-11-21T03:03:20.874Z'],
    ['action-contributor', 'insights', 'lambda-action', 'undefined ALARM 2026-11-21T03:12:44.219Z'],
    ['action-composite', 'composite', 'lambda-action', 'OK ALARM 2026-11-21T02:55:31.640Z'],
    ['action-composite-suppressed', 'composite', 'lambda-action', 'ALARM ALARM 2026-11-21T02:57:31.640Z'],
    ['action-log', 'log', 'lambda-action', 'OK ALARM 2026-11-21T03:20:30.504Z'],
    ['sns-metric', 'metric', 'sns', 'OK ALARM 2026-11-21T02:14:07.415Z'],
    ['sns-metric-ok', 'metric', 'sns', 'ALARM OK 2026-11-21T02:39:07.404Z'],
    ['sns-insufficient-data', 'metric', 'sns', 'OK INSUFFICIENT_DATA 2026-11-21T04:00:12.108Z'],
    ['sns-math', 'math', 'sns', 'OK ALARM 2026-11-21T02:55:31.093Z'],
    ['sns-anomaly', 'anomaly', 'sns', 'OK ALARM 2026-11-21T03:03:20.874Z'],
    ['sns-insights', 'insights', 'sns', 'OK ALARM 2026-11-21T03:12:44.219Z'],
    ['sns-contributor', 'insights', 'sns', 'OK ALARM 2026-11-21T03:12:44.219Z'],
    ['sns-composite', 'composite', 'sns', 'OK ALARM 2026-11-21T02:55:31.640Z'],
    ['sns-log', 'log', 'sns', 'OK ALARM 2026-11-21T03:20:30.504Z'],
    ['sns-log-contributor', 'log', 'sns', 'OK ALARM 2026-11-21T03:25:30.511Z'],
    ['sns-no-arn', 'metric', 'sns', 'OK ALARM 2026-11-21T02:14:07.415Z'],
  ])('%s', (name, kind, via, change) => {
    const alarm = alarmOf(fixture(name));
    expect(`${alarm.previousState} ${alarm.state} ${alarm.at}`).toBe(change);
    expect(alarm).toMatchObject({ kind, via, account: '111122223333', region: 'eu-central-1' });
    expect(alarm.arn).toBe(`arn:aws:cloudwatch:eu-central-1:111122223333:alarm:${alarm.name}`);
  });

  it('are all of the fixtures', () => {
    const kinds = new Map(NAMES.map((name) => [name, parseMessage(fixture(name)).kind]));
    expect([...kinds].filter(([, kind]) => kind !== 'alarm')).toEqual([
      ['event-bridge-configuration-change', 'ignored'],
      ['notice-end', 'notice'],
      ['notice-progress', 'notice'],
      ['notice-start', 'notice'],
      ['sns-subscription-confirmation', 'foreign'],
    ]);
  });
});

describe('what is said', () => {
  it('of a metric, by all ways', () => {
    const dimensions = {
      LoadBalancer: 'app/checkout/50dc6c495c0c9188',
      TargetGroup: 'targetgroup/checkout-api/943f017f100becff',
    };
    for (const name of ['event-bridge-metric', 'action-metric', 'sns-metric']) {
      const { metrics, condition, datapoints, description, tags } = alarmOf(fixture(name));
      expect(metrics).toMatchObject([
        {
          returnData: true,
          namespace: 'AWS/ApplicationELB',
          name: 'TargetResponseTime',
          dimensions,
          stat: 'p99',
          period: 60,
          unit: 'Seconds',
        },
      ]);
      expect(condition).toMatchObject({ operator: 'GreaterThanThreshold', threshold: 1.5, period: 60 });
      expect(datapoints.slice(-3)).toMatchObject([
        { at: '2026-11-21T02:11:00.000Z', value: 1.842 },
        { at: '2026-11-21T02:12:00.000Z', value: 2.371 },
        { at: '2026-11-21T02:13:00.000Z', value: 2.906 },
      ]);
      expect(description).toContain('https://runbooks.example.com/checkout/latency');
      expect(tags).toMatchObject({ severity: 'critical', team: 'checkout' });
    }
  });

  it('of metric math', () => {
    const [event, message] = ['event-bridge-math', 'sns-math'].map((name) => alarmOf(fixture(name)));
    expect(event?.metrics).toEqual(message?.metrics);
    expect(event?.metrics.map(({ id, returnData }) => `${id} ${returnData}`)).toEqual([
      'rate true',
      'errors false',
      'requests false',
    ]);
    expect(event?.metrics[0]).toMatchObject({
      expression: '100 * errors / MAX([requests, 1])',
      label: '5xx answers in %',
    });
    expect(event?.condition?.operator).toBe('GreaterThanOrEqualToThreshold');
    expect(message?.condition).toMatchObject({ evaluationPeriods: 3, datapointsToAlarm: 2 });
  });

  it('of an anomaly band', () => {
    const { condition, datapoints } = alarmOf(fixture('event-bridge-anomaly'));
    expect(condition).toMatchObject({ operator: 'LessThanLowerOrGreaterThanUpperThreshold', bandId: 'band' });
    expect(condition?.threshold).toBeUndefined();
    expect(datapoints).toHaveLength(5);
    expect(datapoints.at(-1)).toEqual({
      at: '2026-11-21T03:02:00.000Z',
      value: 7,
      lower: 94.4,
      upper: 159.3,
    });
    expect(alarmOf(fixture('sns-anomaly')).condition).toMatchObject({ bandId: 'band', evaluationPeriods: 5 });
  });

  it.each(['event-bridge-contributor', 'action-contributor', 'sns-contributor'])(
    'of a contributor: %s',
    (name) => {
      const { contributor, datapoints, metrics } = alarmOf(fixture(name));
      expect(contributor).toEqual({
        id: '6d442278dba546f6',
        attributes: { DBInstanceIdentifier: 'orders-primary' },
      });
      expect(datapoints).toEqual([{ at: '2026-11-21T03:11:00.000Z', value: 97.31 }]);
      expect(metrics[0]?.expression).toMatch(/^SELECT MAX/);
    },
  );

  it('of a contributor without an id, apart from others and from the alarm', () => {
    const of = (alarmContributor: unknown) =>
      alarmOf(changed('event-bridge-contributor', { alarmContributor })).contributor?.id;
    const ids = [of({ attributes: { a: '1' } }), of({ attributes: { a: '2' } }), of(null)];
    expect(new Set(ids).size).toBe(3);
    expect(ids).not.toContain(undefined);
    expect(of({ attributes: { a: '1', b: '2' } })).toBe(of({ attributes: { b: '2', a: '1' } }));
  });

  it.each(['event-bridge-composite', 'action-composite', 'sns-composite'])(
    'of a composite alarm: %s',
    (name) => {
      const { composite, metrics } = alarmOf(fixture(name));
      expect(metrics).toEqual([]);
      expect(composite?.rule).toMatch(/^\(ALARM\("checkout-api-p99-latency"\)/);
      expect(composite?.children.map((child) => `${child.name} ${child.state} ${child.isTrigger}`)).toEqual([
        'orders-5xx-rate ALARM true',
        'checkout-api-p99-latency ALARM true',
        'checkout-canary-failed undefined false',
      ]);
      expect(composite?.suppression).toBeUndefined();
    },
  );

  it('of suppression: of this state, not of the one before', () => {
    expect(alarmOf(fixture('event-bridge-composite-suppressed')).composite?.suppression).toEqual({
      by: 'WaitPeriod',
      reason: 'Actions suppressed by WaitPeriod',
      suppressor: 'maintenance',
    });
    expect(alarmOf(fixture('action-composite-suppressed')).composite?.suppression).toBeUndefined();
  });

  it('of mute rules', () => {
    expect(alarmOf(fixture('event-bridge-muted'))).toMatchObject({
      mutedBy: ['database-maintenance'],
      mutedUntil: '2026-11-21T04:00:00.000Z',
    });
    expect(alarmOf(fixture('event-bridge-metric'))).toMatchObject({ mutedBy: [] });
  });

  it('of logs', () => {
    const [event, message] = ['event-bridge-log', 'sns-log'].map((name) => alarmOf(fixture(name)));
    for (const alarm of [event, message]) {
      expect(alarm?.log).toMatchObject({
        query: 'fields @timestamp, @message | filter level = "ERROR" and provider = "acme-pay"',
        aggregation: 'count(*)',
        logGroups: ['arn:aws:logs:eu-central-1:111122223333:log-group:/ecs/payments', '/ecs/payments-worker'],
      });
      expect(alarm?.condition).toMatchObject({ threshold: 25, evaluationPeriods: 3, datapointsToAlarm: 2 });
      expect(alarm?.datapoints.map(({ value }) => value)).toEqual([12, 38, 57]);
      expect(alarm?.metrics).toEqual([]);
    }
    expect(event?.log?.lines).toEqual([]);
    expect(message?.log?.lines).toHaveLength(3);
    expect(alarmOf(fixture('sns-log-contributor')).contributor?.attributes).toEqual({
      endpoint: '/api/orders',
    });
  });

  it('of what is not known', () => {
    const { raw, metrics, condition, description } = alarmOf(fixture('event-bridge-unknown'));
    expect(raw).toContain('promQLCriteria');
    expect(metrics).toEqual([]);
    expect(condition).toBeUndefined();
    expect(description).toBe('The cache misses too often.');
  });

  it('of a partial evaluation', () => {
    const state = { value: 'ALARM', evaluationState: 'PARTIAL_DATA' };
    expect(alarmOf(changed('event-bridge-insights', { state })).evaluationState).toBe('PARTIAL_DATA');
  });
});

describe('the condition in the words of the reason', () => {
  it.each<[reason: string, operator: string | undefined, threshold: number | undefined]>([
    ['1 datapoint [0.0 (…)] was less than the threshold (1.0).', 'LessThanThreshold', 1],
    ['2 datapoints were not less than or equal to the threshold (-4.5).', 'LessThanOrEqualToThreshold', -4.5],
    ['was greater than the threshold (1.0E-5).', 'GreaterThanThreshold', 0.000_01],
    [
      'was greater than the upper thresholds [3.1] (minimum 1 datapoint)',
      'GreaterThanUpperThreshold',
      undefined,
    ],
    ['was not less than the lower thresholds [3.1]', 'LessThanLowerThreshold', undefined],
    ['Unchecked: Initial alarm creation', undefined, undefined],
    ['forced by set-alarm-state', undefined, undefined],
  ])('%s', (reason, operator, threshold) => {
    const { condition } = alarmOf(changed('event-bridge-metric', { state: { value: 'ALARM', reason } }));
    expect([condition?.operator, condition?.threshold]).toEqual([operator, threshold]);
  });
});

describe('datapoints', () => {
  const reasonWith = '2 out of the last 3 datapoints [9.0 (21/11/26 02:03:00), 7.0 (21/11/26 02:01:00)] were';
  const at = (minute: number) => `2026-11-21T02:0${minute}:00.000Z`;
  it.each<
    [name: string, reasonData: unknown, reason: string, expected: readonly (readonly [unknown, number])[]]
  >([
    [
      'evaluated ones come newest first; some are missing',
      {
        recentDatapoints: [7, 9],
        evaluatedDatapoints: [
          { timestamp: '2026-11-21T02:03:00.000+0000', value: 9 },
          { timestamp: '2026-11-21T02:02:00.000+0000' },
          { timestamp: '2026-11-21T02:01:00.000+0000', value: 7 },
        ],
      },
      '',
      [
        [at(1), 7],
        [at(3), 9],
      ],
    ],
    [
      'fewer of them than recent ones',
      {
        startDate: '2026-11-21T02:01:00.000+0000',
        period: 60,
        recentDatapoints: [7, 8, 9],
        evaluatedDatapoints: [{ timestamp: '2026-11-21T02:03:00.000+0000', value: 9 }],
      },
      reasonWith,
      [
        [at(1), 7],
        [at(2), 8],
        [at(3), 9],
      ],
    ],
    [
      'recent ones with a gap: the reason knows when',
      { startDate: '2026-11-21T02:01:00.000+0000', period: 60, recentDatapoints: [7, 9] },
      reasonWith,
      [
        [at(1), 7],
        [at(3), 9],
      ],
    ],
    [
      'recent ones without times',
      { recentDatapoints: [7, null, 9] },
      '',
      [
        [undefined, 7],
        [undefined, 9],
      ],
    ],
    [
      'only a reason',
      undefined,
      reasonWith,
      [
        [at(1), 7],
        [at(3), 9],
      ],
    ],
    ['nothing', 'no JSON', 'no data', []],
  ])('%s', (_name, reasonData, reason, expected) => {
    const state = { value: 'ALARM', reason, reasonData: JSON.stringify(reasonData) };
    const { datapoints } = alarmOf(changed('event-bridge-metric', { state }));
    expect(datapoints.map((point) => [point.at, point.value])).toEqual(expected);
  });
});

describe('where it is', () => {
  const { Region: _region, AlarmArn: _arn, ...nowhere } = fixture('sns-metric');
  const bare = { ...nowhere, OKActions: [], AlarmActions: [] };
  it.each<[name: string, parts: Json, region: string, arn: string]>([
    [
      'a display name',
      { Region: 'US East (N. Virginia)' },
      'us-east-1',
      'arn:aws:cloudwatch:us-east-1:111122223333',
    ],
    ['an old display name', { Region: 'EU (Ireland)' }, 'eu-west-1', 'arn:aws:'],
    ['a new display name', { Region: 'Europe (Ireland)' }, 'eu-west-1', 'arn:aws:'],
    ['Canada', { Region: 'Canada (Central)' }, 'ca-central-1', 'arn:aws:'],
    ['Mexico', { Region: 'Mexico (Central)' }, 'mx-central-1', 'arn:aws:'],
    [
      'GovCloud',
      { Region: 'AWS GovCloud (US-West)' },
      'us-gov-west-1',
      'arn:aws-us-gov:cloudwatch:us-gov-west-1',
    ],
    ['China', { Region: 'China (Beijing)' }, 'cn-north-1', 'arn:aws-cn:cloudwatch:cn-north-1'],
    ['a code', { Region: 'ap-south-2' }, 'ap-south-2', 'arn:aws:'],
    [
      'that of its topic',
      { Region: 'Moon (Tycho)', AlarmActions: ['arn:aws:sns:sa-east-1:111122223333:alarms'] },
      'sa-east-1',
      'arn:aws:',
    ],
    ['that of the function', {}, 'eu-north-1', 'arn:aws:cloudwatch:eu-north-1:111122223333'],
    [
      'its ARN',
      { AlarmArn: 'arn:aws:cloudwatch:eu-west-3:444455556666:alarm:x' },
      'eu-west-3',
      'arn:aws:cloudwatch:eu-west-3:444455556666:alarm:x',
    ],
    [
      'no ARN of an alarm',
      { AlarmArn: 'arn:aws:cloudwatch:eu-west-3: 444455556666:alarm:x' },
      'eu-north-1',
      'arn:aws:',
    ],
  ])('%s', (_name, parts, region, arn) => {
    const told = parseMessage({ ...bare, ...parts }, { region: 'eu-north-1', account: '444455556666' });
    expect(told).toMatchObject({ kind: 'alarm', alarm: { region, arn: expect.stringContaining(arn) } });
  });

  it('is told of nowhere at all', () => {
    const told = alarmOf({ AlarmName: 'a', NewStateValue: 'ALARM' });
    expect(told).toMatchObject({ account: '000000000000', region: 'unknown', kind: 'unknown' });
    expect(told.at).toBe(NOW.toISOString());
  });
});

describe('envelopes', () => {
  const event = fixture('event-bridge-metric');
  const alarm = fixture('sns-metric');
  const inSns = (message: unknown) => ({
    Type: 'Notification',
    Message: JSON.stringify(message),
    Subject: null,
  });
  const inSqs = (body: unknown) => ({
    Records: [{ eventSource: 'aws:sqs', eventSourceARN: 'arn', messageId: '1', body: JSON.stringify(body) }],
  });
  it.each<[name: string, event: unknown, via: string]>([
    ['SNS → SQS', inSqs(inSns(alarm)), 'sns'],
    ['SNS, raw → SQS', inSqs(alarm), 'sns'],
    ['SNS → Lambda', { Records: [{ EventSource: 'aws:sns', Sns: inSns(alarm) }] }, 'sns'],
    ['EventBridge → SQS', inSqs(event), 'event-bridge'],
    ['EventBridge, its detail alone → SQS', inSqs(event['detail']), 'event-bridge'],
    ['EventBridge → SNS → SQS', inSqs(inSns(event)), 'event-bridge'],
    ['EventBridge → Lambda', event, 'event-bridge'],
    ['Lambda action', fixture('action-metric'), 'lambda-action'],
    ['Lambda action → SQS', inSqs(fixture('action-metric')), 'lambda-action'],
  ])('%s', (_name, input, via) => {
    const [message] = intakeOf(input, 'request').messages;
    expect(alarmOf(message?.payload)).toMatchObject({
      via,
      name: 'checkout-api-p99-latency',
      state: 'ALARM',
    });
  });
});

describe('what is no alarm', () => {
  it.each<[name: string, payload: unknown, reason: RegExp]>([
    ['nothing', undefined, /not an object/],
    ['a text', 'ALARM', /not an object/],
    ['a list', [fixture('sns-metric')], /a list/],
    ['nothing in it', {}, /empty object/],
    ['of S3', { Records: [], secret: 'x' }, /its keys are Records, secret$/],
    ['no state', { AlarmName: 'a' }, /a state.*AlarmName/],
    ['no name', { NewStateValue: 'OK' }, /a name.*NewStateValue/],
    ['a state that is no text', { AlarmName: 'a', NewStateValue: 3 }, /a state/],
    [
      'another event',
      { 'detail-type': 'EC2 Instance State-change Notification', detail: { state: 'x' } },
      /a name/,
    ],
    ['a subscription', fixture('sns-subscription-confirmation'), /SubscribeURL/],
  ])('%s', (_name, payload, reason) => {
    const told = parseMessage(payload);
    expect(told).toMatchObject({ kind: 'foreign', reason: expect.stringMatching(reason) });
  });

  it('long keys are cut', () => {
    const told = parseMessage(
      Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`${index}${'k'.repeat(500)}`, 1])),
    );
    expect(told.kind === 'foreign' && told.reason.length).toBeLessThan(500);
  });

  it('a changed configuration is ignored', () => {
    const what = 'CloudWatch Alarm Configuration Change';
    expect(parseMessage(fixture('event-bridge-configuration-change'))).toEqual({ kind: 'ignored', what });
  });
});

describe('notices', () => {
  const start = fixture('notice-start');
  it('are as they came, with their time in UTC', () => {
    const told = parseMessage({ ...start, at: '2026-11-21T04:00:00+01:00' });
    expect(told).toEqual({ kind: 'notice', notice: start });
  });

  it.each<[name: string, parts: Json, problem: RegExp]>([
    ['an unknown key', { colour: 'red' }, /colour/],
    ['no title', { title: undefined }, /title/],
    ['an empty title', { title: '' }, /title: is empty/],
    ['a long title', { title: 'x'.repeat(201) }, /title: has more than 200/],
    ['two lines', { title: 'a\nb' }, /title: is more than one line/],
    ['a long text', { text: 'x'.repeat(8_001) }, /text: has more than 8000/],
    ['another severity', { severity: 'bad' }, /severity/],
    ['no source', { source: 'a/b' }, /source: is not a name/],
    ['a percentage of a start', { percent: 3 }, /percent: is of progress only/],
    ['too much of it', { status: 'progress', percent: 101 }, /percent/],
    ['another time', { at: 'yesterday' }, /at: is not a time/],
    ['an account', { account: '1' }, /account/],
    ['a region', { region: 'Frankfurt' }, /region/],
    ['facts', { facts: { hosts: 12 } }, /facts\.hosts/],
    [
      'many facts',
      { facts: Object.fromEntries(Array.from({ length: 31 }, (_, i) => [`f${i}`, ''])) },
      /facts: has more than 30/,
    ],
    ['a link', { link: 'http://wiki.example.com' }, /link: is not an https URL/],
    ['tags', { tags: ['a'] }, /tags/],
  ])('%s', (_name, parts, problem) => {
    const told = parseMessage({ ...start, ...parts });
    expect(told).toMatchObject({ kind: 'foreign', reason: expect.stringMatching(problem) });
  });

  it('say what is wrong without what they hold', () => {
    const told = parseMessage({ ...start, title: ['hunter2'], account: 'hunter2', link: 'hunter2' });
    expect(told.kind).toBe('foreign');
    expect(JSON.stringify(told)).not.toContain('hunter2');
  });
});

function checkBounds(told: Told): void {
  if (told.kind !== 'alarm') return;
  const { alarm } = told;
  expect(Buffer.byteLength(alarm.reason)).toBeLessThanOrEqual(8192);
  expect(Buffer.byteLength(alarm.raw ?? '')).toBeLessThanOrEqual(4096);
  expect(alarm.metrics.length).toBeLessThanOrEqual(100);
  expect(alarm.datapoints.length).toBeLessThanOrEqual(100);
  expect(alarm.composite?.children.length ?? 0).toBeLessThanOrEqual(100);
  expect(alarm.log?.lines.length ?? 0).toBeLessThanOrEqual(50);
  expect(new Date(alarm.at).toISOString()).toBe(alarm.at);
  expect(alarm.account).toMatch(/^\d{12}$/);
  expect(alarm.kind === 'unknown').toBe(alarm.raw !== undefined);
  expect(JSON.stringify(alarm)).not.toMatch(/[\uFFFE\uFFFF]/);
}

describe('limits', () => {
  it.each<[name: string, payload: Json]>([
    [
      'a long reason',
      changed('event-bridge-metric', { state: { value: 'ALARM', reason: 'ü'.repeat(200_000) } }),
    ],
    [
      'a reason of digits',
      changed('event-bridge-metric', { state: { value: 'ALARM', reason: '1'.repeat(200_000) } }),
    ],
    [
      'a rule of quotes',
      changed('event-bridge-composite', { configuration: { alarmRule: '"'.repeat(100_000) } }),
    ],
    [
      'many children',
      changed('event-bridge-composite', {
        configuration: { alarmRule: Array.from({ length: 900 }, (_, i) => `ALARM(a${i})`).join(' OR ') },
      }),
    ],
    [
      'many metrics',
      changed('event-bridge-math', {
        configuration: {
          metrics: Array.from({ length: 300 }, (_, i) => ({ id: `m${i}`, expression: 'm1' })),
        },
      }),
    ],
    ['many lines', changed('sns-log', { LogLines: Array.from({ length: 300 }, () => 'x'.repeat(9000)) })],
    ['much that is unknown', changed('event-bridge-unknown', { more: '😀'.repeat(50_000) })],
  ])('%s', (_name, payload) => {
    const told = parseMessage(payload);
    expect(told.kind).toBe('alarm');
    checkBounds(told);
  });

  it('a hundred metrics of math are all told', () => {
    const metrics = Array.from({ length: 100 }, (_, i) => ({
      id: `m${i}`,
      expression: `m${i} * 2`,
      returnData: i === 0,
    }));
    expect(alarmOf(changed('event-bridge-math', { configuration: { metrics } })).metrics).toHaveLength(100);
  });

  it('what no queue takes is replaced', () => {
    expect(alarmOf({ AlarmName: 'a\uD800\uFFFE b', NewStateValue: 'ALARM' }).name).toBe('a\uFFFD\uFFFD b');
  });

  it('what is nested too deeply', () => {
    let deep: unknown = 'x';
    for (let depth = 0; depth < 200_000; depth += 1) deep = [deep];
    expect(parseMessage({ AlarmName: 'a', NewStateValue: 'ALARM', deep })).toMatchObject({ kind: 'alarm' });
  });

  it.each<[rule: string, names: readonly string[]]>([
    ['ALARM(a) AND NOT OK(b)', ['a', 'b']],
    ['ALARM("a (b) \\"c\\"") OR TRUE', ['a (b) "c"']],
    ['AT_LEAST(2, ALARM, (x, y, "z 1"))', ['x', 'y', 'z 1']],
    ['AT_LEAST(50%, ALARM, (x, x))', ['x']],
    ['ALARM(arn:aws:cloudwatch:eu-west-1:444455556666:alarm:far)', ['far']],
  ])('the alarms of a rule: %s', (alarmRule, names) => {
    const { composite } = alarmOf(
      changed('event-bridge-composite', { configuration: { alarmRule }, state: { value: 'OK' } }),
    );
    expect(composite?.children.map(({ name }) => name)).toEqual(names);
  });
});

describe('properties', () => {
  it('nothing throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (payload) => {
        const told = parseMessage(payload);
        expect(['alarm', 'notice', 'ignored', 'foreign']).toContain(told.kind);
        checkBounds(told);
      }),
      { numRuns: RUNS },
    );
  });

  it('a damaged event is an alarm as long as it has a name and a state', () => {
    const alarms = NAMES.filter((name) => parseMessage(fixture(name)).kind === 'alarm');
    const damage = fc.record({
      name: fc.constantFrom(...alarms),
      steps: fc.array(fc.nat(), { minLength: 1, maxLength: 8 }),
      value: fc.option(fc.jsonValue(), { nil: undefined }),
      times: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
        const [{ name } = { name: 'sns-metric' }] = damages;
        const payload = fixture(name);
        for (const { steps, value } of damages) damageIn(payload, steps, value);
        const told = parseMessage(payload);
        checkBounds(told);
        expect(['alarm', 'foreign']).toContain(told.kind);
        const [alarmName, state] = nameAndState(payload);
        const isWhole = [alarmName, state].every((text) => typeof text === 'string' && text.trim() !== '');
        if (isWhole) expect(told).toMatchObject({ kind: 'alarm', alarm: { name: alarmName, state } });
      }),
      { numRuns: RUNS * 5 },
    );
  });
});

/** Takes something out of an object, or puts something else there; reasonData is opened like the rest. */
function damageIn(value: unknown, steps: readonly number[], other: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const object = value as Record<string, unknown>;
  const keys = Object.keys(object);
  const [step = 0, ...rest] = steps;
  const key = keys[step % Math.max(keys.length, 1)];
  if (key === undefined) return;
  if (rest.length > 0 && typeof object[key] === 'object' && object[key] !== null) {
    damageIn(object[key], rest, other);
  } else if (rest.length > 0 && key === 'reasonData' && typeof object[key] === 'string') {
    const data: unknown = JSON.parse(object[key]);
    damageIn(data, rest, other);
    object[key] = JSON.stringify(data);
  } else if (other === undefined) Reflect.deleteProperty(object, key);
  else object[key] = other;
}

/** As written, where they belong. */
function nameAndState(payload: Json): readonly [unknown, unknown] {
  const inner = (payload['detail'] ?? payload['alarmData']) as Json | null | undefined;
  if (inner === undefined) return [payload['AlarmName'], payload['NewStateValue']];
  const state = inner?.['state'] as Json | null | undefined;
  return [inner?.['alarmName'], state?.['value']];
}
