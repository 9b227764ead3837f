import { Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { LosslessQueue } from '../alarms/lossless-queue.ts';
import { admitOperators, admitSenders } from '../alarms/queue-senders.ts';

export interface UpdateQueueProps {
  /** Of the queue; begins the name of the rule. */
  readonly name: string;
  /** Of the function, in seconds. */
  readonly timeout: number;
  /** Who may send ticks of their own: ARNs of roles. */
  readonly operatorArns: readonly string[];
}

/** How often fleets are looked at. */
const TICK = 'rate(1 minute)';

/** What wakes the Lambda: a tick each minute, and operators. */
export class UpdateQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { name, timeout, operatorArns }: UpdateQueueProps) {
    super(scope, id);
    const queues = new LosslessQueue(this, 'Ticks', { queueName: name, timeout });
    this.queue = queues.queue;
    this.deadLetters = queues.deadLetters;
    const { partition, region, account } = Stack.of(this);
    const rule = `${name}-tick`;
    admitSenders(this, {
      topicArns: [],
      ruleArns: [`arn:${partition}:events:${region}:${account}:rule/${rule}`],
    });
    admitOperators(this.queue, operatorArns);
    const made = new CfnRule(this, 'Rule', {
      name: rule,
      description: 'Every minute: the next step of each fleet, to auto-update',
      scheduleExpression: TICK,
      targets: [
        { id: 'Queue', arn: this.queue.queueArn, deadLetterConfig: { arn: this.deadLetters.queueArn } },
      ],
    });
    // With their policies: a tick that comes before them would be lost.
    made.node.addDependency(this.queue, this.deadLetters);
  }
}
