import type { TargetDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import { reasonOf } from '@kmscrypt/lambda';
import type { NotDone } from '../../ports.ts';
import type { Placed } from '../../view.ts';
import type { AwsCalls } from '../calls.ts';
import { forEach, lotsOf } from '../lots.ts';
import { isDraining, isNoGroup, targetsOf } from './target-health.ts';

const LOT = 100;

interface InGroups {
  readonly groups: readonly string[];
  readonly hosts: readonly Placed[];
}

type Change = (targets: TargetDescription[]) => Promise<unknown>;

/** Takes hosts out of all groups: exactly the targets that they have there now, with their ports. */
export async function deregister(
  calls: AwsCalls,
  { groups, hosts }: InGroups,
  signal: AbortSignal,
): Promise<readonly NotDone[]> {
  const wanted = new Set(hosts.map(({ id }) => id));
  const done = await forEach(groups, async (group) => {
    try {
      const targets = (await targetsOf(calls, group, signal)) ?? [];
      const theirs = targets.flatMap((each) =>
        each.Target !== undefined && wanted.has(each.Target.Id ?? '') && !isDraining(each)
          ? [{ Id: each.Target.Id, Port: each.Target.Port }]
          : [],
      );
      return await changed(theirs, (Targets) =>
        calls.deregisterTargets({ TargetGroupArn: group, Targets }, signal),
      );
    } catch (error) {
      return hosts.map(({ id }) => ({ host: id, reason: reasonOf(error) }));
    }
  });
  return once(done.flat());
}

/**
 * Puts hosts into the groups that they were in, with the ports that they had there; one of which nothing is known into all, with the port of
 * the group. A group that is not there any more is passed over.
 */
export async function register(
  calls: AwsCalls,
  { groups, hosts }: InGroups,
  signal: AbortSignal,
): Promise<readonly NotDone[]> {
  const done = await forEach(groups, (group) => {
    const theirs = hosts.flatMap(({ id, targets = [] }): readonly TargetDescription[] => {
      if (targets.length === 0) return [{ Id: id }];
      return targets.filter((each) => each.group === group).map(({ port: Port }) => ({ Id: id, Port }));
    });
    return changed(theirs, (Targets) => calls.registerTargets({ TargetGroupArn: group, Targets }, signal));
  });
  return once(done.flat());
}

/** One that is refused, such as an instance that has been terminated since, takes its whole call with it: then each is tried alone. */
async function changed(targets: readonly TargetDescription[], change: Change): Promise<readonly NotDone[]> {
  const done = await forEach(lotsOf(targets, LOT), async (lot) => {
    const failed = await attempt(lot, change);
    if (failed.length === 0 || lot.length === 1) return failed;
    return (await forEach(lot, (each) => attempt([each], change))).flat();
  });
  return done.flat();
}

async function attempt(lot: readonly TargetDescription[], change: Change): Promise<readonly NotDone[]> {
  try {
    await change([...lot]);
    return [];
  } catch (error) {
    if (isNoGroup(error)) return [];
    return lot.map(({ Id = '' }) => ({ host: Id, reason: reasonOf(error) }));
  }
}

function once(notDone: readonly NotDone[]): readonly NotDone[] {
  return [...new Map(notDone.map((each) => [each.host, each])).values()];
}
