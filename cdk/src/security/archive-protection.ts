import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';

/**
 * Whatever IAM allows: nobody deletes logs, which go by their age alone, and only readers read them.
 *
 * @param readers ARNs of roles.
 */
export function protection(bucket: Bucket, readers: readonly string[]): readonly PolicyStatement[] {
  const everybody = {
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    resources: [bucket.arnForObjects('*')],
  };
  return [
    new PolicyStatement({
      ...everybody,
      sid: 'NobodyDeletes',
      actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
    }),
    new PolicyStatement({
      ...everybody,
      sid: 'ReadersRead',
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
      conditions: {
        ArnNotEquals: { 'aws:PrincipalArn': readers },
        Bool: { 'aws:PrincipalIsAWSService': 'false' },
      },
    }),
  ];
}
