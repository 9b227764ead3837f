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
  /** Encrypts the topic; CloudWatch and EventBridge must be allowed to use it. */
  readonly key: IKey;
  /** Services whose messages of this account it takes; default CloudWatch (alarms) and EventBridge (rules). */
  readonly services?: readonly ('cloudwatch' | 'events')[] | undefined;
  /** Default: nobody outside the account. */
  readonly subscriber?: AlarmSubscriber | undefined;
}

/**
 * The topic that alarms of an account and region have as their action. CloudWatch and EventBridge of this account publish to it, and
 * whoever IAM allows here; nobody does without TLS.
 *
 * A queue of another account has to be subscribed by its owner: whoever else does it has to confirm what SNS then writes into the queue.
 * Source: Amazon SNS Developer Guide, "Sending Amazon SNS messages to an Amazon SQS queue in a different account".
 */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(
    scope: Construct,
    id: string,
    { topicName, displayName, key, subscriber, services = ['cloudwatch', 'events'] }: AlarmTopicProps,
  ) {
    super(scope, id);
    const { account } = Stack.of(this);
    this.topic = new Topic(this, 'Topic', { topicName, displayName, masterKey: key, enforceSSL: true });
    const { topicArn } = this.topic;
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'OwnServices',
        principals: services.map((name) => new ServicePrincipal(`${name}.amazonaws.com`)),
        actions: ['sns:Publish'],
        resources: [topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    );
    if (subscriber === undefined) return;
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'Fanout',
        principals: [new AccountPrincipal(subscriber.account)],
        actions: ['sns:Subscribe'],
        resources: [topicArn],
        conditions: { StringEquals: { 'sns:Protocol': 'sqs', 'sns:Endpoint': subscriber.queueArn } },
      }),
    );
  }
}
