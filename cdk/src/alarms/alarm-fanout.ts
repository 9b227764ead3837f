import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { fanoutFunction } from './fanout-function.ts';
import { FanoutQueues } from './fanout-queues.ts';
import { fanoutShape } from './fanout-shape.ts';
import { deliverStatements, ingestStatements } from './fanout-statements.ts';
import { FanoutWatch } from './fanout-watch.ts';
import { GraphBucket } from './graph-bucket.ts';
import { mailIdentities } from './mail-identities.ts';
import { admitSenders, type QueueSenders } from './queue-senders.ts';
import { secretStatements } from './secret-statements.ts';

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
  /** Of the table; default `RETAIN`. */
  readonly removalPolicy?: RemovalPolicy | undefined;
}

/** Messages that a function takes at once; each that fails comes back alone. */
const BATCHES = { batchSize: 10, reportBatchItemFailures: true };

/**
 * The Lambda alarm-fanout: a queue for what comes in, a FIFO queue for each destination, what it remembers of alarms, its two functions,
 * and the alarms by which it is watched. Who may do what is as its README has it (lambdas/alarm-fanout/README.md, "IAM"), with the
 * destinations' queues by name.
 */
export class AlarmFanout extends Construct {
  /** What alarms come into. */
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: AlarmFanoutProps) {
    super(scope, id);
    const { name, key, servicesKey, watchEmail, senders, removalPolicy = RemovalPolicy.RETAIN } = props;
    const { destinations, accounts, graphs } = fanoutShape.parse(props.config);
    const stack = Stack.of(this);
    const { partition, region, account } = stack;

    const queues = new FanoutQueues(this, 'Queues', { name, destinations: Object.keys(destinations) });
    this.queue = queues.intake.queue;
    this.deadLetters = queues.intakeDeadLetters;
    admitSenders(this, senders);
    new Table(this, 'Table', {
      tableName: name,
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      timeToLiveAttribute: 'expires',
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: removalPolicy === RemovalPolicy.RETAIN,
      removalPolicy,
    });
    const bucketName = graphs ? graphs.bucket : undefined;
    if (bucketName !== undefined) new GraphBucket(this, 'Graphs', { bucketName });

    const resources = {
      queueArn: queues.intake.arn,
      deadLetterArn: queues.intake.deadLetterArn,
      queueArns: queues.destinations.map(({ arn }) => arn),
      deadLetterArns: queues.destinations.map(({ deadLetterArn }) => deadLetterArn),
      tableArn: stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: name }),
    };
    const place = { partition, region, account };
    const secretsIn = (part: object) => secretStatements(part, { place, keyArn: key.keyArn });
    const all = Object.values(destinations);
    const common = {
      name,
      servicesKey,
      config: {
        ...props.config,
        queues: stack.formatArn({
          service: 'sqs',
          resource: `${name}-`,
          arnFormat: ArnFormat.NO_RESOURCE_NAME,
        }),
        table: name,
      },
    };
    const ingest = fanoutFunction(this, {
      ...common,
      handler: 'ingest',
      description: 'Takes in alarms and notices, and puts them into the queues of their destinations',
      statements: [
        ...ingestStatements({
          ...resources,
          readerArns: Object.values(accounts).flatMap(({ role }) => role ?? []),
          graphBucketArn: bucketName && `arn:${partition}:s3:::${bucketName}`,
        }),
        // Both functions open what is not below `destinations`.
        ...secretsIn({ ...props.config, destinations: {} }),
      ],
    });
    ingest.function.addEventSourceMapping('Intake', { eventSourceArn: this.queue.queueArn, ...BATCHES });
    const mails = all.filter(({ type }) => type === 'email').flatMap((each) => mailIdentities(each, place));
    const deliver = fanoutFunction(this, {
      ...common,
      handler: 'deliver',
      description: 'Delivers alarms from the queues of their destinations',
      statements: [
        ...deliverStatements({
          ...resources,
          mailArns: [...new Set(mails)],
          topicArns: [...new Set(all.flatMap(({ type, topic }) => (type === 'sns' && topic) || []))],
        }),
        ...secretsIn(props.config),
      ],
    });
    for (const { queue, name: queueName } of queues.destinations) {
      deliver.function.addEventSourceMapping(queueName, { eventSourceArn: queue.queueArn, ...BATCHES });
    }
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
