import type { Plan } from '../plan.ts';
import type { GroupAccount } from './groups.ts';

/** The accounts of a plan, as groups lead into them. */
export function groupAccountsOf({
  accounts,
  stacks,
}: Pick<Plan, 'accounts' | 'stacks'>): readonly GroupAccount[] {
  return accounts.map(({ account, purposes }) => ({
    // What has the account's roles is called by the account's name.
    name: stacks.find((stack) => stack.kind === 'baseline' && stack.account === account)?.stage ?? account,
    account,
    isWorkload: purposes.some((purpose) => !WITHOUT_WORKLOAD.has(purpose)),
  }));
}

const WITHOUT_WORKLOAD: ReadonlySet<string> = new Set(['security', 'logs']);
