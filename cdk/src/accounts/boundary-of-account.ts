import { exceptFor, type Denial } from './boundary-denial.ts';
import type { BoundaryOptions } from './boundary-options.ts';

/** The account stays where it is, and audited. */
export function denialsOfAccount({
  settingsFunction,
  account,
  partition,
}: BoundaryOptions): readonly Denial[] {
  return [
    {
      // Out of the organization, its policies and its bill end.
      sid: 'AccountStays',
      actions: [
        'account:CloseAccount',
        'organizations:CloseAccount',
        'organizations:DeleteOrganization',
        'organizations:LeaveOrganization',
        'organizations:RemoveAccountFromOrganization',
      ],
    },
    {
      // What tells afterwards who did what, and defaults of the account: one role sets them, as they are deployed.
      sid: 'AuditAndSettingsStay',
      actions: [
        'access-analyzer:ApplyArchiveRule',
        'access-analyzer:CreateArchiveRule',
        'access-analyzer:DeleteAnalyzer',
        'access-analyzer:UpdateAnalyzer',
        'access-analyzer:UpdateArchiveRule',
        'cloudtrail:DeleteTrail',
        'cloudtrail:PutEventSelectors',
        'cloudtrail:StopLogging',
        'cloudtrail:UpdateTrail',
        'config:DeleteConfigurationRecorder',
        'config:DeleteDeliveryChannel',
        'config:PutConfigurationRecorder',
        'config:PutDeliveryChannel',
        'config:StopConfigurationRecorder',
        'ec2:DisableEbs*',
        'ec2:ModifyEbs*',
        'ec2:ResetEbs*',
        'guardduty:Create*Set',
        'guardduty:CreateFilter',
        'guardduty:Delete*Set',
        'guardduty:DeleteDetector',
        'guardduty:DisassociateFromAdministratorAccount',
        'guardduty:StopMonitoringMembers',
        'guardduty:Update*Set',
        'guardduty:UpdateDetector',
        'guardduty:UpdateFilter',
        'iam:DeleteAccountPasswordPolicy',
        'iam:UpdateAccountPasswordPolicy',
        's3:PutAccountPublicAccessBlock',
      ],
      conditions: exceptFor([`arn:${partition}:iam::${account}:role/${settingsFunction}`]),
    },
  ];
}

/** The archive is not changed. */
export function denialsOfArchive({ archiveBuckets = [], partition }: BoundaryOptions): readonly Denial[] {
  if (archiveBuckets.length === 0) return [];
  return [
    {
      // Logs are written by services and deleted by age alone.
      sid: 'ArchiveStays',
      actions: [
        's3:BypassGovernanceRetention',
        's3:Delete*',
        's3:Put*Configuration',
        's3:PutBucket*',
        's3:PutObject',
      ],
      // The buckets and their objects.
      resources: archiveBuckets.map((name) => `arn:${partition}:s3:::${name}*`),
    },
  ];
}
