import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { AccountPlace } from './account-place.ts';
import { DATA_READS, SECRET_READS } from './data-reads.ts';

/** Metrics, which AWS's policies of the level leave out; and neither data nor secrets, whatever those policies come to allow. */
export function readOnlyStatements({ partition, account }: AccountPlace): readonly PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'Metrics',
      actions: ['cloudwatch:GetDashboard', 'cloudwatch:GetMetricData', 'cloudwatch:GetMetricStatistics'],
      resources: ['*'],
    }),
    new PolicyStatement({ sid: 'NoData', effect: Effect.DENY, actions: [...DATA_READS], resources: ['*'] }),
    noSecrets({ partition, account }),
  ];
}

/** Parameters of AWS, such as the ids of images, are no secrets; they belong to no account. */
export function noSecrets({ partition, account }: AccountPlace): PolicyStatement {
  return new PolicyStatement({
    sid: 'NoSecrets',
    effect: Effect.DENY,
    actions: [...SECRET_READS],
    resources: [
      `arn:${partition}:secretsmanager:*:*:secret:*`,
      `arn:${partition}:ssm:*:${account}:parameter/*`,
    ],
  });
}
