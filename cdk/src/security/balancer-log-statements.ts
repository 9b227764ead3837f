import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { ArchiveSources } from './archive-sources.ts';

/** Lets load balancers of the sources write: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html */
export function balancerLogStatements(
  bucket: Bucket,
  { partition, region, accounts }: ArchiveSources,
): readonly PolicyStatement[] {
  const balancers = accounts.map(
    (account) => `arn:${partition}:elasticloadbalancing:${region}:${account}:loadbalancer/*`,
  );
  return [
    new PolicyStatement({
      sid: 'Balancers',
      principals: [new ServicePrincipal('logdelivery.elasticloadbalancing.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects('AWSLogs/*')],
      conditions: { ArnLike: { 'aws:SourceArn': balancers } },
    }),
  ];
}
