import { Stack } from 'aws-cdk-lib';
import { AccountPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** A queue of another account that may subscribe to a topic. */
export interface AlarmSubscriber {
  /** That the queue is in; 12 digits. */
  readonly account: string;
  readonly queueArn: string;
}

export interface AlarmTopicProps {
  readonly topicName: string;
  /** What mails call their sender. */
  readonly displayName: string;
  /** Encrypts the topic; CloudWatch must be allowed to use it. */
  readonly key: IKey;
  /** Default: nobody outside the account. */
  readonly subscriber?: AlarmSubscriber | undefined;
}

/**
 * The topic that alarms of an account and region have as their action. CloudWatch of this account publishes to it, and whoever IAM
 * allows here; nobody does without TLS. Rules of EventBridge do not: it knows no conditions in policies of topics, so that it could
 * not be let in for this account alone.
 * Source: Amazon EventBridge User Guide, "Troubleshooting Amazon EventBridge".
 *
 * A queue of another account has to be subscribed by its owner: whoever else does it has to confirm what SNS then writes into the queue.
 * Source: Amazon SNS Developer Guide, "Sending Amazon SNS messages to an Amazon SQS queue in a different account".
 */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { topicName, displayName, key, subscriber }: AlarmTopicProps) {
    super(scope, id);
    const { account } = Stack.of(this);
    this.topic = new Topic(this, 'Topic', { topicName, displayName, masterKey: key, enforceSSL: true });
    const { topicArn } = this.topic;
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'OwnAlarms',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    );
    if (subscriber !== undefined) this.#letSubscribe(subscriber);
  }

  #letSubscribe({ account, queueArn }: AlarmSubscriber): void {
    const common = { principals: [new AccountPrincipal(account)], resources: [this.topic.topicArn] };
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        ...common,
        sid: 'FanoutSubscribes',
        actions: ['sns:Subscribe'],
        conditions: { StringEquals: { 'sns:Protocol': 'sqs', 'sns:Endpoint': queueArn } },
      }),
    );
    // CloudFormation looks whether the topic is there before it makes, reads and deletes a subscription. Its owner may end it.
    // Source: permissions of the handlers of AWS::SNS::Subscription.
    this.topic.addToResourcePolicy(
      new PolicyStatement({ ...common, sid: 'FanoutLooks', actions: ['sns:GetTopicAttributes'] }),
    );
  }
}
