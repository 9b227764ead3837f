import { areDisjoint } from '../../updates/disjoint-tags.ts';
import type { Draft } from '../draft.ts';
import { formatPath, type Path } from '../path.ts';
import type { Finding } from '../problem.ts';
import type { Updates } from '../updates-schema.ts';

type Fleet = Updates['fleets'][string];

interface PlacedFleet {
  /** Of its environment. */
  readonly account: string;
  readonly fleet: Fleet;
  /** `['environments', 1, 'updates', 'fleets', 'web']`. */
  readonly path: Path;
}

/** What says which hosts a fleet has. */
const KEYS: Readonly<Record<Fleet['mode'], string>> = {
  'in-place': 'tags',
  ecs: 'cluster',
  refresh: 'group',
};

/** Hosts that two environments of one account would update: each would take some out without knowing of the other. */
export function checkUpdatedHosts(draft: Draft): readonly Finding[] {
  const fleets = knownFleets(draft);
  return fleets.flatMap((one, index): Finding[] => {
    const { account, fleet, path } = one;
    // Of two fleets of one environment the Lambda says so itself.
    const other = fleets
      .slice(0, index)
      .find((each) => each.account === account && each.path[1] !== path[1] && isShared(each.fleet, fleet));
    return other === undefined ? [] : [shared(one, other)];
  });
}

/** Those whose account and hosts are as they were written. */
function knownFleets({ environments, isStandIn }: Draft): readonly PlacedFleet[] {
  return environments
    .filter(({ path }) => !isStandIn([...path, 'account']))
    .flatMap(({ environment: { account, updates }, path }) =>
      Object.entries(updates?.fleets ?? {}).map(([name, fleet]) => ({
        account,
        fleet,
        path: [...path, 'updates', 'fleets', name],
      })),
    )
    .filter(({ fleet, path }) => !isStandIn([...path, KEYS[fleet.mode]]) && !isWithoutTags(fleet));
}

/** Which the Lambda refuses. */
function isWithoutTags(fleet: Fleet): boolean {
  return fleet.mode === 'in-place' && Object.keys(fleet.tags).length === 0;
}

function isShared(one: Fleet, other: Fleet): boolean {
  if (one.mode === 'in-place') return other.mode === 'in-place' && !areDisjoint(one.tags, other.tags);
  if (one.mode === 'ecs') return other.mode === 'ecs' && one.cluster === other.cluster;
  return other.mode === 'refresh' && one.group === other.group;
}

function shared({ fleet: { mode }, path }: PlacedFleet, other: PlacedFleet): Finding {
  const isByTags = mode === 'in-place';
  const theirs = formatPath(other.path);
  return {
    code: 'UPDATES_INVALID',
    path: [...path, KEYS[mode]],
    message: isByTags
      ? `fit hosts of ${theirs}, too, in the same account`
      : `is that of ${theirs}, in the same account`,
    cure: isByTags
      ? 'give both one tag with different values, such as one with the name of the environment'
      : 'name one of its own in each environment',
  };
}
