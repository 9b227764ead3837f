import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { checkPolicySize } from '../lambda/check-policy-size.ts';
import { type BucketReader, bucketStatements } from './bucket-statements.ts';

export interface SshKeyBucketProps {
  /** Unique on earth; hosts of other accounts know it. */
  readonly bucketName: string;
  /** The role of the function: ARN. It need not be there yet. */
  readonly writerArn: string;
  /** Who may take back what was deleted or overwritten: ARNs of roles. Default nobody. */
  readonly administratorArns?: readonly string[] | undefined;
  readonly readers: readonly BucketReader[];
}

/** How long a former version of state, manifests and reports can be looked at; the state has one every few minutes. */
const FORMER = Duration.days(30);
/** After which the report of a host is one of a host that is gone: hosts report every hour. */
const GONE = Duration.days(30);

/** State and manifests, which the function alone writes, and reports, each of which one host writes. TLS only; former versions are kept. */
export class SshKeyBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: SshKeyBucketProps) {
    super(scope, id);
    const { bucketName, writerArn, administratorArns = [], readers } = props;
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName,
      // Not by KMS: public keys and login names are no secrets, and each host of every account would need a grant of the key.
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      lifecycleRules: [
        {
          id: 'former-versions',
          noncurrentVersionExpiration: FORMER,
          expiredObjectDeleteMarker: true,
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
        { id: 'hosts-that-are-gone', prefix: 'status/', expiration: GONE },
      ],
      // Its name would be in the way of the second attempt if it stayed after the first.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const bucketArn = `arn:${Stack.of(this).partition}:s3:::${bucketName}`;
    for (const statement of bucketStatements({ bucketArn, writerArn, administratorArns, readers }))
      this.bucket.addToResourcePolicy(statement);
    if (this.bucket.policy !== undefined) checkPolicySize(bucketName, this.bucket.policy.document, 'S3');
    acknowledge(
      this.bucket,
      'AwsSolutions-S1',
      'one role writes it, versions say when and what; who reads is told by the reports of hosts',
    );
  }
}
