import { Duration, Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { WatchedAlarms } from '../alarms/watched-alarms.ts';
import { BundledFunction } from '../lambda/bundled-function.ts';
import { acknowledgeWildcards } from '../wildcard-findings.ts';
import type { BucketReader } from './bucket-statements.ts';
import { SshKeyBucket } from './ssh-key-bucket.ts';
import { SshKeyQueue } from './ssh-key-queue.ts';
import { watchedOf } from './sync-alarms.ts';
import { syncShape } from './sync-shape.ts';
import { syncStatements } from './sync-statements.ts';

export interface SshKeySyncProps {
  /** Of the function, its role and queue; begins the names of rules and alarms. */
  readonly name: string;
  /** The Lambda's config, as its README has it. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Accounts with hosts, which read manifests and report. */
  readonly readers: readonly BucketReader[];
  /** Who may approve removals, send events, and take back what was deleted: ARNs of roles. */
  readonly operatorArns: readonly string[];
  /** Encrypts the log group. */
  readonly servicesKey: IKey;
  /** Of the topic that is told of alarms. */
  readonly alarmTopicArn: string;
}

/** In seconds: what is not done by then is gone on with by the next run. */
const TIMEOUT = 300;

/** The Lambda ssh-key-sync in the account of the users: events → SQS → Lambda → bucket and hosts, with its alarms. */
export class SshKeySync extends Construct {
  readonly function: BundledFunction;
  readonly bucket: SshKeyBucket;
  readonly queue: SshKeyQueue;

  constructor(scope: Construct, id: string, props: SshKeySyncProps) {
    super(scope, id);
    const { name, config, readers, operatorArns, servicesKey, alarmTopicArn } = props;
    const { bucket: bucketName, parameters, readEvery } = syncShape.parse(config);
    const { partition, account } = Stack.of(this);
    this.bucket = new SshKeyBucket(this, 'Bucket', {
      bucketName,
      writerArn: `arn:${partition}:iam::${account}:role/${name}`,
      administratorArns: operatorArns,
      readers,
    });
    this.queue = new SshKeyQueue(this, 'Queue', { name, timeout: TIMEOUT, parameters, operatorArns });
    this.function = this.#function({ name, config, servicesKey });
    // The first run would find no bucket.
    this.function.node.addDependency(this.bucket);
    new EventSourceMapping(this, 'Mapping', {
      target: this.function.function,
      eventSourceArn: this.queue.queue.queueArn,
      // Somebody who is put into ten groups is one run.
      batchSize: 100,
      maxBatchingWindow: Duration.seconds(1),
      // The least that there is: runs are after the same state.
      maxConcurrency: 2,
      reportBatchItemFailures: true,
    });
    const watched = watchedOf({ name, ruleNames: this.queue.ruleNames, readEvery });
    new WatchedAlarms(this, 'Alarms', { name, watched, topicArn: alarmTopicArn });
  }

  #function({
    name,
    config,
    servicesKey,
  }: Pick<SshKeySyncProps, 'name' | 'config' | 'servicesKey'>): BundledFunction {
    const { partition, region, account } = Stack.of(this);
    const { bucket, parameters, hosts, sources } = syncShape.parse(config);
    const groups = Object.values(hosts);
    const statements = syncStatements({
      partition,
      region,
      account,
      queueArn: this.queue.queue.queueArn,
      bucketName: bucket,
      parameters,
      roleArns: rolesOf([...Object.values(sources), ...groups]),
      documentNames: [...new Set(groups.filter(isOwn).map(({ document }) => document))],
      ownHosts: groups.filter(isOwn),
    });
    const made = new BundledFunction(this, 'Function', {
      functionName: name,
      roleName: name,
      description: 'Brings users of IAM with their SSH keys to hosts, and takes away who has left',
      bundle: 'ssh-key-sync',
      handler: 'index.handler',
      config,
      statements,
      servicesKey,
      memory: 1024,
      timeout: TIMEOUT,
    });
    acknowledgeWildcards(
      made.role,
      statements,
      'users, reports and manifests come and go; hosts are limited by their tags, and finding them has no resource',
    );
    return made;
  }
}

function rolesOf(all: readonly { readonly role?: string | undefined }[]): readonly string[] {
  return [...new Set(all.flatMap(({ role }) => role ?? []))];
}

function isOwn({ role }: { readonly role?: string | undefined }): boolean {
  return role === undefined;
}
