import { CfnResource, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Seconds until CloudFormation gives up: more than the function has with its retries. */
const SERVICE_TIMEOUT = 600;

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
  readonly resource: CfnResource;

  constructor(scope: Construct, id: string, { kind, functionName, properties = {} }: AccountSettingProps) {
    super(scope, id);
    const { partition, region, account } = Stack.of(this);
    this.resource = new CfnResource(this, 'Resource', {
      type: `Custom::${kind}`,
      properties: {
        // By name: the function is another stack's, and known before that is deployed.
        ServiceToken: `arn:${partition}:lambda:${region}:${account}:function:${functionName}`,
        ServiceTimeout: SERVICE_TIMEOUT,
        ...properties,
      },
    });
  }

  /** The physical id. */
  get ref(): string {
    return this.resource.ref;
  }
}
