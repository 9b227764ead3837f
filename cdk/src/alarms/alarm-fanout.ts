import type { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { fanoutFunctions } from './fanout-functions.ts';
import { FanoutQueues } from './fanout-queues.ts';
import { fanoutShape } from './fanout-shape.ts';
import { fanoutTable } from './fanout-table.ts';
import { FanoutWatch } from './fanout-watch.ts';
import { GraphBucket } from './graph-bucket.ts';
import { admitSenders, type QueueSenders } from './queue-senders.ts';

export interface AlarmFanoutProps {
  /** What the names of all queues, functions, roles, alarms and of the table begin with. At most 29 characters. */
  readonly name: string;
  /** The Lambda's config as its README has it, but for `queues` and `table`, which are added. `checkFanout` checks it. */
  readonly config: Readonly<Record<string, unknown>>;
  /** What the tokens in the config are under, and parameters and secrets where they are not under AWS's own keys. */
  readonly key: IKey;
  /** Encrypts log groups and the topic of what watches the fan-out. */
  readonly servicesKey: IKey;
  /** A mail address: who is told that the fan-out is in trouble. */
  readonly watchEmail: string;
  /** Who puts alarms into the queue; they need not be there yet. */
  readonly senders: QueueSenders;
  /** Of the table; default `RETAIN_ON_UPDATE_OR_DELETE`: kept, but where the deployment that makes it fails. */
  readonly removalPolicy?: RemovalPolicy | undefined;
}

/**
 * The Lambda alarm-fanout: a queue for what comes in, a FIFO queue for each destination, what it remembers of alarms, its two functions,
 * and the alarms by which it is watched.
 */
export class AlarmFanout extends Construct {
  /** What alarms come into. */
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: AlarmFanoutProps) {
    super(scope, id);
    const { name, config, key, servicesKey, watchEmail, senders, removalPolicy } = props;
    const { destinations, graphs } = fanoutShape.parse(config);
    const queues = new FanoutQueues(this, 'Queues', { name, destinations: Object.keys(destinations) });
    this.queue = queues.intake.queue;
    this.deadLetters = queues.intakeDeadLetters;
    admitSenders(this, senders);
    fanoutTable(this, { tableName: name, removalPolicy });
    const graphBucketName = graphs ? graphs.bucket : undefined;
    if (graphBucketName !== undefined) new GraphBucket(this, 'Graphs', { bucketName: graphBucketName });
    fanoutFunctions(this, { name, config, queues, graphBucketName, key, servicesKey });
    new FanoutWatch(this, 'Watch', {
      name,
      email: watchEmail,
      servicesKey,
      ingest: queues.intake,
      destinations: queues.destinations,
      functions: [`${name}-ingest`, `${name}-deliver`],
    });
  }
}
