import type { Construct } from 'constructs';
import { alarmArnsOf } from '../alarms/alarm-arns.ts';
import { AlarmSubscription } from '../alarms/alarm-subscription.ts';
import { PlannedStack, type PlannedStackProps } from '../planned-stack.ts';

/**
 * What subscribes the queue of the fan-out to the topics of another account. It is in the queue's account, as only its owner need not
 * confirm a subscription, and comes after the topics.
 */
export class SubscriptionsStack extends PlannedStack {
  constructor(scope: Construct, props: PlannedStackProps) {
    super(scope, props);
    const arns = alarmArnsOf(this.plan);
    for (const place of arns.places) {
      if (place.account !== props.stack.counterpart) continue;
      new AlarmSubscription(this, `${place.account}-${place.region}`, {
        topicArn: arns.topic(place),
        topicRegion: place.region,
        queueArn: arns.queue,
      });
    }
  }
}
