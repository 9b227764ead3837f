import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

export interface HostStatementsProps {
  readonly partition: string;
  readonly bucketName: string;
  readonly hostGroup: string;
}

/** The object that the hosts of a group fetch. */
export function manifestKey(hostGroup: string): string {
  return `manifests/${hostGroup}/current`;
}

/**
 * The object that a host writes: IAM fills in which one it is.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const STATUS_KEY = 'status/${ec2:SourceInstanceARN}';

/** What a host may: read the manifest of its group, write its own report. */
export function hostStatements({ partition, bucketName, hostGroup }: HostStatementsProps): PolicyStatement[] {
  const bucket = `arn:${partition}:s3:::${bucketName}`;
  return [
    new PolicyStatement({
      sid: 'Manifest',
      actions: ['s3:GetObject'],
      resources: [`${bucket}/${manifestKey(hostGroup)}`],
    }),
    new PolicyStatement({
      sid: 'Report',
      actions: ['s3:PutObject'],
      resources: [`${bucket}/${STATUS_KEY}`],
    }),
  ];
}
