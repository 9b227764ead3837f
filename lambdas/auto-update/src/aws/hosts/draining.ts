import { reasonOf } from '@kmscrypt/lambda';
import type { NotDone } from '../../ports.ts';
import type { Placed } from '../../view.ts';
import type { AwsCalls } from '../calls.ts';
import { forEach, lotsOf } from '../lots.ts';

/** The most of UpdateContainerInstancesState (Amazon ECS API reference). */
const LOT = 10;

interface Draining {
  readonly cluster: string;
  readonly hosts: readonly Placed[];
  readonly status: 'ACTIVE' | 'DRAINING';
}

/** Drains container instances, or activates them again. */
export async function setDraining(
  calls: AwsCalls,
  { cluster, hosts, status }: Draining,
  signal: AbortSignal,
): Promise<readonly NotDone[]> {
  const byArn = new Map(hosts.map((host) => [host.containerInstance ?? '', host.id]));
  const strangers = hosts.filter(({ containerInstance }) => containerInstance === undefined);
  byArn.delete('');
  const done = await forEach(lotsOf([...byArn.keys()], LOT), async (lot) => {
    try {
      const { containerInstances: changed = [], failures = [] } = await calls.updateContainerInstancesState(
        { cluster, containerInstances: [...lot], status },
        signal,
      );
      const reasons = new Map(failures.map(({ arn = '', reason = '' }) => [arn, reason]));
      const arns = new Set(changed.map(({ containerInstanceArn: arn }) => arn));
      return lot
        .filter((arn) => !arns.has(arn))
        .map((arn) => ({ host: byArn.get(arn) ?? '', reason: reasons.get(arn) || 'ECS does not say why' }));
    } catch (error) {
      return lot.map((arn) => ({ host: byArn.get(arn) ?? '', reason: reasonOf(error) }));
    }
  });
  return [
    ...strangers.map(({ id }) => ({ host: id, reason: 'it is no container instance of the cluster' })),
    ...done.flat(),
  ];
}
