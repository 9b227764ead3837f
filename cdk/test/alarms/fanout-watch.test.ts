import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FanoutWatch } from '../../src/alarms/fanout-watch.ts';
import { inStack, propertiesOf } from '../support/in-stack.ts';
import { keyIn, oneOf } from './support.ts';

const README = readFileSync(new URL('../../../lambdas/alarm-fanout/README.md', import.meta.url), 'utf8');

const template = inStack((stack) => {
  const queue = (name: string, suffix = ''): { name: string; deadLetters: string } => ({
    name: `${name}${suffix}`,
    deadLetters: `${name}-dead-letters${suffix}`,
  });
  return new FanoutWatch(stack, 'Watch', {
    name: 'fan',
    email: 'ops@example.com',
    servicesKey: keyIn(stack),
    ingest: queue('fan'),
    destinations: [queue('fan-chat', '.fifo')],
    functions: ['fan-ingest', 'fan-deliver'],
  });
});

test.each([
  ['AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: 'fan' }, 100],
  ['AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: 'fan-dead-letters' }, 0],
  ['AWS/SQS', 'ApproximateAgeOfOldestMessage', { QueueName: 'fan-chat.fifo' }, 900],
  ['AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: 'fan-chat-dead-letters.fifo' }, 0],
  ['Kmscrypt', 'FailedChanges', { service: 'alarm-fanout' }, 0],
  ['AWS/Lambda', 'Errors', { FunctionName: 'fan-ingest' }, 0],
  ['AWS/Lambda', 'Errors', { FunctionName: 'fan-deliver' }, 0],
])('%s %s of %o has its alarm above %i, as the README has it', (namespace, metric, dimensions, threshold) => {
  // The commands of "Deploy it" end in threshold; what they are about differs.
  expect(README).toMatch(new RegExp(`${metric} ${namespace} \\S+ ${threshold}\\b`, 'u'));
  const own = Object.entries(dimensions).map(([name, value]) => ({ Name: name, Value: value }));
  const alarms = propertiesOf(template, 'AWS::CloudWatch::Alarm').filter(
    ({ MetricName: name, Dimensions: of }) => name === metric && JSON.stringify(of) === JSON.stringify(own),
  );
  expect(alarms).toEqual([
    expect.objectContaining({
      Namespace: namespace,
      Threshold: threshold,
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: [expect.stringMatching(/^REF:WatchTopic/u)],
    }),
  ]);
});

test('there is no alarm besides', () => {
  expect(propertiesOf(template, 'AWS::CloudWatch::Alarm')).toHaveLength(7);
});

test('the topic has a mail address, and no alarm that comes by it goes to the fan-out', () => {
  expect(oneOf(template, 'AWS::SNS::Subscription')).toMatchObject({
    Protocol: 'email',
    Endpoint: 'ops@example.com',
  });
});
