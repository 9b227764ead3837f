import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Subscription, SubscriptionProtocol } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AlarmTopic } from './alarm-topic.ts';

/** Names of a queue and of its dead letters. */
export interface WatchedQueue {
  readonly name: string;
  readonly deadLetters: string;
}

export interface FanoutWatchProps {
  /** What the names of the topic and the alarms begin with, as those of all that is watched. */
  readonly name: string;
  /** Who is told. */
  readonly email: string;
  /** Encrypts the topic. */
  readonly servicesKey: IKey;
  readonly ingest: WatchedQueue;
  readonly destinations: readonly WatchedQueue[];
  /** Names of the functions. */
  readonly functions: readonly string[];
}

interface Watched {
  readonly what: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly threshold: number;
  /** What to do about it. */
  readonly description: string;
}

/**
 * The alarms by which the fan-out itself is watched. They go by a topic with a mail address, past the fan-out:
 * lambdas/alarm-fanout/README.md, "The watcher is watched".
 */
export class FanoutWatch extends Construct {
  constructor(scope: Construct, id: string, props: FanoutWatchProps) {
    super(scope, id);
    const { name, email, servicesKey: key } = props;
    const { topic } = new AlarmTopic(this, 'Topic', {
      topicName: `${name}-watch`,
      displayName: `${name} is in trouble`,
      key,
    });
    new Subscription(this, 'Mail', { topic, protocol: SubscriptionProtocol.EMAIL, endpoint: email });
    const action = new SnsAction(topic);
    for (const { what, namespace, metric, dimensions, threshold, description } of watchedOf(props)) {
      const alarm = new Alarm(this, `${metric}-${what}`, {
        alarmName: `${name}-watch-${what}-${metric}`,
        alarmDescription: description,
        metric: new Metric({
          namespace,
          metricName: metric,
          dimensionsMap: dimensions,
          statistic: 'Maximum',
          period: Duration.seconds(60),
        }),
        evaluationPeriods: 1,
        threshold,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(action);
    }
  }
}

const VISIBLE = 'ApproximateNumberOfMessagesVisible';
/** How the functions call themselves in metrics, whatever they are deployed as. */
const SERVICE = 'alarm-fanout';

function watchedOf({ ingest, destinations, functions }: FanoutWatchProps): readonly Watched[] {
  return [
    {
      ...ofQueue(ingest.name, VISIBLE),
      threshold: 100,
      description: 'Alarms wait to be told although nothing holds them back. Does the function ingest run?',
    },
    {
      what: SERVICE,
      namespace: 'Kmscrypt',
      metric: 'FailedChanges',
      dimensions: { service: SERVICE },
      threshold: 0,
      description:
        'Alarms could not be decided on or handed over; they come back. See the log of ingest, the table, the queues.',
    },
    deadLetters(ingest),
    ...destinations.flatMap((queue) => [
      {
        ...ofQueue(queue.name, 'ApproximateAgeOfOldestMessage'),
        threshold: 900,
        description:
          'A destination has not taken an alarm for 15 minutes. See the log of deliver, and its secret.',
      },
      deadLetters(queue),
    ]),
    ...functions.map((name) => ({
      what: name,
      namespace: 'AWS/Lambda',
      metric: 'Errors',
      dimensions: { FunctionName: name },
      threshold: 0,
      description: 'The function fails, or its config cannot be used; messages stay in their queue.',
    })),
  ];
}

function deadLetters({ name, deadLetters: queue }: WatchedQueue): Watched {
  return {
    ...ofQueue(queue, VISIBLE),
    threshold: 0,
    description: `Alarms were put aside. Once the cause is gone, move them back to ${name} (StartMessageMoveTask).`,
  };
}

function ofQueue(
  queue: string,
  metric: string,
): Pick<Watched, 'what' | 'namespace' | 'metric' | 'dimensions'> {
  return { what: queue, namespace: 'AWS/SQS', metric, dimensions: { QueueName: queue } };
}
