import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { Construct } from 'constructs';

export interface TrailProps {
  /** Unique in the account; the archive admits it by name. */
  readonly trailName: string;
  /** Of the archive, which may be another account's. */
  readonly bucketName: string;
  /** ARN of the archive's key or of its alias; in the bucket's region. */
  readonly keyArn: string;
}

/**
 * Records who did what to which resource of an account, in every region, with digests that prove that nothing was changed later.
 * Reads and writes of data, such as of S3's objects, are not recorded: they would cost by their number.
 */
export class Trail extends Construct {
  readonly trail: CfnTrail;

  constructor(scope: Construct, id: string, { trailName, bucketName, keyArn }: TrailProps) {
    super(scope, id);
    this.trail = new CfnTrail(this, 'Trail', {
      trailName,
      s3BucketName: bucketName,
      // An ARN of an alias may stand here, too: the id of another account's key is not known before.
      kmsKeyId: keyArn,
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
    });
  }
}
