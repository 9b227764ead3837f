import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { expect, test } from 'vitest';
import { watchedAlarm, type WatchedAlarmProps } from '../../src/alarms/watched-alarm.ts';
import { ofErrors, ofQueue, type Watched } from '../../src/alarms/watched.ts';
import { inStack } from '../support/in-stack.ts';
import { oneOf } from './support.ts';

const TOPIC = 'arn:aws:sns:eu-central-1:555555555555:acme-alarms';
const ERRORS: Watched = { ...ofErrors('job', 'Sum'), threshold: 0, description: 'Look at the log.' };

function alarm(watched: Watched, props: Partial<WatchedAlarmProps> = {}): object {
  const template = inStack((stack) => {
    const action = new SnsAction(Topic.fromTopicArn(stack, 'Topic', TOPIC));
    watchedAlarm(stack, 'Alarm', { alarmName: 'acme-job', watched, action, ...props });
  });
  return oneOf(template, 'AWS::CloudWatch::Alarm');
}

test('what must not be', () => {
  expect(alarm(ERRORS)).toEqual({
    AlarmName: 'acme-job',
    AlarmDescription: 'Look at the log.',
    Namespace: 'AWS/Lambda',
    MetricName: 'Errors',
    Dimensions: [{ Name: 'FunctionName', Value: 'job' }],
    Statistic: 'Sum',
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 0,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
    AlarmActions: [TOPIC],
    OKActions: [TOPIC],
  });
});

test('what has to be', () => {
  expect(alarm({ ...ERRORS, threshold: 1, periods: 3, isDue: true })).toMatchObject({
    EvaluationPeriods: 3,
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
  });
});

test('what may be absent, but not low', () => {
  expect(alarm({ ...ERRORS, statistic: 'Minimum', isLow: true })).toMatchObject({
    Statistic: 'Minimum',
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'notBreaching',
  });
});

test('of another length, told once', () => {
  const found = alarm(ERRORS, { period: 60, tellsEnd: false });
  expect(found).toMatchObject({ Period: 60, AlarmActions: [TOPIC] });
  expect(found).not.toHaveProperty('OKActions');
});

test('of a queue', () => {
  expect(alarm({ ...ERRORS, ...ofQueue('jobs', 'ApproximateAgeOfOldestMessage') })).toMatchObject({
    Namespace: 'AWS/SQS',
    Dimensions: [{ Name: 'QueueName', Value: 'jobs' }],
    Statistic: 'Maximum',
  });
});
