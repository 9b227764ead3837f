import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alarm, AlarmMetric } from '../../src/alarm.ts';
import { widgetOf } from '../../src/graph/widget.ts';
import { RUNS } from '../runs.ts';
import { alarmOf } from '../support/alarms.ts';
import { widgetSchema } from '../support/widget-images.ts';

const ACCOUNT = '111122223333';
const OPTIONS = { hours: 3, account: ACCOUNT };

function metricOf(id: string, changes: Partial<AlarmMetric> = {}): AlarmMetric {
  const dimensions = { InstanceId: 'i-1' };
  return {
    id,
    returnData: false,
    namespace: 'AWS/EC2',
    name: 'NetworkIn',
    dimensions,
    stat: 'Sum',
    period: 60,
    ...changes,
  };
}

function expressionOf(id: string, expression: string, changes: Partial<AlarmMetric> = {}): AlarmMetric {
  return { id, returnData: true, expression, dimensions: {}, ...changes };
}

it('is what CloudWatch draws', () => {
  const alarm = alarmOf({
    metrics: [metricOf('m1', { returnData: true, stat: 'p99.9', label: "CPU of ${PROP('Dim.InstanceId')}" })],
    condition: { operator: 'GreaterThanThreshold', threshold: 90, evaluationPeriods: 3, period: 60 },
  });
  expect(widgetOf(alarm, OPTIONS)).toEqual({
    view: 'timeSeries',
    stacked: false,
    title: 'cpu-high',
    width: 600,
    height: 300,
    start: '2026-11-21T09:00:00.000Z',
    end: '2026-11-21T12:05:00.000Z',
    timezone: '+0000',
    region: 'eu-central-1',
    legend: { position: 'bottom' },
    metrics: [
      [
        'AWS/EC2',
        'NetworkIn',
        'InstanceId',
        'i-1',
        { id: 'm1', label: "CPU of ${PROP('Dim.InstanceId')}", stat: 'p99.9', period: 60, visible: true },
      ],
    ],
    annotations: {
      horizontal: [{ label: '> 90', value: 90, fill: 'above', color: '#d13212' }],
      vertical: [{ label: 'ALARM', value: '2026-11-21T12:00:00.000Z', color: '#d13212' }],
    },
  });
});

describe('metrics', () => {
  const none = { operator: 'GreaterThanThreshold' };
  it.each<[name: string, alarm: Partial<Alarm>, expected: readonly unknown[]]>([
    [
      'of math are hidden, its result is not',
      {
        kind: 'math',
        metrics: [
          metricOf('m1'),
          metricOf('m2', { label: '' }),
          expressionOf('e1', 'm1/m2*100', { label: 'errors %', period: 60 }),
        ],
        condition: none,
      },
      [
        ['AWS/EC2', 'NetworkIn', 'InstanceId', 'i-1', { id: 'm1', stat: 'Sum', period: 60, visible: false }],
        ['AWS/EC2', 'NetworkIn', 'InstanceId', 'i-1', { id: 'm2', stat: 'Sum', period: 60, visible: false }],
        [{ id: 'e1', expression: 'm1/m2*100', label: 'errors %', period: 60, visible: true }],
      ],
    ],
    [
      'of an anomaly alarm are shown with the band',
      {
        kind: 'anomaly',
        metrics: [
          metricOf('m1', { returnData: true, dimensions: {} }),
          expressionOf('ad1', 'ANOMALY_DETECTION_BAND(m1, 2)', { returnData: false }),
        ],
        condition: { operator: 'LessThanLowerOrGreaterThanUpperThreshold', bandId: 'ad1' },
      },
      [
        ['AWS/EC2', 'NetworkIn', { id: 'm1', stat: 'Sum', period: 60, visible: true }],
        [{ id: 'ad1', expression: 'ANOMALY_DETECTION_BAND(m1, 2)', visible: true }],
      ],
    ],
    [
      'of Metrics Insights are its query',
      {
        kind: 'insights',
        metrics: [
          expressionOf('q1', 'SELECT MAX(CPUUtilization) FROM "AWS/EC2" GROUP BY InstanceId', {
            period: 300,
          }),
        ],
        contributor: { id: 'c1', attributes: { InstanceId: 'i-1' } },
      },
      [
        [
          {
            id: 'q1',
            expression: 'SELECT MAX(CPUUtilization) FROM "AWS/EC2" GROUP BY InstanceId',
            period: 300,
            visible: true,
          },
        ],
      ],
    ],
    [
      'of another account than the one that draws name theirs',
      {
        metrics: [
          metricOf('m1', { account: '444455556666' }),
          metricOf('m2', { account: ACCOUNT }),
          expressionOf('e1', 'm1+m2'),
        ],
      },
      [
        [
          'AWS/EC2',
          'NetworkIn',
          'InstanceId',
          'i-1',
          { id: 'm1', stat: 'Sum', period: 60, visible: false, accountId: '444455556666' },
        ],
        ['AWS/EC2', 'NetworkIn', 'InstanceId', 'i-1', { id: 'm2', stat: 'Sum', period: 60, visible: false }],
        [{ id: 'e1', expression: 'm1+m2', visible: true }],
      ],
    ],
    [
      'of an alarm of another account name that',
      { account: '444455556666', metrics: [metricOf('m1', { returnData: true, dimensions: {} })] },
      [
        [
          'AWS/EC2',
          'NetworkIn',
          { id: 'm1', stat: 'Sum', period: 60, visible: true, accountId: '444455556666' },
        ],
      ],
    ],
    [
      'of an alarm of one metric have no id of use',
      { metrics: [metricOf('5b5ba07e-6a3c-4f2f-9c0f-0f3b8f3f2f60', { returnData: true, dimensions: {} })] },
      [['AWS/EC2', 'NetworkIn', { stat: 'Sum', period: 60, visible: true }]],
    ],
    [
      'that would be read as shorthand are left out',
      {
        metrics: [
          metricOf('m1', { dimensions: { Path: '.' } }),
          metricOf('m2', { returnData: true, dimensions: {} }),
        ],
      },
      [['AWS/EC2', 'NetworkIn', { id: 'm2', stat: 'Sum', period: 60, visible: true }]],
    ],
    [
      'that have no name are left out',
      {
        metrics: [metricOf('m1', { name: undefined }), metricOf('m2', { returnData: true, dimensions: {} })],
      },
      [['AWS/EC2', 'NetworkIn', { id: 'm2', stat: 'Sum', period: 60, visible: true }]],
    ],
  ])('%s', (_name, changes, expected) => {
    expect(widgetOf(alarmOf(changes), OPTIONS)?.metrics).toEqual(expected);
  });

  it('are a hundred at most, of which those that are shown come first', () => {
    const hidden = Array.from({ length: 120 }, (_, index) => metricOf(`m${index}`));
    const metrics = widgetOf(alarmOf({ metrics: [...hidden, expressionOf('e1', 'm1')] }), OPTIONS)?.metrics;
    expect(metrics).toHaveLength(100);
    expect(metrics?.at(-1)).toEqual([{ id: 'e1', expression: 'm1', visible: true }]);
    expect(metrics?.at(0)?.at(-1)).toMatchObject({ id: 'm0' });
  });
});

describe('nothing is drawn', () => {
  const long = 'x'.repeat(10_000);
  it.each<[name: string, alarm: Partial<Alarm>]>([
    ['of alarms without metrics', { kind: 'composite', metrics: [] }],
    ['where nothing is shown', { metrics: [metricOf('m1')] }],
    ['where nothing is complete', { metrics: [metricOf('m1', { returnData: true, namespace: '' })] }],
    ['without a time', { at: 'some day' }],
    [
      'where it would be too large',
      {
        metrics: Array.from({ length: 10 }, (_, index) =>
          metricOf(`m${index}`, { returnData: true, label: long }),
        ),
      },
    ],
  ])('%s', (_name, changes) => {
    expect(widgetOf(alarmOf(changes), OPTIONS)).toBeUndefined();
  });
});

it('has no line where a band is the threshold', () => {
  const condition = { operator: 'GreaterThanUpperThreshold', threshold: 5, bandId: 'ad1' };
  expect(widgetOf(alarmOf({ condition }), OPTIONS)?.annotations.horizontal).toBeUndefined();
});

it.each<[operator: string, threshold: number | undefined, expected: unknown]>([
  ['GreaterThanThreshold', 90.5, { label: '> 90.5', fill: 'above' }],
  ['GreaterThanOrEqualToThreshold', 0, { label: '≥ 0', fill: 'above' }],
  ['LessThanThreshold', -1, { label: '< -1', fill: 'below' }],
  ['LessThanOrEqualToThreshold', 1e-7, { label: '≤ 1e-7', fill: 'below' }],
  ['SomethingNew', 5, { label: '5', fill: 'none' }],
  ['LessThanLowerOrGreaterThanUpperThreshold', undefined, undefined],
])('the threshold of %s %s', (operator, threshold, expected) => {
  const { annotations } = widgetOf(alarmOf({ condition: { operator, threshold } }), OPTIONS) ?? {};
  const lines = expected === undefined ? undefined : [expect.objectContaining(expected)];
  expect(annotations?.horizontal).toEqual(lines);
});

describe('the range', () => {
  const slow = [metricOf('m1', { returnData: true, period: 86_400 })];
  const fast = [metricOf('m1', { returnData: true, period: 10 })];
  it.each<[name: string, alarm: Partial<Alarm>, hours: number, start: string, end: string]>([
    ['as in the config', {}, 6, '2026-11-21T06:00:00.000Z', '2026-11-21T12:05:00.000Z'],
    ['of a slow metric', { metrics: slow }, 3, '2026-11-09T12:00:00.000Z', '2026-11-22T12:00:00.000Z'],
    ['of a fast metric', { metrics: fast }, 3, '2026-11-21T09:15:00.000Z', '2026-11-21T12:05:00.000Z'],
    [
      'of a fast metric, shortly',
      { metrics: fast },
      1,
      '2026-11-21T11:00:00.000Z',
      '2026-11-21T12:05:00.000Z',
    ],
    [
      'before the first datapoint',
      { datapoints: [{ at: '2026-11-21T10:00:00.000Z', value: 1 }, { value: 2 }, { at: 'then', value: 3 }] },
      3,
      '2026-11-21T07:00:00.000Z',
      '2026-11-21T12:05:00.000Z',
    ],
  ])('%s', (_name, alarm, hours, start, end) => {
    expect(widgetOf(alarmOf(alarm), { ...OPTIONS, hours })).toMatchObject({ start, end });
  });
});

it('is a widget as documented, whatever the alarm holds', () => {
  const text = fc.string({ unit: 'binary' });
  const metric = fc.record(
    {
      id: fc.oneof(fc.uuid(), text, fc.stringMatching(/^[a-z][a-z0-9_]{0,5}$/)),
      returnData: fc.boolean(),
      label: text,
      expression: fc.option(text, { nil: undefined }),
      namespace: text,
      name: text,
      dimensions: fc.dictionary(text, text, { maxKeys: 3 }),
      stat: text,
      period: fc.constantFrom(10, 60, 300),
      account: fc.constantFrom('444455556666', ACCOUNT),
    },
    { requiredKeys: ['id', 'returnData', 'dimensions'] },
  );
  const alarms = fc.record({
    name: text,
    state: text,
    metrics: fc.array(metric, { maxLength: 5 }),
    condition: fc.record({ operator: text, threshold: fc.double({ noNaN: true, noDefaultInfinity: true }) }),
  });
  let drawn = 0;
  fc.assert(
    fc.property(alarms, (changes) => {
      const widget = widgetOf(alarmOf(changes), OPTIONS);
      if (widget === undefined) return;
      drawn += 1;
      expect(widgetSchema.safeParse(JSON.parse(JSON.stringify(widget))).error?.issues).toBeUndefined();
    }),
    { numRuns: RUNS },
  );
  expect(drawn).toBeGreaterThan(0);
});
