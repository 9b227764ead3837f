import { Duration, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { WatchedAlarms } from '../alarms/watched-alarms.ts';
import { BundledFunction } from '../lambda/bundled-function.ts';
import { commandDocument } from '../lambda/command-document.ts';
import { acknowledgeWildcards } from '../wildcard-findings.ts';
import { watchedUpdates } from './update-alarms.ts';
import { UpdateQueue } from './update-queue.ts';
import { updateShape } from './update-shape.ts';
import { updateStatements } from './update-statements.ts';
import { updateTable } from './update-table.ts';

export interface AutoUpdateProps {
  /** Of the function, its role and queue; begins the names of the rule and alarms. */
  readonly name: string;
  /** The Lambda's config, as its README has it; names the table and the document, which are made. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Who may send ticks of their own: ARNs of roles. */
  readonly operatorArns: readonly string[];
  /** Encrypts the log group. */
  readonly servicesKey: IKey;
  /** Of the topic that is told of alarms. */
  readonly alarmTopicArn: string;
  /** Of the topic that the config names; default it has none. */
  readonly topicKey?: IKey | undefined;
  /** Roles of the hosts of Auto Scaling groups: ARNs. Default none: their templates have no instance profile. */
  readonly hostRoleArns?: readonly string[] | undefined;
  /** Whether the table goes with its stack; default no. */
  readonly disposable?: boolean | undefined;
}

/** In seconds: below the 180 for which a fleet is taken. */
const TIMEOUT = 120;

/** The Lambda auto-update for the hosts of an environment: schedule → SQS → Lambda → hosts, with its table, document and alarms. */
export class AutoUpdate extends Construct {
  readonly function: BundledFunction;
  readonly table: Table;
  readonly document: CfnDocument;
  readonly queue: UpdateQueue;

  constructor(scope: Construct, id: string, props: AutoUpdateProps) {
    super(scope, id);
    const { name, config, operatorArns, alarmTopicArn, disposable } = props;
    const { table: tableName, document } = updateShape.parse(config);
    this.table = updateTable(this, 'Table', { tableName, disposable });
    this.document = commandDocument(this, 'Document', { name: document, bundle: 'auto-update' });
    this.queue = new UpdateQueue(this, 'Queue', { name, timeout: TIMEOUT, operatorArns });
    this.function = this.#function(props);
    // The first tick would find neither.
    this.function.node.addDependency(this.table, this.document);
    new EventSourceMapping(this, 'Mapping', {
      target: this.function.function,
      eventSourceArn: this.queue.queue.queueArn,
      // Those that have waited are one tick.
      batchSize: 100,
      maxBatchingWindow: Duration.seconds(1),
      // The least that there is: a fleet is taken by one of them.
      maxConcurrency: 2,
      reportBatchItemFailures: true,
    });
    new WatchedAlarms(this, 'Alarms', { name, watched: watchedUpdates(name), topicArn: alarmTopicArn });
  }

  #function({ name, config, servicesKey, topicKey, hostRoleArns = [] }: AutoUpdateProps): BundledFunction {
    const { partition, region, account } = Stack.of(this);
    const statements = updateStatements({
      partition,
      region,
      account,
      queueArn: this.queue.queue.queueArn,
      shape: updateShape.parse(config),
      topicKeyArn: topicKey?.keyArn,
      hostRoleArns,
    });
    const made = new BundledFunction(this, 'Function', {
      functionName: name,
      roleName: name,
      description: 'Patches hosts, a step a minute, and never takes a fleet below its floor',
      bundle: 'auto-update',
      handler: 'index.handler',
      config,
      service: name,
      statements,
      servicesKey,
      memory: 1024,
      timeout: TIMEOUT,
    });
    acknowledgeWildcards(
      made.role,
      statements,
      'hosts, tasks and templates come and go: they are limited by tags, cluster or group; what only looks has no resource',
    );
    return made;
  }
}
