import type { ContainerInstance } from '@aws-sdk/client-ecs';
import { KmscryptError } from '@kmscrypt/core/error';
import type { HostFleet } from '../../config.ts';
import type { Host } from '../../view.ts';
import { allPages, listOf } from '../all-pages.ts';
import { awsNameOf } from '../aws-name.ts';
import type { AwsCalls } from '../calls.ts';
import { forEach, lotsOf } from '../lots.ts';
import { instancesBy } from './instances.ts';
import { onlyMissing } from './missing.ts';

/** The most of ListContainerInstances and DescribeContainerInstances (Amazon ECS API reference). */
const LOT = 100;
/** The most values of a filter (Amazon EC2 API reference, DescribeInstances, "Filters"). */
const VALUES = 200;
/** Amazon ECS API reference; a cluster that has container instances cannot be deleted. */
const NO_CLUSTER = 'ClusterNotFound';

type ClusterFleet = Extract<HostFleet, { readonly mode: 'ecs' }>;

/**
 * Hosts of a cluster that EC2 knows, and what ECS says of each.
 *
 * @throws KmscryptError see {@link isNoCluster}
 */
export async function clusterHosts(
  calls: AwsCalls,
  { cluster }: Pick<ClusterFleet, 'cluster'>,
  signal: AbortSignal,
): Promise<readonly Host[]> {
  const members = await containerInstances(calls, cluster, signal);
  const selections = lotsOf([...members.keys()], VALUES).map((lot) => [
    { Name: 'instance-id', Values: [...lot] },
  ]);
  const found = await instancesBy(calls, selections, signal);
  return found.flatMap((host) => {
    const member = members.get(host.id);
    return member === undefined ? [] : [inCluster(host, member)];
  });
}

/** By id of the instance. */
async function containerInstances(
  calls: AwsCalls,
  cluster: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ContainerInstance>> {
  const arns = await ofCluster(cluster, () =>
    allPages('ECS ListContainerInstances', async (from) => {
      const asked = { cluster, maxResults: LOT, nextToken: from };
      const answer = await calls.listContainerInstances(asked, signal);
      return { items: answer.containerInstanceArns, next: answer.nextToken };
    }),
  );
  const described = await forEach(lotsOf([...new Set(arns)], LOT), async (lot) => {
    const answer = await calls.describeContainerInstances({ cluster, containerInstances: [...lot] }, signal);
    onlyMissing('ECS DescribeContainerInstances', answer.failures);
    return listOf('ECS DescribeContainerInstances', answer.containerInstances);
  });
  const members = new Map<string, ContainerInstance>();
  for (const each of described.flat()) {
    const id = each.ec2InstanceId;
    if (!id) continue;
    // An agent that has lost its data registers its host once more.
    if (members.get(id)?.agentConnected !== true) members.set(id, each);
  }
  return members;
}

/** @throws KmscryptError in plain words where there is no such cluster; AWS's error is its cause. */
async function ofCluster<T>(cluster: string, list: () => Promise<T>): Promise<T> {
  try {
    return await list();
  } catch (error) {
    if (!isNoCluster(error)) throw error;
    const cause = error instanceof KmscryptError ? error.cause : error;
    throw new KmscryptError('INVALID_OPTION', `there is no cluster ${cluster}`, { cause });
  }
}

/** Whether it says that there is no such cluster, and so no hosts. */
export function isNoCluster(error: unknown): boolean {
  return awsNameOf(error) === NO_CLUSTER;
}

function inCluster(host: Host, member: ContainerInstance): Host {
  const { status, agentConnected, containerInstanceArn: containerInstance } = member;
  const why = host.why ?? whyNot(status, agentConnected === true);
  return {
    ...host,
    isServing: why === undefined,
    why,
    service: status === 'ACTIVE' ? 'in' : status === 'DRAINING' ? 'leaving' : 'out',
    containerInstance,
  };
}

function whyNot(status: string | undefined, isConnected: boolean): string | undefined {
  if (status !== 'ACTIVE') return `the cluster has it as ${status ?? 'no status that is known'}`;
  return isConnected ? undefined : 'its ECS agent is not connected';
}
