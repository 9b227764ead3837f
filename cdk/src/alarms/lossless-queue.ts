import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface LosslessQueueProps {
  /** Without `.fifo`. */
  readonly queueName: string;
  /** Whether order is kept; default no. */
  readonly isFifo?: boolean | undefined;
  /** Of the function that reads it, in seconds; default 60. A message is hidden for six times that, as Lambda has it. */
  readonly timeout?: number | undefined;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const HIDDEN_FOR_TIMEOUTS = 6;
/** The most that SQS has. */
const RETENTION = Duration.days(14);
/** What is held back comes again and again. */
const MOST_RECEIVES = 1_000;

/** A queue that keeps what comes for 14 days, and puts aside what came a thousand times into `NAME-dead-letters`. Both take TLS only. */
export class LosslessQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { queueName, isFifo = false, timeout = 60 }: LosslessQueueProps) {
    super(scope, id);
    const suffix = isFifo ? '.fifo' : '';
    const common = {
      // `false` is refused.
      ...(isFifo ? { fifo: true } : {}),
      retentionPeriod: RETENTION,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    };
    this.deadLetters = new Queue(this, 'DeadLetters', {
      ...common,
      queueName: `${queueName}-dead-letters${suffix}`,
    });
    this.queue = new Queue(this, 'Queue', {
      ...common,
      queueName: `${queueName}${suffix}`,
      visibilityTimeout: Duration.seconds(HIDDEN_FOR_TIMEOUTS * timeout),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MOST_RECEIVES },
    });
  }
}
