import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { anyDelivery, trailArns, type ArchiveSources } from './archive-sources.ts';

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Log deliveries have always said that the bucket's owner is to own what they write, and are asked to. */
const OWNED = { 's3:x-amz-acl': 'bucket-owner-full-control' };

/**
 * Lets trails, AWS Config and flow logs of the sources write. Below which `AWSLogs/ACCOUNT` is the service's choice and none of the
 * account's, so that it is not said here again for each: S3 takes policies of 20 KB, and an account is some 200 bytes as it is.
 */
export function archiveStatements(bucket: Bucket, sources: ArchiveSources): readonly PolicyStatement[] {
  const ofTrails = { 'aws:SourceArn': trailArns(sources) };
  const ofAccounts = { 'aws:SourceAccount': sources.accounts };
  const deliveries: Conditions = { ArnLike: { 'aws:SourceArn': anyDelivery(sources) } };
  return [
    // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-set-bucket-policy-for-multiple-accounts.html
    look(bucket, {
      sid: 'TrailsLook',
      service: 'cloudtrail',
      actions: ['s3:GetBucketAcl'],
      conditions: { StringEquals: ofTrails },
    }),
    write(bucket, {
      sid: 'Trails',
      service: 'cloudtrail',
      path: 'AWSLogs/*',
      conditions: { StringEquals: { ...OWNED, ...ofTrails } },
    }),
    // https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
    look(bucket, {
      sid: 'RecordersLook',
      service: 'config',
      actions: ['s3:GetBucketAcl', 's3:ListBucket'],
      conditions: { StringEquals: ofAccounts },
    }),
    write(bucket, {
      sid: 'Recorders',
      service: 'config',
      path: 'AWSLogs/*/Config/*',
      conditions: { StringEquals: { ...OWNED, ...ofAccounts } },
    }),
    // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
    look(bucket, {
      sid: 'FlowLogsLook',
      service: 'delivery.logs',
      actions: ['s3:GetBucketAcl'],
      conditions: { StringEquals: ofAccounts, ...deliveries },
    }),
    write(bucket, {
      sid: 'FlowLogs',
      service: 'delivery.logs',
      path: 'AWSLogs/*',
      conditions: { StringEquals: { ...OWNED, ...ofAccounts }, ...deliveries },
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
