import { beforeOf, isUpdated } from '../../updates/update-config.ts';
import type { Draft } from '../draft.ts';
import { nearest } from '../nearest.ts';
import type { Path } from '../path.ts';
import type { Finding } from '../problem.ts';
import type { Updates } from '../updates-schema.ts';

type Fleet = Updates['fleets'][string];
type Fleets = ReadonlyMap<string, Fleet>;

/** An environment with updates. */
interface Updated {
  readonly name: string;
  /** That goes before; undefined: none. */
  readonly after: string | undefined;
  readonly fleets: Fleets;
  /** Of its fleets. */
  readonly path: Path;
}

/** Nothing is brought to a fleet but what the fleet of its name in the environment before has run well with: that has to be there. */
export function checkFleetsBefore(draft: Draft): readonly Finding[] {
  const { environments, isStandIn } = draft;
  // A name that was written wrongly may be the one that is meant.
  if (
    environments.some(({ path }) =>
      [['name'], ['updates', 'fleets'], ['updates', 'after']].some((own) => isStandIn([...path, ...own])),
    )
  )
    return [];
  const all = environments.map(({ environment }) => environment);
  const updated = environments.flatMap(({ environment, path }): readonly Updated[] =>
    isUpdated(environment)
      ? [
          {
            name: environment.name,
            after: beforeOf(environment, all),
            fleets: new Map(Object.entries(environment.updates.fleets)),
            path: [...path, 'updates', 'fleets'],
          },
        ]
      : [],
  );
  return updated.flatMap((own, index) => {
    const earlier = updated.slice(0, index);
    const before = earlier.find(({ name }) => name === own.after);
    // The first follows none; an `after` that is none is told by another check.
    return before === undefined ? [] : findingsOf(own, { before, earlier, isStandIn });
  });
}

interface Following {
  readonly before: Updated;
  /** All that `after` may name. */
  readonly earlier: readonly Updated[];
  readonly isStandIn: Draft['isStandIn'];
}

function findingsOf(own: Updated, { before, earlier, isStandIn }: Following): readonly Finding[] {
  const other = earlier.findLast(({ fleets }) => follows(own.fleets, fleets));
  const orAfter = other === undefined ? '' : `, or write after: ${other.name}`;
  return [...own.fleets].flatMap(([name, fleet]): Finding[] => {
    const path = [...own.path, name];
    const theirs = before.fleets.get(name);
    if (theirs === undefined) return [missing(path, { own, before, orAfter })];
    const isKnown = !isStandIn([...before.path, name, 'mode']);
    return isKnown && !isSameKind(fleet, theirs) ? [otherKind(path, { before, theirs, orAfter })] : [];
  });
}

/** Whether all fleets have one that they can follow. */
function follows(fleets: Fleets, earlier: Fleets): boolean {
  return [...fleets].every(([name, fleet]) => {
    const theirs = earlier.get(name);
    return theirs !== undefined && isSameKind(fleet, theirs);
  });
}

/** Whether both are updated by images, or both by packages. */
function isSameKind(one: Fleet, other: Fleet): boolean {
  return (one.mode === 'refresh') === (other.mode === 'refresh');
}

function missing(
  path: Path,
  { own, before, orAfter }: { readonly own: Updated; readonly before: Updated; readonly orAfter: string },
): Finding {
  const name = String(path.at(-1));
  const meant = nearest(
    name,
    [...before.fleets.keys()].filter((each) => !own.fleets.has(each)),
  );
  const add = `give ${before.name} a fleet ${name} with hosts of its own${orAfter}`;
  return {
    code: 'UPDATES_INVALID',
    path,
    message: `is no fleet of ${before.name}, which goes before: nothing would ever be brought to it`,
    cure: meant === undefined ? add : `did you mean ${meant}? otherwise ${add}`,
  };
}

function otherKind(
  path: Path,
  { before, theirs, orAfter }: { readonly before: Updated; readonly theirs: Fleet; readonly orAfter: string },
): Finding {
  return {
    code: 'UPDATES_INVALID',
    path: [...path, 'mode'],
    message: `is ${theirs.mode} in ${before.name}, which goes before: an image proves nothing of packages, nor they of an image`,
    cure: `write refresh in both, or in neither${orAfter}`,
  };
}
