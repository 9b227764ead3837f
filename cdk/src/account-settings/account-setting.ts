import { CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Seconds until CloudFormation gives up. Lambda tries three times for 180 s each, and waits one and two minutes between: 720 s. */
const SERVICE_TIMEOUT = 900;

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

/** Of what else is the account's, another resource, or another stack later, may rely on that it is there. */
const GOES: ReadonlySet<SettingKind> = new Set(['ZoneAuthorization', 'ZoneAssociation']);

/**
 * A custom resource `Custom::KIND`, which adopts what is there already. What it sets or makes stays when the resource goes, but for
 * `ZoneAuthorization` and `ZoneAssociation`: those go if it made them.
 */
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
    if (!GOES.has(kind)) this.resource.applyRemovalPolicy(RemovalPolicy.RETAIN);
  }

  /** The physical id. */
  get ref(): string {
    return this.resource.ref;
  }
}
