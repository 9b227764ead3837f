import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectOwnership,
  type BucketProps,
  type IBucket,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { archiveStatements } from './archive-bucket-statements.ts';
import { archiveKeyStatements } from './archive-key-statements.ts';
import { protection } from './archive-protection.ts';
import type { ArchiveSources } from './archive-sources.ts';
import { balancerLogStatements } from './balancer-log-statements.ts';

export interface LogArchiveProps {
  /** Unique on earth. */
  readonly bucketName: string;
  /** Unique on earth. */
  readonly balancerLogBucketName: string;
  /** With `alias/`. */
  readonly keyAlias: string;
  /** Accounts whose logs are taken, 12 digits each. */
  readonly accounts: readonly string[];
  /** Of the trail in each of them, in the archive's region. */
  readonly trailName: string;
  /** ARNs of the roles that read; they need not be there yet. */
  readonly readers: readonly string[];
  /** Days that logs are kept. */
  readonly days: number;
}

/** But after a creation that is rolled back: names would be in the way of the next one. */
const STAYS = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

/** Days after which a version goes that was written over: time to see that it was. */
const OLD_VERSIONS = 30;

/**
 * Where the logs of all accounts end, and stay when the stack goes: a bucket under a key of its own for trails, AWS Config and
 * flow logs, and one for load balancers, which can write to none with a key. The second one takes the access log of the first.
 *
 * For about 80 accounts: S3 takes policies of 20 KB, and each account adds some 200 bytes to that of the first bucket.
 */
export class LogArchive extends Construct {
  readonly key: Key;
  readonly bucket: Bucket;
  readonly balancerLogBucket: Bucket;

  constructor(scope: Construct, id: string, props: LogArchiveProps) {
    super(scope, id);
    const { accounts, trailName, readers, days } = props;
    const { partition, region } = Stack.of(this);
    const sources: ArchiveSources = { partition, region, accounts, trailName };
    this.key = new Key(this, 'Key', {
      description: 'Logs of all accounts; decrypting is for those who read logs',
      enableKeyRotation: true,
      removalPolicy: STAYS,
      policy: new PolicyDocument({
        minimize: false,
        statements: [...archiveKeyStatements(sources, readers)],
      }),
    });
    this.key.addAlias(props.keyAlias);

    this.balancerLogBucket = new Bucket(this, 'BalancerLogs', {
      ...bucketProps(days),
      bucketName: props.balancerLogBucketName,
      encryption: BucketEncryption.S3_MANAGED,
    });
    acknowledge(
      this.balancerLogBucket,
      'AwsSolutions-S1',
      'it is where access logs end; its own would be about itself',
    );
    this.bucket = new Bucket(this, 'Bucket', {
      ...bucketProps(days),
      bucketName: props.bucketName,
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- they differ in exactOptionalPropertyTypes alone
      serverAccessLogsBucket: this.balancerLogBucket as IBucket,
      serverAccessLogsPrefix: 'access-to-archive/',
    });
    guard(this.balancerLogBucket, [
      ...balancerLogStatements(this.balancerLogBucket, sources),
      ...protection(this.balancerLogBucket, readers),
    ]);
    guard(this.bucket, [...archiveStatements(this.bucket, sources), ...protection(this.bucket, readers)]);
  }
}

function bucketProps(days: number): BucketProps {
  return {
    versioned: true,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    removalPolicy: STAYS,
    lifecycleRules: [
      {
        id: 'age',
        expiration: Duration.days(days),
        noncurrentVersionExpiration: Duration.days(OLD_VERSIONS),
        abortIncompleteMultipartUploadAfter: Duration.days(7),
      },
    ],
  };
}

/** The policy stays with the bucket that it protects. */
function guard(bucket: Bucket, statements: readonly PolicyStatement[]): void {
  for (const statement of statements) bucket.addToResourcePolicy(statement);
  bucket.policy?.applyRemovalPolicy(STAYS);
}
