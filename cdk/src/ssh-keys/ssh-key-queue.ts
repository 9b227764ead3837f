import { Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { LosslessQueue } from '../alarms/lossless-queue.ts';
import { admitOperators, admitSenders } from '../alarms/queue-senders.ts';
import { IAM_CHANGES, parameterChanges } from './iam-events.ts';

export interface SshKeyQueueProps {
  /** Of the queue; the names of the rules begin with it. */
  readonly name: string;
  /** Of the function, in seconds. */
  readonly timeout: number;
  /** Tree of parameters whose changes come; default none. */
  readonly parameters?: string | undefined;
  /** Who may send messages of their own, such as approvals: ARNs of roles. */
  readonly operatorArns: readonly string[];
}

/** How often the Lambda looks for what has to be done, without any event. */
const TICK = 'rate(5 minutes)';

/**
 * What wakes the Lambda: changes in IAM and of parameters, a tick, and operators. An event is believed, so that nobody else may put
 * one into the queue.
 */
export class SshKeyQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  /** Names of the rules. */
  readonly ruleNames: readonly string[];

  constructor(scope: Construct, id: string, props: SshKeyQueueProps) {
    super(scope, id);
    const { name, timeout, parameters, operatorArns } = props;
    const queues = new LosslessQueue(this, 'Events', { queueName: name, timeout });
    this.queue = queues.queue;
    this.deadLetters = queues.deadLetters;
    const rules: Readonly<Record<string, RuleOptions>> = {
      iam: { description: 'Changes of users, groups and SSH keys', eventPattern: IAM_CHANGES },
      tick: { description: 'Every five minutes: what is due', scheduleExpression: TICK },
      ...(parameters !== undefined && {
        parameters: {
          description: `Changes of parameters below ${parameters}`,
          eventPattern: parameterChanges(parameters),
        },
      }),
    };
    this.ruleNames = Object.keys(rules).map((rule) => `${name}-${rule}`);
    this.#admit(operatorArns);
    for (const [rule, options] of Object.entries(rules)) this.#addRule(`${name}-${rule}`, options);
  }

  #addRule(name: string, { description, ...when }: RuleOptions): void {
    const rule = new CfnRule(this, name, {
      name,
      description: `${description}, to ssh-key-sync`,
      ...when,
      targets: [
        {
          id: 'Queue',
          arn: this.queue.queueArn,
          deadLetterConfig: { arn: this.deadLetters.queueArn },
        },
      ],
    });
    // With their policies: an event that comes before them would be lost.
    rule.node.addDependency(this.queue, this.deadLetters);
  }

  #admit(operatorArns: readonly string[]): void {
    const { partition, region, account } = Stack.of(this);
    const ruleArns = this.ruleNames.map(
      (rule) => `arn:${partition}:events:${region}:${account}:rule/${rule}`,
    );
    admitSenders(this, { topicArns: [], ruleArns });
    admitOperators(this.queue, operatorArns);
  }
}

interface RuleOptions {
  readonly description: string;
  readonly eventPattern?: Readonly<Record<string, unknown>>;
  readonly scheduleExpression?: string;
}
