import { Stack } from 'aws-cdk-lib';
import { CfnSubscription } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface AlarmSubscriptionProps {
  /** In whatever region and account; its policy lets this account subscribe. */
  readonly topicArn: string;
  /** That the topic is in; default this one. */
  readonly topicRegion?: string | undefined;
  /** Of this account, as only the owner of a queue needs no confirmation. Its policy lets the topic in. */
  readonly queueArn: string;
}

/** Has a topic tell a queue of this account; messages come in SNS's envelope, which says which topic they are from. */
export class AlarmSubscription extends Construct {
  constructor(scope: Construct, id: string, { topicArn, topicRegion, queueArn }: AlarmSubscriptionProps) {
    super(scope, id);
    new CfnSubscription(this, 'Subscription', {
      topicArn,
      region: topicRegion ?? Stack.of(this).region,
      protocol: 'sqs',
      endpoint: queueArn,
      rawMessageDelivery: false,
    });
  }
}
