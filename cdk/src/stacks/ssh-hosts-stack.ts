import type { Construct } from 'constructs';
import { roleName } from '../accounts/roles.ts';
import { hostPolicyName } from '../names.ts';
import { PlannedStack, type PlannedStackProps } from '../planned-stack.ts';
import { hostGroupsOf } from '../ssh-keys/host-groups.ts';
import { SshHosts } from '../ssh-keys/ssh-hosts.ts';
import { timerMinutes } from '../ssh-keys/timer-minutes.ts';

/**
 * What the hosts of an account need for users of IAM.
 *
 * @throws where the config has no `sshKeys`
 */
export class SshHostsStack extends PlannedStack {
  constructor(scope: Construct, props: PlannedStackProps) {
    super(scope, props);
    const { names } = this;
    const { config } = this.plan;
    const { name, accounts, region, sshKeys } = config;
    if (sshKeys === undefined) throw new Error('SSH keys need `sshKeys` in the config');
    const groups = hostGroupsOf(sshKeys, config).filter(({ account }) => account === this.account);
    const roleArn = (role: string): string => `arn:${this.partition}:iam::${accounts.security}:role/${role}`;
    const sender = {
      roleName: names.sshKeysSender,
      account: accounts.security,
      roleArn: roleArn(names.sshKeys),
      // Who may change the function's code can use its roles anyway.
      operatorArns: [roleArn(roleName('full'))],
      externalId: names.sshKeysExternalId,
    };
    new SshHosts(this, 'Hosts', {
      name: names.sshKeys,
      bucketName: names.sshKeysBucket,
      bucketRegion: region,
      every: timerMinutes(sshKeys.behindAfter),
      groups: groups.map((group) => ({ ...group, policyName: hostPolicyName(name, group.name) })),
      sender: this.account === accounts.security ? undefined : sender,
    });
  }
}
