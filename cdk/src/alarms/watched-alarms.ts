import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { watchedAlarm } from './watched-alarm.ts';
import type { Watched } from './watched.ts';

export interface WatchedAlarmsProps {
  /** Begins the alarms' names. */
  readonly name: string;
  /** By the ends of the alarms' names. */
  readonly watched: Readonly<Record<string, Watched>>;
  /** Is told when an alarm begins and when it ends. */
  readonly topicArn: string;
}

/** Alarms on metrics, each in periods of five minutes. */
export class WatchedAlarms extends Construct {
  constructor(scope: Construct, id: string, { name, watched, topicArn }: WatchedAlarmsProps) {
    super(scope, id);
    const action = new SnsAction(Topic.fromTopicArn(this, 'Topic', topicArn));
    for (const [what, each] of Object.entries(watched))
      watchedAlarm(this, what, { alarmName: `${name}-${what}`, watched: each, action });
  }
}
