import type { Construct } from 'constructs';
import { UserGroups } from '../accounts/user-groups.ts';
import { PlannedStack, type PlannedStackProps } from '../planned-stack.ts';

/** The groups of the account `security`, which lead into all accounts. */
export class UsersStack extends PlannedStack {
  constructor(scope: Construct, props: PlannedStackProps) {
    super(scope, props);
    const { config, accounts, stacks } = props.plan;
    const withoutWorkload = new Set(['security', 'logs']);
    new UserGroups(this, 'Groups', {
      iamAdmin: config.security.access.iamAdmin,
      accounts: accounts.map(({ account, purposes }) => ({
        // What has the account's roles is called by the account's name.
        name:
          stacks.find((stack) => stack.kind === 'baseline' && stack.account === account)?.stage ?? account,
        account,
        isWorkload: purposes.some((purpose) => !withoutWorkload.has(purpose)),
      })),
    });
  }
}
