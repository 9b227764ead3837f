import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { BundledFunction } from '../lambda/bundled-function.ts';
import { type InvalidatedSite, invalidationConfig } from './invalidated-site.ts';
import { InvalidationAlarms } from './invalidation-alarms.ts';
import { InvalidationQueue } from './invalidation-queue.ts';
import { invalidationStatements } from './invalidation-statements.ts';

export interface InvalidationProps {
  /** Of the function, its queue, rule and alarms; unique in the account and region, at most 64 characters. */
  readonly functionName: string;
  /** Whose buckets tell EventBridge of changes; at least one. */
  readonly sites: readonly InvalidatedSite[];
  /** Encrypts the log group. */
  readonly servicesKey: IKey;
  /** Of the topic that is told of alarms. */
  readonly alarmTopicArn: string;
  /** Seconds that changes are gathered, 1 to 300: the longer, the fewer paths, and the later they are dropped. Default 300. */
  readonly window?: number | undefined;
  /** Whether the table goes with its stack; default no. */
  readonly disposable?: boolean | undefined;
}

/** In seconds. */
const TIMEOUT = 60;

/** The Lambda static-asset-invalidation for some sites: S3 → EventBridge → SQS → Lambda → CloudFront, with its table and alarms. */
export class Invalidation extends Construct {
  readonly function: BundledFunction;
  readonly queue: InvalidationQueue;
  readonly table: Table;

  constructor(scope: Construct, id: string, props: InvalidationProps) {
    super(scope, id);
    const { functionName, sites, servicesKey, alarmTopicArn, window = 300, disposable = false } = props;
    this.queue = new InvalidationQueue(this, 'Changes', {
      queueName: functionName,
      bucketNames: sites.map(({ bucketName }) => bucketName),
      timeout: TIMEOUT,
      window,
    });
    this.table = this.#memory(disposable);
    this.function = new BundledFunction(this, 'Function', {
      functionName,
      description: 'Drops from the caches of CloudFront what has changed in S3',
      bundle: 'static-asset-invalidation',
      handler: 'index.handler',
      config: { ...invalidationConfig(sites, this.table.tableName) },
      statements: invalidationStatements(this, {
        sites,
        queueArn: this.queue.queue.queueArn,
        tableArn: this.table.tableArn,
      }),
      servicesKey,
      service: functionName,
      timeout: TIMEOUT,
    });
    new EventSourceMapping(this, 'Mapping', {
      target: this.function.function,
      eventSourceArn: this.queue.queue.queueArn,
      batchSize: 10_000,
      maxBatchingWindow: Duration.seconds(window),
      maxConcurrency: 2,
      reportBatchItemFailures: true,
    });
    new InvalidationAlarms(this, 'Alarms', {
      name: functionName,
      function: this.function.function,
      deadLetters: this.queue.deadLetters,
      topicArn: alarmTopicArn,
    });
  }

  /** What is spent this month, and what is done; CloudFormation names it, so that one that is kept is not in the way of another. */
  #memory(disposable: boolean): Table {
    const table = new Table(this, 'Memory', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      timeToLiveAttribute: 'expires',
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: !disposable },
      deletionProtection: !disposable,
      removalPolicy: disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    if (disposable) acknowledge(table, 'AwsSolutions-DDB3', 'the environment is there to be thrown away');
    return table;
  }
}
