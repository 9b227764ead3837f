import { planOf, type StackPlan } from '../../plan.ts';
import { type Draft, SHARED_ACCOUNTS } from '../draft.ts';
import type { Finding } from '../problem.ts';
import type { Environment } from '../schema.ts';

/** Names of stacks, which an account and region may have but once; they are composed, so that `peering` and `keys` clash. */
export function checkStackNames({ environments: placed, isStandIn, ...rest }: Draft): readonly Finding[] {
  const environments = placed.map(({ environment }) => environment);
  const accounts = [...SHARED_ACCOUNTS, ...placed.map(({ path }) => [...path, 'account'])];
  // Which account is which, stages and stacks are called by.
  if (accounts.some(isStandIn)) return [];
  // Two of one name have clashing stacks, too, but are told as what they are.
  if (new Set(environments.map((each) => each.name)).size < environments.length) return [];
  const { stacks } = planOf({ ...rest, environments });
  const first = new Map<string, StackPlan>();
  const told = new Set<Environment>();
  return stacks.flatMap((stack): Finding[] => {
    const { id, account, region, stackName } = stack;
    const place = `${account}/${region}/${stackName}`;
    const other = first.get(place);
    first.set(place, other ?? stack);
    // A stack of an account has no environment; then the other one has.
    const environment = stack.environment ?? other?.environment;
    const path = placed.find((each) => each.environment === environment)?.path;
    if (other === undefined || environment === undefined || path === undefined || told.has(environment))
      return [];
    told.add(environment);
    const message = `${id} and ${other.id} would both be the stack ${stackName}`;
    return [{ code: 'STACK_NAME_TAKEN', path: [...path, 'name'], message, cure: 'take another name' }];
  });
}
