import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Subscription, SubscriptionProtocol } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AlarmTopic } from './alarm-topic.ts';
import { watchedAlarm } from './watched-alarm.ts';
import { ofErrors, ofQueue, type Watched, type WatchedMetric } from './watched.ts';

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

/** By what it is about: a queue, a function, the service. */
interface WatchedPart extends Watched {
  readonly what: string;
}

/** In seconds. */
const PERIOD = 60;

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
    for (const { what, ...watched } of watchedOf(props)) {
      const { metricName } = watched;
      watchedAlarm(this, `${metricName}-${what}`, {
        alarmName: `${name}-watch-${what}-${metricName}`,
        watched,
        period: PERIOD,
        action,
        // As the commands of that README have it.
        tellsEnd: false,
      });
    }
  }
}

const VISIBLE = 'ApproximateNumberOfMessagesVisible';
/** How the functions call themselves in metrics, whatever they are deployed as. */
const SERVICE = 'alarm-fanout';

function watchedOf({ ingest, destinations, functions }: FanoutWatchProps): readonly WatchedPart[] {
  return [
    {
      ...aboutQueue(ingest.name, VISIBLE),
      threshold: 100,
      description: 'Alarms wait to be told although nothing holds them back. Does the function ingest run?',
    },
    {
      what: SERVICE,
      namespace: 'Kmscrypt',
      metricName: 'FailedChanges',
      dimensions: { service: SERVICE },
      statistic: 'Maximum',
      threshold: 0,
      description:
        'Alarms could not be decided on or handed over; they come back. See the log of ingest, the table, the queues.',
    },
    deadLetters(ingest),
    ...destinations.flatMap((queue) => [
      {
        ...aboutQueue(queue.name, 'ApproximateAgeOfOldestMessage'),
        threshold: 900,
        description:
          'A destination has not taken an alarm for 15 minutes. See the log of deliver, and its secret.',
      },
      deadLetters(queue),
    ]),
    ...functions.map((name) => ({
      what: name,
      ...ofErrors(name, 'Maximum'),
      threshold: 0,
      description: 'The function fails, or its config cannot be used; messages stay in their queue.',
    })),
  ];
}

function deadLetters({ name, deadLetters: queue }: WatchedQueue): WatchedPart {
  return {
    ...aboutQueue(queue, VISIBLE),
    threshold: 0,
    description: `Alarms were put aside. Once the cause is gone, move them back to ${name} (StartMessageMoveTask).`,
  };
}

function aboutQueue(queue: string, metricName: string): WatchedMetric & Pick<WatchedPart, 'what'> {
  return { what: queue, ...ofQueue(queue, metricName) };
}
