import { listOf } from '../all-pages.ts';
import type { AwsCalls } from '../calls.ts';
import { forEach, lotsOf } from '../lots.ts';
import { onlyMissing } from './missing.ts';

/** The most of DescribeServices (Amazon ECS API reference). */
const LOT = 10;

/** Services that have a task on every host: it goes with the host, and is not waited for. One that is deleted is none. */
export async function daemonsAmong(
  calls: AwsCalls,
  { cluster, services }: { readonly cluster: string; readonly services: readonly string[] },
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const described = await forEach(lotsOf(services, LOT), async (lot) => {
    const answer = await calls.describeServices({ cluster, services: [...lot] }, signal);
    onlyMissing('ECS DescribeServices', answer.failures);
    return listOf('ECS DescribeServices', answer.services);
  });
  const daemons = described.flat().filter(({ schedulingStrategy: strategy }) => strategy === 'DAEMON');
  return new Set(daemons.flatMap(({ serviceName: name }) => name ?? []));
}
