import { AccountRootPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { anyDelivery, trailArns, type ArchiveSources } from './archive-sources.ts';
import { keyAdministration } from './key-administration.ts';

/**
 * Who may do what with an archive's key: AWS's services encrypt for the sources, readers decrypt.
 *
 * @param readers ARNs of roles; IAM has to allow it to them, too, so that they need not be there yet.
 */
export function archiveKeyStatements(
  sources: ArchiveSources,
  readers: readonly string[],
): readonly PolicyStatement[] {
  return [
    keyAdministration(),
    new PolicyStatement({
      sid: 'Readers',
      principals: [new AccountRootPrincipal()],
      actions: ['kms:Decrypt', 'kms:DescribeKey'],
      resources: ['*'],
      conditions: { ArnEquals: { 'aws:PrincipalArn': readers } },
    }),
    // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html, with Decrypt because of
    // the bucket key. By the trail's ARN, as with a bucket key the encryption context is the bucket and no more the trail.
    new PolicyStatement({
      sid: 'Trails',
      principals: [new ServicePrincipal('cloudtrail.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceArn': trailArns(sources) } },
    }),
    // https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html
    new PolicyStatement({
      sid: 'Recorders',
      principals: [new ServicePrincipal('config.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': sources.accounts } },
    }),
    // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-cmk-policy.html
    new PolicyStatement({
      sid: 'FlowLogs',
      principals: [new ServicePrincipal('delivery.logs.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      resources: ['*'],
      conditions: {
        StringEquals: { 'aws:SourceAccount': sources.accounts },
        ArnLike: { 'aws:SourceArn': anyDelivery(sources) },
      },
    }),
  ];
}
