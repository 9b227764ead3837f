import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { propertiesOf } from '../support/in-stack.ts';
import { CONFIG, NAME, synced, TOPIC } from './synced.ts';

const README = readFileSync(new URL('../../../lambdas/ssh-key-sync/README.md', import.meta.url), 'utf8');

const ALARMS = propertiesOf(
  synced({ config: { ...CONFIG, parameters: '/ssh-keys', readEvery: 10 } }),
  'AWS::CloudWatch::Alarm',
);

interface Row {
  readonly name: string;
  readonly metric: string;
  readonly of: Readonly<Record<string, string>>;
  readonly threshold: number;
  readonly periods: number;
}

const SERVICE = { service: 'ssh-key-sync' };

const ROWS: readonly Row[] = [
  { name: 'no-runs', metric: 'Runs', of: SERVICE, threshold: 1, periods: 3 },
  { name: 'removals-held-back', metric: 'RemovalsHeldBack', of: SERVICE, threshold: 0, periods: 2 },
  { name: 'read-failures', metric: 'ReadFailures', of: SERVICE, threshold: 0, periods: 6 },
  { name: 'manifest-age', metric: 'ManifestAge', of: SERVICE, threshold: 1_800, periods: 1 },
  { name: 'expired-manifests', metric: 'ExpiredManifests', of: SERVICE, threshold: 0, periods: 1 },
  { name: 'hosts-behind', metric: 'HostsBehind', of: SERVICE, threshold: 0, periods: 2 },
  { name: 'hosts-failed', metric: 'HostsFailed', of: SERVICE, threshold: 0, periods: 2 },
  { name: 'unseen-hosts', metric: 'HostReadFailures', of: SERVICE, threshold: 0, periods: 3 },
  { name: 'tell-failures', metric: 'TellFailures', of: SERVICE, threshold: 0, periods: 3 },
  { name: 'failed-invocations', metric: 'FailedInvocations', of: SERVICE, threshold: 0, periods: 2 },
  { name: 'errors', metric: 'Errors', of: { FunctionName: NAME }, threshold: 0, periods: 2 },
  {
    name: 'oldest-event',
    metric: 'ApproximateAgeOfOldestMessage',
    of: { QueueName: NAME },
    threshold: 7_200,
    periods: 1,
  },
  {
    name: 'dead-letters',
    metric: 'ApproximateNumberOfMessagesVisible',
    of: { QueueName: `${NAME}-dead-letters` },
    threshold: 0,
    periods: 1,
  },
  ...['iam', 'tick', 'parameters'].map((rule) => ({
    name: `failed-rule-${rule}`,
    metric: 'FailedInvocations',
    of: { RuleName: `${NAME}-${rule}` },
    threshold: 0,
    periods: 1,
  })),
];

test.each(ROWS)('$name: $metric at $threshold', ({ name, metric, of, threshold, periods }) => {
  const isDue = name === 'no-runs';
  expect(ALARMS.filter(({ AlarmName: each }) => each === `${NAME}-${name}`)).toEqual([
    expect.objectContaining({
      MetricName: metric,
      Dimensions: Object.entries(of).map(([key, value]) => ({ Name: key, Value: value })),
      Threshold: threshold,
      EvaluationPeriods: periods,
      Period: 300,
      ComparisonOperator: isDue ? 'LessThanThreshold' : 'GreaterThanThreshold',
      TreatMissingData: isDue ? 'breaching' : 'notBreaching',
      AlarmActions: [TOPIC],
      OKActions: [TOPIC],
    }),
  ]);
});

test('there are no others', () => {
  expect(ALARMS).toHaveLength(ROWS.length);
});

test('every metric of the README that has an alarm has one here', () => {
  const [, table = ''] = /^## Metrics$(.*?)^## /ms.exec(README) ?? [];
  const alarmed = [...table.matchAll(/^\| `(\w+)` \|[^|]*\|\s*([^|\s][^|]*)\|$/gm)].map(
    ([, metric]) => metric,
  );
  expect(alarmed.length).toBeGreaterThan(5);
  // Its bound is known to who has the hosts.
  const own = new Set([...ALARMS.map(({ MetricName: metric }) => metric), 'RevocationLatency']);
  expect(alarmed.filter((metric) => !own.has(metric))).toEqual([]);
});

test('each says what to read, and the README has it', () => {
  for (const { AlarmDescription: description } of ALARMS) {
    const [, section] = /README of lambdas\/ssh-key-sync: "(.+)"$/.exec(String(description)) ?? [];
    expect(README).toMatch(new RegExp(`^## ${section}$`, 'm'));
  }
});
