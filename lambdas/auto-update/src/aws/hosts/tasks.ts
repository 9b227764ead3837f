import type { Task } from '@aws-sdk/client-ecs';
import type { Host } from '../../view.ts';
import { allPages, listOf } from '../all-pages.ts';
import { awsNameOf } from '../aws-name.ts';
import type { AwsCalls } from '../calls.ts';
import { forEach, lotsOf } from '../lots.ts';
import { daemonsAmong } from './daemons.ts';
import { onlyMissing } from './missing.ts';

/** The most of ListTasks and DescribeTasks (Amazon ECS API reference). */
const LOT = 100;
/**
 * A task that is to stop but has not yet is listed under `STOPPED` alone: what ECS lists by is what it wants of a task. So are those that
 * have stopped within the last hour.
 */
const WANTED = ['RUNNING', 'STOPPED'] as const;

interface OfHosts {
  readonly cluster: string;
  readonly hosts: readonly Host[];
}

type Tasks = NonNullable<Host['tasks']>;

/** Tasks that have not stopped, those of daemons left out, by id of the host. */
export async function tasksOf(
  calls: AwsCalls,
  { cluster, hosts }: OfHosts,
  signal: AbortSignal,
): Promise<Readonly<Record<string, Tasks>>> {
  const members = hosts.filter(({ containerInstance }) => containerInstance !== undefined);
  const listed = await forEach(
    members,
    async (host) => [host.id, await taskArns(calls, { cluster, host }, signal)] as const,
  );
  // One that has left the cluster since is not answered for.
  const there = new Map(listed.flatMap(([id, arns]) => (arns === undefined ? [] : [[id, arns] as const])));
  const tasks = await describedTasks(
    calls,
    { cluster, arns: [...new Set([...there.values()].flat())] },
    signal,
  );
  const present = tasks.filter(({ lastStatus }) => lastStatus !== 'STOPPED' && lastStatus !== 'DELETED');
  const services = new Set(present.flatMap((task) => serviceOf(task) ?? []));
  const daemons = await daemonsAmong(calls, { cluster, services: [...services] }, signal);
  const byMember = Map.groupBy(
    present.filter((task) => !daemons.has(serviceOf(task) ?? '')),
    ({ containerInstanceArn: arn }) => arn ?? '',
  );
  return Object.fromEntries(
    members
      .filter(({ id }) => there.has(id))
      .map(({ id, containerInstance = '' }) => [id, countsOf(byMember.get(containerInstance) ?? [])]),
  );
}

/** Undefined where the cluster has no such container instance any more. */
async function taskArns(
  calls: AwsCalls,
  { cluster, host }: { readonly cluster: string; readonly host: Host },
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  const { containerInstance } = host;
  try {
    const listed = await forEach(WANTED, (desiredStatus) =>
      allPages('ECS ListTasks', async (nextToken) => {
        const asked = { cluster, containerInstance, desiredStatus, maxResults: LOT, nextToken };
        const answer = await calls.listTasks(asked, signal);
        return { items: answer.taskArns, next: answer.nextToken };
      }),
    );
    return listed.flat();
  } catch (error) {
    // Amazon ECS API reference, ListTasks: what it says of a container instance that it does not know. The cluster it knew just now.
    if (awsNameOf(error) === 'InvalidParameter') return undefined;
    throw error;
  }
}

async function describedTasks(
  calls: AwsCalls,
  { cluster, arns }: { readonly cluster: string; readonly arns: readonly string[] },
  signal: AbortSignal,
): Promise<readonly Task[]> {
  const described = await forEach(lotsOf(arns, LOT), async (lot) => {
    const answer = await calls.describeTasks({ cluster, tasks: [...lot] }, signal);
    onlyMissing('ECS DescribeTasks', answer.failures);
    return listOf('ECS DescribeTasks', answer.tasks);
  });
  return described.flat();
}

/** The name of the service that started it; absent where none did. */
function serviceOf({ group }: Task): string | undefined {
  return group?.startsWith('service:') === true ? group.slice('service:'.length) : undefined;
}

function countsOf(tasks: readonly Task[]): Tasks {
  const ofServices = tasks.filter((task) => serviceOf(task) !== undefined).length;
  return { ofServices, others: tasks.length - ofServices };
}
