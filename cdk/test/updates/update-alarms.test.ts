import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { propertiesOf } from '../support/in-stack.ts';
import { NAME, TOPIC, updated } from './updated.ts';

const README = readFileSync(new URL('../../../lambdas/auto-update/README.md', import.meta.url), 'utf8');
const ALARMS = propertiesOf(updated(), 'AWS::CloudWatch::Alarm');

interface Row {
  readonly name: string;
  readonly metric: string;
  readonly of?: Readonly<Record<string, string>>;
  readonly threshold?: number;
  readonly periods?: number;
  readonly isLow?: boolean;
  readonly isDue?: boolean;
}

const ROWS: readonly Row[] = [
  { name: 'no-ticks', metric: 'Ticks', threshold: 1, periods: 3, isLow: true, isDue: true },
  { name: 'tick-failures', metric: 'TickFailures', periods: 3 },
  { name: 'effects-failed', metric: 'EffectsFailed', periods: 3 },
  { name: 'runs-failed', metric: 'RunsFailed' },
  { name: 'hosts-kept-out', metric: 'HostsKeptOut', periods: 2 },
  { name: 'hosts-behind', metric: 'HostsBehind30Days', periods: 2 },
  { name: 'below-floor', metric: 'FloorMargin', isLow: true },
  { name: 'errors', metric: 'Errors', of: { FunctionName: NAME }, periods: 2 },
  {
    name: 'dead-letters',
    metric: 'ApproximateNumberOfMessagesVisible',
    of: { QueueName: `${NAME}-dead-letters` },
  },
];

test.each(ROWS)(
  '$name: $metric',
  ({ name, metric, of = { service: NAME }, threshold = 0, periods = 1, ...when }) => {
    expect(ALARMS.filter(({ AlarmName: each }) => each === `${NAME}-${name}`)).toEqual([
      expect.objectContaining({
        MetricName: metric,
        Dimensions: Object.entries(of).map(([key, value]) => ({ Name: key, Value: value })),
        Threshold: threshold,
        EvaluationPeriods: periods,
        Period: 300,
        ComparisonOperator: when.isLow === true ? 'LessThanThreshold' : 'GreaterThanThreshold',
        TreatMissingData: when.isDue === true ? 'breaching' : 'notBreaching',
        AlarmActions: [TOPIC],
        OKActions: [TOPIC],
      }),
    ]);
  },
);

test('there are no others', () => {
  expect(ALARMS).toHaveLength(ROWS.length);
});

test('each says what to read, and the README has it', () => {
  for (const { AlarmDescription: description } of ALARMS) {
    const [, section] = /README of lambdas\/auto-update: "(.+)"$/.exec(String(description)) ?? [];
    expect(README).toMatch(new RegExp(`^## ${section}$`, 'm'));
  }
});

test('what became of a run is asked with report: status has the one under way alone', () => {
  const failed = ALARMS.find(({ AlarmName: name }) => name === `${NAME}-runs-failed`);
  expect(failed).toHaveProperty(
    'AlarmDescription',
    expect.stringContaining('`kmscrypt-lambda auto-update report`'),
  );
});

test('each metric of its own is in the README', () => {
  const own = ALARMS.filter(({ Namespace: namespace }) => namespace === 'Kmscrypt');
  expect(own.filter(({ MetricName: metric }) => !README.includes(`\`${String(metric)}\``))).toEqual([]);
});
