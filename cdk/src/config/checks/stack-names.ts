import { planOf } from '../../plan.ts';
import type { Draft } from '../draft.ts';
import type { Finding } from '../problem.ts';

/** Names of stacks, which an account and region may have but once; they are composed, so that `peering` and `keys` clash. */
export function checkStackNames({
  name,
  region,
  accounts,
  management,
  security,
  tags,
  ...rest
}: Draft): readonly Finding[] {
  if (!name || !region || !accounts || !management || !security || !tags) return [];
  const { environments: placed, zones, alarms } = rest;
  const environments = placed.map(({ environment }) => environment);
  // Two of one name have clashing stacks, too, but are told as what they are.
  if (new Set(environments.map((each) => each.name)).size < environments.length) return [];
  const { stacks } = planOf({
    name,
    region,
    zones,
    accounts,
    management,
    environments,
    security,
    alarms,
    tags,
  });
  const first = new Map<string, string>();
  const told = new Set<string>();
  return stacks.flatMap(({ id, account, stackName, environment, ...stack }): Finding[] => {
    const place = `${account}/${stack.region}/${stackName}`;
    const other = first.get(place);
    first.set(place, other ?? id);
    const path = placed.find((each) => each.environment === environment)?.path;
    if (other === undefined || path === undefined || told.has(environment?.name ?? '')) return [];
    told.add(environment?.name ?? '');
    const message = `${id} and ${other} would both be the stack ${stackName}`;
    return [{ code: 'STACK_NAME_TAKEN', path: [...path, 'name'], message, cure: 'take another name' }];
  });
}
