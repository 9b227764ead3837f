import { ManagedRuleIdentifiers as Rules } from 'aws-cdk-lib/aws-config';

/** A rule of AWS Config that AWS wrote and keeps. */
export interface ManagedRule {
  /** As in https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html */
  readonly name: string;
  readonly identifier: string;
  /** What it tells who reads it in the console. */
  readonly why: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What IAM passwords have to be. */
export interface PasswordRule {
  /** Characters. */
  readonly length: number;
  /** How many former passwords are refused. */
  readonly reuse: number;
  /** Days after which a password has to be replaced; default never. */
  readonly maxDays?: number | undefined;
}

/** Rules that what this package deploys keeps, so that what they find was made or changed otherwise. */
export function managedRules(passwords: PasswordRule): readonly ManagedRule[] {
  return [...OF_PEOPLE, ...ofPasswords(passwords), ...OF_AUDIT, ...OF_DATA, ...OF_NETWORK];
}

/**
 * None where passwords do not expire: the rule wants them to, after 90 days where its parameter is not given.
 * https://docs.aws.amazon.com/config/latest/developerguide/iam-password-policy.html
 */
function ofPasswords({ length, reuse, maxDays }: PasswordRule): readonly ManagedRule[] {
  if (maxDays === undefined) return [];
  return [
    rule('iam-password-policy', Rules.IAM_PASSWORD_POLICY, 'Passwords are as the config wants them', {
      MinimumPasswordLength: `${length}`,
      PasswordReusePrevention: `${reuse}`,
      MaxPasswordAge: `${maxDays}`,
    }),
  ];
}

const OF_PEOPLE: readonly ManagedRule[] = [
  rule('root-account-mfa-enabled', Rules.ROOT_ACCOUNT_MFA_ENABLED, 'The root user is past every policy'),
  rule('iam-root-access-key-check', Rules.IAM_ROOT_ACCESS_KEY_CHECK, 'Keys of the root user need no MFA'),
  rule('iam-user-mfa-enabled', Rules.IAM_USER_MFA_ENABLED, 'A password or key alone lets nobody in'),
  rule('iam-user-no-policies-check', Rules.IAM_USER_NO_POLICIES_CHECK, 'Users get what their groups have'),
  rule('access-keys-rotated', Rules.ACCESS_KEYS_ROTATED, 'A key that leaked is of use for 90 days at most', {
    maxAccessKeyAge: '90',
  }),
  rule(
    'iam-user-unused-credentials-check',
    Rules.IAM_USER_UNUSED_CREDENTIALS_CHECK,
    'Who has not come for 90 days comes no more',
    { maxCredentialUsageAge: '90' },
  ),
];

const OF_AUDIT: readonly ManagedRule[] = [
  rule('cloudtrail-enabled', Rules.CLOUD_TRAIL_ENABLED, 'Without it nothing tells who did what'),
  rule(
    'multi-region-cloudtrail-enabled',
    Rules.CLOUDTRAIL_MULTI_REGION_ENABLED,
    'Regions that nobody uses are where nobody looks',
  ),
  rule(
    'cloud-trail-encryption-enabled',
    Rules.CLOUD_TRAIL_ENCRYPTION_ENABLED,
    'Trails are for those who read logs',
  ),
  rule(
    'cloud-trail-log-file-validation-enabled',
    Rules.CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED,
    'A trail that was changed later shows it',
  ),
];

const OF_DATA: readonly ManagedRule[] = [
  rule(
    'cmk-backing-key-rotation-enabled',
    Rules.CMK_BACKING_KEY_ROTATION_ENABLED,
    'Keys of KMS rotate every year',
  ),
  rule('ec2-ebs-encryption-by-default', Rules.EC2_EBS_ENCRYPTION_BY_DEFAULT, 'New volumes are encrypted'),
  rule('encrypted-volumes', Rules.EBS_ENCRYPTED_VOLUMES, 'Volumes that are attached are encrypted'),
  rule(
    'ebs-snapshot-public-restorable-check',
    Rules.EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK,
    'Nobody else reads a snapshot',
  ),
  rule('rds-storage-encrypted', Rules.RDS_STORAGE_ENCRYPTED, 'Databases are encrypted'),
  rule(
    'rds-instance-public-access-check',
    Rules.RDS_INSTANCE_PUBLIC_ACCESS_CHECK,
    'No database is reachable from outside',
  ),
  rule(
    'rds-snapshots-public-prohibited',
    Rules.RDS_SNAPSHOTS_PUBLIC_PROHIBITED,
    'Nobody else reads a snapshot',
  ),
  rule(
    's3-account-level-public-access-blocks-periodic',
    Rules.S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC,
    'No bucket is public, whatever it says',
  ),
  rule(
    's3-bucket-public-read-prohibited',
    Rules.S3_BUCKET_PUBLIC_READ_PROHIBITED,
    'No bucket is public to read',
  ),
  rule(
    's3-bucket-public-write-prohibited',
    Rules.S3_BUCKET_PUBLIC_WRITE_PROHIBITED,
    'No bucket is public to write',
  ),
  rule(
    's3-bucket-ssl-requests-only',
    Rules.S3_BUCKET_SSL_REQUESTS_ONLY,
    'Buckets take no requests without TLS',
  ),
];

const OF_NETWORK: readonly ManagedRule[] = [
  rule('restricted-ssh', Rules.EC2_SECURITY_GROUPS_INCOMING_SSH_DISABLED, 'SSH is not open to everybody'),
  rule(
    'ec2-imdsv2-check',
    Rules.EC2_IMDSV2_CHECK,
    'A server that can be made to fetch a URL gives no credentials away',
  ),
  rule(
    'vpc-default-security-group-closed',
    Rules.VPC_DEFAULT_SECURITY_GROUP_CLOSED,
    'What is given no group of its own reaches nothing',
  ),
  rule('vpc-flow-logs-enabled', Rules.VPC_FLOW_LOGS_ENABLED, 'Without them nothing tells who talked to whom'),
];

// oxlint-disable-next-line eslint/max-params -- the columns of the tables above
function rule(
  name: string,
  identifier: string,
  why: string,
  parameters: Readonly<Record<string, string>> = {},
): ManagedRule {
  return { name, identifier, why, parameters };
}
