import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { queueStatement } from '../lambda/queue-statement.ts';
import type { InvalidatedSite } from './invalidated-site.ts';

export interface InvalidationStatementsProps {
  readonly sites: readonly InvalidatedSite[];
  readonly queueArn: string;
  readonly tableArn: string;
}

/** What the Lambda static-asset-invalidation may do besides logging: the policy of its README, no more. */
export function invalidationStatements(
  scope: Construct,
  { sites, queueArn, tableArn }: InvalidationStatementsProps,
): readonly PolicyStatement[] {
  const { partition, account } = Stack.of(scope);
  return [
    queueStatement(queueArn),
    new PolicyStatement({
      sid: 'Invalidate',
      actions: ['cloudfront:CreateInvalidation'],
      resources: sites.map(
        ({ distributionId }) => `arn:${partition}:cloudfront::${account}:distribution/${distributionId}`,
      ),
    }),
    new PolicyStatement({
      sid: 'List',
      actions: ['s3:ListBucket'],
      resources: sites.map(({ bucketName }) => `arn:${partition}:s3:::${bucketName}`),
    }),
    new PolicyStatement({
      sid: 'Remember',
      actions: ['dynamodb:BatchGetItem', 'dynamodb:UpdateItem'],
      resources: [tableArn],
    }),
  ];
}
