import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';

export interface GraphBucketProps {
  readonly bucketName: string;
}

/** Links to graphs end after seven days at the latest. */
const KEPT = Duration.days(8);

/** Where the fan-out puts graphs for destinations that take links only; each is there for eight days. */
export class GraphBucket extends Construct {
  constructor(scope: Construct, id: string, { bucketName }: GraphBucketProps) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', {
      bucketName,
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      // One that a failed first deployment left behind would be in the way of the second, as it has a name.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      lifecycleRules: [
        { prefix: 'graphs/', expiration: KEPT, abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    acknowledge(
      bucket,
      'AwsSolutions-S1',
      'Pictures of metrics that are gone after eight days, read by links that end before',
    );
  }
}
