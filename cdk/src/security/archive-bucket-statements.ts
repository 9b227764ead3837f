import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Conditions } from '../conditions.ts';
import { deliveryArns, sourcesByAccount, trailArns, type ArchiveSources } from './archive-sources.ts';

/** Log deliveries have always said that the bucket's owner is to own what they write, and are asked to. */
const OWNED = { 's3:x-amz-acl': 'bucket-owner-full-control' };

/** Lets trails, AWS Config and flow logs of the sources write, each account below `AWSLogs/ACCOUNT`. */
export function archiveStatements(bucket: Bucket, sources: ArchiveSources): readonly PolicyStatement[] {
  const { accounts } = sources;
  const deliveries: Conditions = {
    StringEquals: { 'aws:SourceAccount': accounts },
    ArnLike: { 'aws:SourceArn': deliveryArns(sources) },
  };
  return [
    // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
    look(bucket, {
      sid: 'TrailsLook',
      service: 'cloudtrail',
      actions: ['s3:GetBucketAcl'],
      conditions: { StringEquals: { 'aws:SourceArn': trailArns(sources) } },
    }),
    // https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
    look(bucket, {
      sid: 'RecordersLook',
      service: 'config',
      actions: ['s3:GetBucketAcl', 's3:ListBucket'],
      conditions: { StringEquals: { 'aws:SourceAccount': accounts } },
    }),
    // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
    look(bucket, {
      sid: 'FlowLogsLook',
      service: 'delivery.logs',
      actions: ['s3:GetBucketAcl'],
      conditions: deliveries,
    }),
    ...sourcesByAccount(sources).flatMap(([account, own]) => [
      write(bucket, {
        sid: `Trail${account}`,
        service: 'cloudtrail',
        path: `AWSLogs/${account}/*`,
        conditions: { StringEquals: { ...OWNED, 'aws:SourceArn': trailArns(own) } },
      }),
      write(bucket, {
        sid: `Recorder${account}`,
        service: 'config',
        path: `AWSLogs/${account}/Config/*`,
        conditions: { StringEquals: { ...OWNED, 'aws:SourceAccount': account } },
      }),
      write(bucket, {
        sid: `FlowLogs${account}`,
        service: 'delivery.logs',
        path: `AWSLogs/${account}/*`,
        conditions: {
          StringEquals: { ...OWNED, 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': deliveryArns(own) },
        },
      }),
    ]),
  ];
}

/** Lets load balancers of the sources write: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html */
export function balancerLogStatements(
  bucket: Bucket,
  { partition, region, accounts }: ArchiveSources,
): readonly PolicyStatement[] {
  return accounts.map((account) =>
    write(bucket, {
      sid: `Balancers${account}`,
      service: 'logdelivery.elasticloadbalancing',
      path: `AWSLogs/${account}/*`,
      conditions: {
        ArnLike: {
          'aws:SourceArn': `arn:${partition}:elasticloadbalancing:${region}:${account}:loadbalancer/*`,
        },
      },
    }),
  );
}

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

interface Look {
  readonly sid: string;
  /** Without `.amazonaws.com`. */
  readonly service: string;
  readonly actions: readonly string[];
  readonly conditions: Conditions;
}

function look({ bucketArn }: Bucket, { sid, service, actions, conditions }: Look): PolicyStatement {
  const principals = [new ServicePrincipal(`${service}.amazonaws.com`)];
  return new PolicyStatement({ sid, principals, actions: [...actions], resources: [bucketArn], conditions });
}

interface Write extends Omit<Look, 'actions'> {
  /** Pattern of the objects' keys. */
  readonly path: string;
}

function write(bucket: Bucket, { sid, service, path, conditions }: Write): PolicyStatement {
  return new PolicyStatement({
    sid,
    principals: [new ServicePrincipal(`${service}.amazonaws.com`)],
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects(path)],
    conditions,
  });
}
