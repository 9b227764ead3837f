import { describe, expect, it } from 'vitest';
import type { Alarm } from '../../src/alarm.ts';
import { say } from '../../src/words/say.ts';
import { alarmContent, noticeContent } from './contents.ts';

const at = { previousAt: '2025-11-21T02:00:07.123Z' };
const band = {
  kind: 'anomaly',
  condition: {
    operator: 'LessThanLowerOrGreaterThanUpperThreshold',
    bandId: 'ad1',
    evaluationPeriods: 1,
    period: 300,
  },
  metrics: [
    { id: 'ad1', returnData: true, expression: 'ANOMALY_DETECTION_BAND(m1, 2)', dimensions: {} },
    {
      id: 'm1',
      returnData: true,
      namespace: 'AWS/EC2',
      name: 'CPUUtilization',
      dimensions: {},
      stat: 'Average',
      unit: 'Percent',
    },
  ],
} satisfies Partial<Alarm>;
const math = {
  kind: 'math',
  condition: { operator: 'GreaterThanOrEqualToThreshold', threshold: 5, evaluationPeriods: 1, period: 60 },
  datapoints: [{ value: 7.1428 }],
  metrics: [
    {
      id: 'm1',
      returnData: false,
      namespace: 'Shop',
      name: 'Errors',
      dimensions: { Service: 'cart' },
      stat: 'Sum',
      period: 60,
    },
    { id: 'e1', returnData: true, expression: 'm1 / 12', label: 'Error rate', dimensions: {} },
  ],
} satisfies Partial<Alarm>;
const child = (name: string, isTrigger: boolean, state = 'ALARM') => ({ arn: name, name, state, isTrigger });

describe('summary', () => {
  it.for<readonly [name: string, changes: Partial<Alarm>, expected: string]>([
    ['a metric', {}, 'HTTPCode_Target_5XX_Count Sum 412 > 50, for 3 of 3 periods of 1 min.'],
    [
      'the newest value is good again',
      { datapoints: [{ value: 70 }, { value: 412 }, { value: 3 }] },
      'HTTPCode_Target_5XX_Count Sum 412 > 50, for 3 of 3 periods of 1 min.',
    ],
    [
      'values that do not explain it',
      { datapoints: [{ value: 3 }] },
      'HTTPCode_Target_5XX_Count Sum 3; alarm at > 50, for 3 of 3 periods of 1 min.',
    ],
    ['no values', { datapoints: [] }, 'HTTPCode_Target_5XX_Count Sum > 50, for 3 of 3 periods of 1 min.'],
    [
      'missing data that breaches',
      {
        datapoints: [],
        condition: {
          operator: 'LessThanThreshold',
          threshold: 1,
          evaluationPeriods: 1,
          period: 60,
          treatMissingData: 'breaching',
        },
      },
      'HTTPCode_Target_5XX_Count Sum has no data, which counts as breaching; alarm at < 1, for 1 period of 1 min.',
    ],
    [
      'OK after an alarm',
      { state: 'OK', previousState: 'ALARM', ...at, datapoints: [{ value: 2 }] },
      'HTTPCode_Target_5XX_Count Sum 2; alarm at > 50, for 3 of 3 periods of 1 min. It was in alarm for 14 min.',
    ],
    [
      'OK, since when is not known',
      { state: 'OK', previousState: 'ALARM', datapoints: [] },
      'HTTPCode_Target_5XX_Count Sum; alarm at > 50, for 3 of 3 periods of 1 min.',
    ],
    [
      'too little data',
      { state: 'INSUFFICIENT_DATA', previousState: 'ALARM', ...at },
      'CloudWatch has too little data to tell whether HTTPCode_Target_5XX_Count Sum is > 50, for 3 of 3 periods of 1 min. It was in alarm for 14 min.',
    ],
    [
      'a band',
      { ...band, datapoints: [{ value: 93.24, lower: 12.08, upper: 60.4 }] },
      'CPUUtilization Average 93.2 % outside the band of 12.1 % to 60.4 %, for 1 period of 5 min.',
    ],
    [
      'a band whose edges are not known',
      { ...band, datapoints: [{ value: 93.24 }] },
      'CPUUtilization Average 93.2 % outside the band, for 1 period of 5 min.',
    ],
    ['math', math, 'Error rate 7.14 ≥ 5, for 1 period of 1 min.'],
    [
      'Metrics Insights',
      {
        ...math,
        kind: 'insights',
        metrics: [
          {
            id: 'q1',
            returnData: true,
            expression: 'SELECT AVG(CPUUtilization) FROM "AWS/EC2" GROUP BY InstanceId',
            dimensions: {},
          },
        ],
      },
      'CPUUtilization AVG 7.14 ≥ 5, for 1 period of 1 min.',
    ],
    [
      'a composite alarm that was led by its alarms',
      {
        kind: 'composite',
        metrics: [],
        condition: undefined,
        composite: { rule: 'ALARM(a) OR ALARM(b)', children: [child('a', true), child('b', false, 'OK')] },
      },
      '1 of its 2 alarms led to it: a.',
    ],
    [
      'a composite alarm of which the rule is known',
      {
        kind: 'composite',
        condition: undefined,
        composite: {
          rule: 'ALARM("c") OR ALARM("arn:aws:cloudwatch:eu-central-1:111122223333:alarm:a b")',
          children: [],
        },
      },
      'Its rule has come true: ALARM(c) OR ALARM(a b).',
    ],
    [
      'a composite alarm of which nothing is known',
      { kind: 'composite', condition: undefined, state: 'OK' },
      'Its rule is not true any more.',
    ],
    [
      'a log alarm',
      {
        kind: 'log',
        metrics: [],
        condition: { operator: 'GreaterThanThreshold', threshold: 5 },
        datapoints: [{ value: 12 }],
      },
      'Log query 12 > 5.',
    ],
    [
      'an unknown kind',
      { kind: 'unknown', metrics: [], condition: undefined, datapoints: [], reason: '' },
      'An alarm of a kind that is not known here.',
    ],
    ['CloudWatch has words for it alone', { condition: undefined, reason: 'It crossed.' }, 'It crossed.'],
    ['nothing is known', { condition: undefined, reason: '' }, 'It is in state ALARM.'],
    [
      'an unknown operator',
      { condition: { operator: 'Near', threshold: 5 }, datapoints: [{ value: 4 }] },
      'HTTPCode_Target_5XX_Count Sum 4 Near 5.',
    ],
  ])('%s', ([, changes, expected]) => {
    expect(say(alarmContent(changes)).summary).toBe(expected);
  });
});

describe('headline', () => {
  it.for<readonly [name: string, changes: Partial<Alarm>, expected: string]>([
    ['name and place', {}, 'ALARM: checkout-5xx (prod, eu-central-1)'],
    [
      'no name of the account',
      { accountName: undefined },
      'ALARM: checkout-5xx (111122223333, eu-central-1)',
    ],
    [
      'a contributor',
      { contributor: { id: 'c1', attributes: { InstanceId: 'i-1' } } },
      'ALARM: checkout-5xx, InstanceId i-1 (prod, eu-central-1)',
    ],
    [
      'a contributor without attributes',
      { contributor: { id: 'c1', attributes: {} } },
      'ALARM: checkout-5xx, c1 (prod, eu-central-1)',
    ],
    ['a state that is not known', { state: 'PAUSED' }, 'PAUSED: checkout-5xx (prod, eu-central-1)'],
    ['lines and what nobody sees', { name: 'a\nb\u202Ec\u0007' }, 'ALARM: a bc (prod, eu-central-1)'],
    [
      'a long name is what is cut',
      { name: 'x'.repeat(255) },
      `ALARM: ${'x'.repeat(171)}… (prod, eu-central-1)`,
    ],
  ])('%s', ([, changes, expected]) => {
    expect(say(alarmContent(changes)).headline).toBe(expected);
  });
});

describe('facts and lists', () => {
  const factOf = (changes: Partial<Alarm>, name: string): string | undefined =>
    say(alarmContent(changes)).facts.find((fact) => fact.name === name)?.value;

  it.for<readonly [name: string, changes: Partial<Alarm>, fact: string, expected: string | undefined]>([
    ['since', {}, 'Since', '2025-11-21 02:14:07 UTC, OK before'],
    ['account', {}, 'Account', 'prod (111122223333)'],
    [
      'metric',
      {},
      'Metric',
      'AWS/ApplicationELB HTTPCode_Target_5XX_Count, Sum over 1 min, LoadBalancer app/checkout/1a2b',
    ],
    ['limit', {}, 'Alarm at', '> 50, for 3 of 3 periods of 1 min'],
    ['values', {}, 'Last values', '51, 204, 412'],
    ['one value is in the summary', { datapoints: [{ value: 1 }] }, 'Last values', undefined],
    [
      'suppression',
      { composite: { children: [], suppression: { by: 'WaitPeriod', suppressor: 'maintenance' } } },
      'Suppressed',
      'WaitPeriod, by maintenance',
    ],
    [
      'tags of AWS and links',
      { tags: { 'aws:x': 'y', runbook: 'https://a.example', team: 'z' } },
      'Tags',
      'team=z',
    ],
    [
      'severity and links of tags',
      { tags: { severity: 'error', dashboard: 'x', team: 'z' } },
      'Tags',
      'team=z',
    ],
    [
      'log groups',
      {
        log: {
          logGroups: ['arn:aws:logs:eu-central-1:111122223333:log-group:/ecs/a:*', '/ecs/b'],
          lines: [],
        },
      },
      'Log groups',
      '/ecs/a, /ecs/b',
    ],
    [
      'mutes',
      { mutedBy: ['maintenance'], mutedUntil: '2025-11-21T04:00:00Z' },
      'Muted by',
      'maintenance, until 2025-11-21 04:00:00 UTC',
    ],
    ['evaluation', { evaluationState: 'PARTIAL_DATA' }, 'Evaluation', 'of a part of the data (PARTIAL_DATA)'],
    ['actions', { actionsEnabled: false }, 'Actions', 'switched off'],
    ['changes', { changesToday: 7 }, 'Changes', '7 in 24 hours'],
  ])('%s', ([, changes, fact, expected]) => {
    expect(factOf(changes, fact)).toBe(expected);
  });

  it('lists expressions with their metrics', () => {
    expect(say(alarmContent(math)).lists).toStrictEqual([
      {
        heading: 'Metrics',
        lines: ['m1: Shop Errors, Sum over 1 min, Service cart', 'e1: m1 / 12 (Error rate)'],
      },
    ]);
  });

  it('lists a hundred children by the first of them, and how many more there are', () => {
    const children = Array.from({ length: 100 }, (_, index) => child(`c${index}`, index === 0));
    const [list] = say(alarmContent({ kind: 'composite', composite: { children } })).lists;
    expect([list?.lines[0], list?.lines.length, list?.lines.at(-1)]).toStrictEqual([
      'c0: ALARM, led to it',
      13,
      'and 88 more',
    ]);
  });

  it('shows what came of an alarm that it does not know', () => {
    const { lists } = say(alarmContent({ kind: 'unknown', metrics: [], raw: '{"a":1}' }));
    expect(lists).toStrictEqual([{ heading: 'What CloudWatch sent', isCode: true, lines: ['{"a":1}'] }]);
  });

  it.for<readonly [name: string, description: string, expected: string | undefined]>([
    [
      'a line of its own',
      'Slow.\nRunbook: https://wiki.example.com/runbooks/checkout\nFast.',
      'Slow.\nFast.',
    ],
    ['nothing else', '- runbook: <https://wiki.example.com/runbooks/checkout>', undefined],
    ['the end of a line', 'Slow. Runbook: https://wiki.example.com/runbooks/checkout.', 'Slow.'],
    [
      'a part of a sentence',
      'See the runbook https://wiki.example.com/runbooks/checkout',
      'See the runbook https://wiki.example.com/runbooks/checkout',
    ],
    ['another URL', 'Runbook: https://wiki.example.com/other', 'Runbook: https://wiki.example.com/other'],
  ])('leaves the runbook out of the description, which a link has: %s', ([, description, expected]) => {
    expect(say(alarmContent({ description })).description).toBe(expected);
  });

  it('has the runbook first', () => {
    expect(say(alarmContent()).links.map(({ name }) => name)).toStrictEqual(['Runbook', 'Alarm']);
  });
});

describe('notices', () => {
  it.for<readonly [name: string, changes: object, mood: string, summary: string]>([
    ['an event', {}, 'neutral', 'Happened at 02:14:07 UTC.'],
    ['a start', { status: 'start' }, 'neutral', 'Started at 02:14:07 UTC.'],
    ['progress', { status: 'progress', percent: 40.7 }, 'neutral', '40 % done at 02:14:07 UTC.'],
    ['an end', { status: 'end' }, 'good', 'Ended at 02:14:07 UTC.'],
    ['an end that is bad', { status: 'end', severity: 'error' }, 'bad', 'Ended at 02:14:07 UTC.'],
    ['a warning', { severity: 'warning' }, 'unsure', 'Happened at 02:14:07 UTC.'],
  ])('%s', ([, changes, mood, summary]) => {
    expect(say(noticeContent(changes))).toMatchObject({
      headline: 'Updates of 12 hosts (prod, eu-central-1)',
      mood,
      summary,
      reason: 'Kernel and openssl.',
    });
  });
});
