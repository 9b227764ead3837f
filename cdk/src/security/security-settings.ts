import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AccountSetting, type SettingKind } from '../account-settings/account-setting.ts';
import { configRole } from '../account-settings/setting-statements.ts';

export interface SecuritySettingsProps {
  /** As {@link AccountSetting} has it. */
  readonly functionName: string;
  /** Where AWS Config delivers to, if the account has no recorder yet. */
  readonly archiveBucket: string;
  /** Of AWS Config's recorder and delivery channel, if the account has none yet; by it they are known as ours later. */
  readonly recorderName: string;
  /** Of the analyzer, if the account has none yet. */
  readonly analyzerName: string;
  /** Whether there is AWS Config's recorder. */
  readonly config: boolean;
  /** Whether there is GuardDuty. */
  readonly guardDuty: boolean;
  /** Whether there is IAM Access Analyzer. */
  readonly accessAnalyzer: boolean;
  readonly passwordPolicy: {
    /** Characters. */
    readonly length: number;
    /** How many former passwords are refused. */
    readonly reuse: number;
    /** Days after which a password has to be replaced; default never. */
    readonly maxDays?: number | undefined;
  };
}

/** What every account has set, one way or the other: passwords, encryption, nothing public, and what watches over it. */
export class SecuritySettings extends Construct {
  /** Where the account has AWS Config. */
  readonly recorder: AccountSetting | undefined;

  constructor(scope: Construct, id: string, props: SecuritySettingsProps) {
    super(scope, id);
    const { functionName, passwordPolicy } = props;
    const { partition, account } = Stack.of(this);
    const add = (kind: SettingKind, properties: Readonly<Record<string, unknown>> = {}): AccountSetting =>
      new AccountSetting(this, kind, { kind, functionName, properties });
    add('PasswordPolicy', {
      Length: passwordPolicy.length,
      Reuse: passwordPolicy.reuse,
      MaxDays: passwordPolicy.maxDays,
    });
    add('EbsEncryption');
    add('S3AccountBlock', { AccountId: account });
    if (props.guardDuty) add('Detector');
    if (props.accessAnalyzer) add('Analyzer', { Name: props.analyzerName });
    const recorder = {
      Name: props.recorderName,
      BucketName: props.archiveBucket,
      RoleArn: configRole({ partition, account }),
    };
    this.recorder = props.config ? add('ConfigRecorder', recorder) : undefined;
  }
}
