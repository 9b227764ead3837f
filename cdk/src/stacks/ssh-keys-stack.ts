import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { roleName } from '../accounts/roles.ts';
import { PlannedStack, type PlannedStackProps } from '../planned-stack.ts';
import { hostGroupsOf } from '../ssh-keys/host-groups.ts';
import { SshKeySync } from '../ssh-keys/ssh-key-sync.ts';
import { syncConfig } from '../ssh-keys/sync-config.ts';

export interface SshKeysStackProps extends PlannedStackProps {
  /** For log groups. */
  readonly servicesKey: IKey;
}

/**
 * The Lambda ssh-key-sync with all that it needs, in the account of the users.
 *
 * @throws where the config has no `sshKeys`
 */
export class SshKeysStack extends PlannedStack {
  constructor(scope: Construct, { servicesKey, ...props }: SshKeysStackProps) {
    super(scope, props);
    const { config } = this.plan;
    const { sshKeys } = config;
    if (sshKeys === undefined) throw new Error('SSH keys need `sshKeys` in the config');
    const hosts = hostGroupsOf(sshKeys, config);
    new SshKeySync(this, 'Sync', {
      name: this.names.sshKeys,
      config: syncConfig(sshKeys, config),
      readers: [...new Set(hosts.map(({ account }) => account))].map((account) => ({
        account,
        hostGroups: hosts.filter((each) => each.account === account).map(({ name }) => name),
      })),
      operatorArns: [`arn:${this.partition}:iam::${this.account}:role/${roleName('full')}`],
      servicesKey,
      alarmTopicArn: this.formatArn({ service: 'sns', resource: this.names.alarmTopic }),
    });
  }
}
