import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { AccountPlace } from './account-place.ts';

export interface LogsOptions extends AccountPlace {
  /** Where the archive is in the account. */
  readonly archive?: { readonly buckets: readonly string[]; readonly keyAlias: string } | undefined;
}

/** Reading CloudWatch's logs, metrics and alarms, the trail's last 90 days, and the archive. */
export function logsStatements({ partition, account, archive }: LogsOptions): readonly PolicyStatement[] {
  const metrics = new PolicyStatement({
    sid: 'Metrics',
    actions: [
      'cloudtrail:LookupEvents',
      'cloudwatch:DescribeAlarmHistory',
      'cloudwatch:DescribeAlarms',
      'cloudwatch:GetDashboard',
      'cloudwatch:GetMetricData',
      'cloudwatch:GetMetricStatistics',
      'cloudwatch:ListDashboards',
      'cloudwatch:ListMetrics',
      'logs:DescribeQueries',
      'logs:DescribeQueryDefinitions',
      'logs:GetQueryResults',
      'logs:StopQuery',
    ],
    resources: ['*'],
  });
  const logs = new PolicyStatement({
    sid: 'Logs',
    actions: [
      'logs:DescribeLogGroups',
      'logs:DescribeLogStreams',
      'logs:FilterLogEvents',
      'logs:GetLogEvents',
      'logs:GetLogGroupFields',
      'logs:GetLogRecord',
      'logs:StartLiveTail',
      'logs:StartQuery',
    ],
    resources: [`arn:${partition}:logs:*:${account}:log-group:*`],
  });
  return [
    metrics,
    logs,
    ...(archive === undefined ? [] : archiveStatements({ partition, account, archive })),
  ];
}

function archiveStatements({
  partition,
  account,
  archive,
}: Required<LogsOptions> & {
  readonly archive: NonNullable<LogsOptions['archive']>;
}): readonly PolicyStatement[] {
  const buckets = archive.buckets.map((name) => `arn:${partition}:s3:::${name}`);
  return [
    new PolicyStatement({ sid: 'Archive', actions: ['s3:ListBucket'], resources: buckets }),
    new PolicyStatement({
      sid: 'ArchiveObjects',
      actions: ['s3:GetObject'],
      resources: buckets.map((bucket) => `${bucket}/*`),
    }),
    new PolicyStatement({
      sid: 'ArchiveKey',
      actions: ['kms:Decrypt'],
      // The key's id is not known here; its alias is.
      resources: [`arn:${partition}:kms:*:${account}:key/*`],
      conditions: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': archive.keyAlias } },
    }),
  ];
}
