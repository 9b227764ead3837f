import { Construct } from 'constructs';

/** What CloudFormation has no type for, or what there can be but one of in an account, which may be there already. */
export type SettingKind =
  | 'PasswordPolicy'
  | 'EbsEncryption'
  | 'S3AccountBlock'
  /** AWS Config's recorder and delivery channel; one an account and region. */
  | 'ConfigRecorder'
  /** GuardDuty; one an account and region. */
  | 'Detector'
  /** IAM Access Analyzer for external access; one an account and region. */
  | 'Analyzer'
  /** Takes all rules of a VPC's default security group away. Property `VpcId`. */
  | 'ClosedDefaultSecurityGroup'
  /** Lets a VPC of another account be associated with a private zone. Properties `HostedZoneId`, `VpcId`, `VpcRegion`. */
  | 'ZoneAuthorization'
  /** Associates a VPC of this account with a private zone of another. Properties `HostedZoneId`, `VpcId`, `VpcRegion`. */
  | 'ZoneAssociation';

export interface AccountSettingProps {
  readonly kind: SettingKind;
  /** Of the function that does it: `names.settingsFunction` in this account and region, which the account's baseline has. */
  readonly functionName: string;
  readonly properties?: Readonly<Record<string, unknown>> | undefined;
}

/** A custom resource `Custom::KIND`, which adopts what is there already, and on deletion takes away only what it has made. */
export class AccountSetting extends Construct {
  /** The physical id. */
  declare readonly ref: string;

  constructor(scope: Construct, id: string, props: AccountSettingProps) {
    super(scope, id);
    void props;
  }
}
