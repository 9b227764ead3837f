import type { Draft } from '../draft.ts';
import { formatPath, type Path } from '../path.ts';
import type { Finding } from '../problem.ts';
import type { Updates } from '../updates-schema.ts';

type Fleet = Updates['fleets'][string];

/** Hosts that two environments of one account would update: each would take some out without knowing of the other. */
export function checkUpdatedHosts({ environments, isStandIn }: Draft): readonly Finding[] {
  const first = new Map<string, Path>();
  const fleets = environments.flatMap(({ environment: { account, updates }, path }) =>
    Object.entries(updates?.fleets ?? {}).map(([name, fleet]) => ({
      account,
      accountPath: [...path, 'account'],
      fleet,
      path: [...path, 'updates', 'fleets', name],
    })),
  );
  return fleets.flatMap(({ account, accountPath, fleet, path }): Finding[] => {
    const [key, hosts] = hostsOf(fleet);
    if (isStandIn(accountPath) || isStandIn([...path, key])) return [];
    const id = JSON.stringify([account, key, hosts]);
    const other = first.get(id);
    first.set(id, other ?? path);
    // Of two fleets of one environment the Lambda says so itself.
    if (other === undefined || other[1] === path[1]) return [];
    return [
      {
        code: 'UPDATES_INVALID',
        path: [...path, key],
        message: `are the hosts of ${formatPath(other)}, in the same account`,
        cure: 'tell the hosts of two environments apart, such as by a tag with its name',
      },
    ];
  });
}

/** What says which hosts a fleet has. */
function hostsOf(fleet: Fleet): readonly [key: string, hosts: unknown] {
  if (fleet.mode === 'ecs') return ['cluster', fleet.cluster];
  if (fleet.mode === 'refresh') return ['group', fleet.group];
  const tags = Object.entries(fleet.tags).map(([tag, values]) => [tag, [values].flat().toSorted()] as const);
  return ['tags', tags.toSorted(([one], [other]) => (one < other ? -1 : 1))];
}
