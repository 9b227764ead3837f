import { Annotations, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectOwnership,
  type IBucket,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export interface SiteLogsProps {
  /** Days that logs are kept; default 60. */
  readonly days?: number | undefined;
  /** Whether the bucket goes with its stack, if it is empty; default no. */
  readonly disposable?: boolean | undefined;
}

/**
 * Buckets of these regions get no logs of CloudFront.
 * Source: Amazon CloudFront Developer Guide, "Configure standard logging (legacy)", "Choose an Amazon S3 bucket for standard logs".
 */
const WITHOUT_CLOUDFRONT_LOGS: ReadonlySet<string> = new Set(
  [
    ['af-south-1', 'ap-east-1', 'ap-south-2', 'ap-southeast-3', 'ap-southeast-4', 'ca-west-1'],
    ['eu-central-2', 'eu-south-1', 'eu-south-2', 'il-central-1', 'me-central-1', 'me-south-1'],
  ].flat(),
);

/**
 * A bucket for the logs of sites: below `cloudfront/` what viewers asked for, below `s3/` who read and wrote the buckets.
 *
 * CloudFront writes by way of an ACL, as its newer kind of logs can only be set up in us-east-1, which the site's stack is not in.
 */
export class SiteLogs extends Construct {
  readonly bucket: IBucket;
  /** The bucket, where CloudFront can write to it. */
  readonly forCloudFront: IBucket | undefined;

  constructor(scope: Construct, id: string, { days = 60, disposable = false }: SiteLogsProps = {}) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      lifecycleRules: [{ id: 'logs', expiration: Duration.days(days) }],
      removalPolicy: disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the class has `isWebsite` undefined, the interface only absent
    this.bucket = bucket as IBucket;
    const { region } = Stack.of(this);
    this.forCloudFront = WITHOUT_CLOUDFRONT_LOGS.has(region) ? undefined : this.bucket;
    if (this.forCloudFront !== undefined) return;
    const message = `CloudFront writes no logs to buckets in ${region}: what viewers ask for is not logged`;
    Annotations.of(this).addWarningV2('@kmscrypt/cdk:noCloudFrontLogs', message);
  }
}
