import { PolicyStatement, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import type { SettingKind } from './account-setting.ts';

/** Where the function is. */
export interface SettingPlace {
  readonly partition: string;
  readonly region: string;
  /** 12 digits. */
  readonly account: string;
}

/** Of actions that know no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/ */
const NO_RESOURCE = ['*'];

/** The role that AWS Config records by: AWS's own, which CloudFormation could not adopt. */
export function configRole({ partition, account }: Omit<SettingPlace, 'region'>): string {
  return `arn:${partition}:iam::${account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`;
}

/** Exactly what the function calls for each kind, and what those calls call for in turn. */
export function settingStatements(
  place: SettingPlace,
): Readonly<Record<SettingKind, readonly PolicyStatement[]>> {
  const { partition, region, account } = place;
  const regional = (service: string, resource: string): string[] => [
    `arn:${partition}:${service}:${region}:${account}:${resource}`,
  ];
  const zones = [`arn:${partition}:route53:::hostedzone/*`];
  return {
    PasswordPolicy: [
      allow('PasswordPolicy', {
        actions: ['iam:UpdateAccountPasswordPolicy'],
        resources: NO_RESOURCE,
      }),
    ],
    EbsEncryption: [
      allow('EbsEncryption', {
        actions: ['ec2:EnableEbsEncryptionByDefault'],
        resources: NO_RESOURCE,
      }),
    ],
    S3AccountBlock: [
      allow('S3AccountBlock', {
        actions: ['s3:PutAccountPublicAccessBlock'],
        resources: NO_RESOURCE,
      }),
    ],
    ConfigRecorder: [
      allow('ConfigRecorder', {
        actions: [
          'config:DescribeConfigurationRecorders',
          'config:DescribeDeliveryChannels',
          'config:PutConfigurationRecorder',
          'config:PutDeliveryChannel',
          'config:StartConfigurationRecorder',
        ],
        resources: NO_RESOURCE,
      }),
      allow('ConfigRole', {
        actions: ['iam:PassRole'],
        resources: [configRole(place)],
        conditions: { StringEquals: { 'iam:PassedToService': 'config.amazonaws.com' } },
      }),
      ownRole(place, { service: 'config', role: 'AWSServiceRoleForConfig' }),
    ],
    Detector: [
      allow('Detectors', {
        actions: ['guardduty:CreateDetector', 'guardduty:ListDetectors'],
        resources: NO_RESOURCE,
      }),
      allow('Detector', {
        actions: ['guardduty:GetDetector', 'guardduty:UpdateDetector'],
        resources: regional('guardduty', 'detector/*'),
      }),
      ownRole(place, { service: 'guardduty', role: 'AWSServiceRoleForAmazonGuardDuty' }),
    ],
    Analyzer: [
      allow('Analyzers', { actions: ['access-analyzer:ListAnalyzers'], resources: NO_RESOURCE }),
      allow('Analyzer', {
        actions: ['access-analyzer:CreateAnalyzer'],
        resources: regional('access-analyzer', 'analyzer/*'),
      }),
      ownRole(place, { service: 'access-analyzer', role: 'AWSServiceRoleForAccessAnalyzer' }),
    ],
    ClosedDefaultSecurityGroup: [
      allow('SecurityGroups', { actions: ['ec2:DescribeSecurityGroups'], resources: NO_RESOURCE }),
      allow('SecurityGroup', {
        actions: ['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress'],
        resources: regional('ec2', 'security-group/*'),
      }),
    ],
    ZoneAuthorization: [
      allow('ZoneAuthorization', {
        actions: [
          'route53:CreateVPCAssociationAuthorization',
          'route53:DeleteVPCAssociationAuthorization',
          'route53:ListVPCAssociationAuthorizations',
        ],
        resources: zones,
      }),
    ],
    ZoneAssociation: [
      allow('ZoneAssociation', {
        actions: ['route53:AssociateVPCWithHostedZone', 'route53:DisassociateVPCFromHostedZone'],
        resources: zones,
      }),
      // Route 53 looks at the VPC in the name of whom it is asked by.
      allow('Vpcs', {
        actions: ['ec2:DescribeVpcs', 'route53:ListHostedZonesByVPC'],
        resources: NO_RESOURCE,
      }),
    ],
  };
}

function allow(sid: string, props: PolicyStatementProps): PolicyStatement {
  return new PolicyStatement({ sid, ...props });
}

/** AWS makes the role that a service has in every account when the first one asks for it, and who asks has to be allowed to. */
function ownRole(
  { partition, account }: SettingPlace,
  names: { service: string; role: string },
): PolicyStatement {
  const service = `${names.service}.amazonaws.com`;
  return allow(names.role, {
    actions: ['iam:CreateServiceLinkedRole'],
    resources: [`arn:${partition}:iam::${account}:role/aws-service-role/${service}/${names.role}`],
    conditions: { StringEquals: { 'iam:AWSServiceName': service } },
  });
}
