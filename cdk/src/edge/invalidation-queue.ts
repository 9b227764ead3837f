import { Duration, Stack } from 'aws-cdk-lib';
import { type IRuleTarget, Rule, type RuleTargetConfig } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface InvalidationQueueProps {
  /** Of the queue, and of the rule that fills it; the dead letters have `NAME-dead-letters`. */
  readonly queueName: string;
  /** Whose changes come here. */
  readonly bucketNames: readonly string[];
  /** Of the function, in seconds. */
  readonly timeout: number;
  /** How long changes are gathered, in seconds. */
  readonly window: number;
}

/** What fails comes back later each time: after that many times it is put aside. */
const MOST_RECEIVES = 20;
/** The most that SQS has. */
const RETENTION = Duration.days(14);

/** What changes in buckets, by EventBridge, in a queue that only the rule writes to. */
export class InvalidationQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: InvalidationQueueProps) {
    super(scope, id);
    const { queueName, bucketNames, timeout, window } = props;
    const common = { retentionPeriod: RETENTION, encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
    this.deadLetters = new Queue(this, 'DeadLetters', { ...common, queueName: `${queueName}-dead-letters` });
    this.queue = new Queue(this, 'Queue', {
      ...common,
      queueName,
      // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
      visibilityTimeout: Duration.seconds(6 * timeout + window),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MOST_RECEIVES },
    });
    const rule = new Rule(this, 'Changes', {
      ruleName: queueName,
      description: `What changes in the buckets of sites goes to the queue ${queueName}`,
      eventPattern: changesOf(bucketNames),
      targets: [targetOf(this.queue, this.deadLetters)],
    });
    const { partition, region, account } = Stack.of(this);
    const ruleArn = `arn:${partition}:events:${region}:${account}:rule/${queueName}`;
    for (const queue of [this.queue, this.deadLetters]) {
      queue.addToResourcePolicy(sendStatement(queue, ruleArn));
      // With its policies: an event that comes before them would be lost.
      rule.node.addDependency(queue);
    }
  }
}

/** Versions that S3 throws away when their time has come are served no more already. */
function changesOf(bucketNames: readonly string[]): {
  readonly source: string[];
  readonly detailType: string[];
  readonly detail: Record<string, unknown>;
} {
  return {
    source: ['aws.s3'],
    detailType: ['Object Created', 'Object Deleted'],
    detail: {
      bucket: { name: [...bucketNames] },
      $or: [
        { reason: [{ 'anything-but': ['Lifecycle Expiration'] }] },
        { 'deletion-type': ['Delete Marker Created'] },
      ],
    },
  };
}

/** The CDK's own target gives EventBridge more than it needs. */
function targetOf(queue: Queue, deadLetters: Queue): IRuleTarget {
  const config: RuleTargetConfig = { arn: queue.queueArn, deadLetterConfig: { arn: deadLetters.queueArn } };
  return { bind: () => config };
}

function sendStatement({ queueArn }: Queue, ruleArn: string): PolicyStatement {
  return new PolicyStatement({
    sid: 'Changes',
    principals: [new ServicePrincipal('events.amazonaws.com')],
    actions: ['sqs:SendMessage'],
    resources: [queueArn],
    conditions: { ArnEquals: { 'aws:SourceArn': ruleArn } },
  });
}
