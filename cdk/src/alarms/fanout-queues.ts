import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { LosslessQueue } from './lossless-queue.ts';

export interface FanoutQueuesProps {
  /** What the names of all queues begin with. */
  readonly name: string;
  /** Names of the destinations. */
  readonly destinations: readonly string[];
}

/** A queue, and how policies and alarms name it before it is there. */
export interface FanoutQueue {
  readonly queue: Queue;
  readonly name: string;
  readonly arn: string;
  /** The name of its dead letters. */
  readonly deadLetters: string;
  readonly deadLetterArn: string;
}

/** The queue that alarms come into, and a FIFO queue for each destination, each with dead letters. */
export class FanoutQueues extends Construct {
  readonly intake: FanoutQueue;
  readonly intakeDeadLetters: Queue;
  readonly destinations: readonly FanoutQueue[];

  constructor(scope: Construct, id: string, { name, destinations }: FanoutQueuesProps) {
    super(scope, id);
    const { queue, deadLetters } = new LosslessQueue(this, 'Intake', { queueName: name });
    this.intake = this.#named(queue, { name, deadLetters: `${name}-dead-letters` });
    this.intakeDeadLetters = deadLetters;
    this.destinations = destinations.map((destination) => {
      const queueName = `${name}-${destination}`;
      const made = new LosslessQueue(this, `To-${destination}`, { queueName, isFifo: true });
      return this.#named(made.queue, {
        name: `${queueName}.fifo`,
        deadLetters: `${queueName}-dead-letters.fifo`,
      });
    });
  }

  #named(queue: Queue, names: Pick<FanoutQueue, 'name' | 'deadLetters'>): FanoutQueue {
    const arnOf = (resource: string): string =>
      Stack.of(this).formatArn({ service: 'sqs', resource, arnFormat: ArnFormat.NO_RESOURCE_NAME });
    return { queue, ...names, arn: arnOf(names.name), deadLetterArn: arnOf(names.deadLetters) };
  }
}
