import type { AwsCalls } from '../../../src/aws/calls.ts';
import { type Cluster, type ContainerInstance, ECS_ARN, type Task } from './tasks.ts';
import { checkLength, pageOf, type PageOptions } from './page.ts';
import { refusal } from './refusal.ts';
import { settle } from './scheduler.ts';
import type { World } from './world.ts';

type EcsCalls = Pick<
  AwsCalls,
  | 'listContainerInstances'
  | 'describeContainerInstances'
  | 'updateContainerInstancesState'
  | 'listTasks'
  | 'describeTasks'
  | 'describeServices'
>;

const CODE = 'InvalidParameterException';
const PAGES: Omit<PageOptions, 'most' | 'token'> = {
  from: 1,
  to: 100,
  usual: 100,
  refused: CODE,
  badToken: CODE,
};
/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateContainerInstancesState.html */
const MAX_UPDATED = 10;
const MAX_DESCRIBED = 100;
const MAX_SERVICES = 10;

/** Container instances, tasks and services. */
export function ecsCalls(world: World): EcsCalls {
  const clusterOf = (name = 'default'): Cluster => {
    const cluster = world.clusters.get(name.replace(/^.*:cluster\//, ''));
    if (cluster === undefined) throw refusal('ClusterNotFoundException', 'Cluster not found.');
    return cluster;
  };
  return {
    async listContainerInstances({ cluster, status, maxResults, nextToken }) {
      const found = [...clusterOf(cluster).instances.values()].filter(
        (instance) => status === undefined || instance.status === status,
      );
      const { items, next } = pageOf(found, { ...PAGES, most: maxResults, token: nextToken });
      return { containerInstanceArns: items.map(({ arn }) => arn), nextToken: next };
    },
    async describeContainerInstances({ cluster, containerInstances }) {
      checkLength(containerInstances, MAX_DESCRIBED, CODE);
      const of = clusterOf(cluster);
      return answered(containerInstances, of.instances, (instance) => describe(of, instance));
    },
    async updateContainerInstancesState({ cluster, containerInstances, status }) {
      checkLength(containerInstances, MAX_UPDATED, CODE);
      if (status !== 'ACTIVE' && status !== 'DRAINING')
        throw refusal(CODE, `Container instance status should be one of [ACTIVE,DRAINING]`);
      const of = clusterOf(cluster);
      const answer = answered(containerInstances, of.instances, (instance) => {
        instance.status = status;
        return describe(of, instance);
      });
      settle(world, of);
      return answer;
    },
    async listTasks({
      cluster,
      containerInstance,
      serviceName,
      desiredStatus = 'RUNNING',
      maxResults,
      nextToken,
    }) {
      const of = clusterOf(cluster);
      if (containerInstance !== undefined && instanceOf(of, containerInstance) === undefined)
        throw refusal(CODE, 'The specified container instance does not exist.');
      const tasks = [...of.tasks.values()].filter(
        (task) =>
          task.wanted === desiredStatus &&
          (serviceName === undefined || task.service?.name === serviceName) &&
          (containerInstance === undefined || task.on === instanceOf(of, containerInstance)),
      );
      const { items, next } = pageOf(tasks, { ...PAGES, most: maxResults, token: nextToken });
      return { taskArns: items.map(({ arn }) => arn), nextToken: next };
    },
    async describeTasks({ cluster, tasks }) {
      checkLength(tasks, MAX_DESCRIBED, CODE);
      const of = clusterOf(cluster);
      const answer = answered(tasks, of.tasks, (task) => taskOf(of, task));
      return { tasks: answer.containerInstances, failures: answer.failures };
    },
    async describeServices({ cluster, services = [] }) {
      checkLength(services, MAX_SERVICES, CODE);
      const of = clusterOf(cluster);
      const known = services.flatMap(
        (wanted) => of.services.find(({ name }) => name === wanted.replace(/^.*\//, '')) ?? [],
      );
      return {
        services: known.map(({ name, kind, desired }) => ({
          serviceName: name,
          serviceArn: `${ECS_ARN}:service/${of.name}/${name}`,
          status: 'ACTIVE',
          schedulingStrategy: kind === 'daemon' ? ('DAEMON' as const) : ('REPLICA' as const),
          desiredCount: desired,
        })),
        failures: [],
      };
    },
  };
}

/** What is not there is among the failures; the others are answered. */
function answered<Item, Shown>(
  arns: readonly string[] | undefined,
  items: ReadonlyMap<string, Item>,
  show: (item: Item) => Shown,
) {
  const all = (arns ?? []).map((arn) => ({ arn, item: items.get(arn) }));
  return {
    containerInstances: all.flatMap(({ item }) => (item === undefined ? [] : [show(item)])),
    failures: all.flatMap(({ arn, item }) => (item === undefined ? [{ arn, reason: 'MISSING' }] : [])),
  };
}

function instanceOf(cluster: Cluster, name: string): ContainerInstance | undefined {
  return (
    cluster.instances.get(name) ?? [...cluster.instances.values()].find(({ arn }) => arn.endsWith(`/${name}`))
  );
}

function describe(cluster: Cluster, { arn, machine, status }: ContainerInstance) {
  const here = [...cluster.tasks.values()].filter(({ on }) => on.arn === arn);
  return {
    containerInstanceArn: arn,
    ec2InstanceId: machine.id,
    status,
    agentConnected: machine.isUp && !machine.blinks,
    // DEACTIVATING ones are not counted: https://github.com/aws/aws-cdk/issues/13506
    runningTasksCount: here.filter((task) => task.status === 'RUNNING').length,
    pendingTasksCount: here.filter((task) => task.status === 'PENDING').length,
  };
}

function taskOf({ name }: Cluster, { arn, service, on, wanted, status }: Task) {
  return {
    taskArn: arn,
    clusterArn: `${ECS_ARN}:cluster/${name}`,
    containerInstanceArn: on.arn,
    group: service === undefined ? 'family:by-hand' : `service:${service.name}`,
    startedBy: service === undefined ? 'somebody' : 'ecs-svc/0000000000000000001',
    launchType: 'EC2' as const,
    desiredStatus: wanted,
    lastStatus: status,
  };
}
