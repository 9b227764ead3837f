import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export interface SiteBucketProps {
  /** Unique on earth. */
  readonly bucketName: string;
  /** Takes S3's access logs; default none. */
  readonly logBucket?: IBucket | undefined;
  /** Of the access logs; with a slash at its end. */
  readonly logPrefix?: string | undefined;
  /** Days that a former version of an object can be brought back; default 30. */
  readonly formerVersionDays?: number | undefined;
  /** Whether the bucket goes with its stack, if it is empty; default no. It always goes when its creation is rolled back. */
  readonly disposable?: boolean | undefined;
}

/**
 * What a site serves. Nobody reads it but whom the bucket's policy lets, over TLS; former versions are kept for a while; whatever
 * changes, EventBridge is told.
 */
export class SiteBucket extends Construct {
  readonly bucket: IBucket;

  constructor(scope: Construct, id: string, props: SiteBucketProps) {
    super(scope, id);
    const { bucketName, logBucket, logPrefix, formerVersionDays = 30, disposable = false } = props;
    const bucket = new Bucket(this, 'Bucket', {
      bucketName,
      // Not by KMS: what is in it is for everybody to read, and each miss of a cache would ask KMS.
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      lifecycleRules: [
        {
          id: 'former-versions',
          noncurrentVersionExpiration: Duration.days(formerVersionDays),
          expiredObjectDeleteMarker: true,
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
      ],
      ...(logBucket === undefined ? {} : { serverAccessLogsBucket: logBucket }),
      ...(logPrefix === undefined ? {} : { serverAccessLogsPrefix: logPrefix }),
      // Its name would be in the way of the second attempt if it stayed after the first.
      removalPolicy: disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const resource = bucket.node.defaultChild;
    // The CDK's own property brings a Lambda along that may change every bucket.
    if (resource instanceof CfnBucket) {
      resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the class has `isWebsite` undefined, the interface only absent
    this.bucket = bucket as IBucket;
  }
}
