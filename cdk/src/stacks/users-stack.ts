import type { Construct } from 'constructs';
import { groupAccountsOf } from '../accounts/group-accounts.ts';
import { UserGroups } from '../accounts/user-groups.ts';
import { PlannedStack, type PlannedStackProps } from '../planned-stack.ts';

/** The groups of the account `security`, which lead into all accounts. */
export class UsersStack extends PlannedStack {
  constructor(scope: Construct, props: PlannedStackProps) {
    super(scope, props);
    const { config } = props.plan;
    new UserGroups(this, 'Groups', {
      iamAdmin: config.security.access.iamAdmin,
      sshKeyTree: config.sshKeys?.parameters,
      accounts: groupAccountsOf(props.plan),
    });
  }
}
