import { describe, expect, it } from 'vitest';
import { createCluster, followHosts, register, runTask, type Service } from './support/simulated/cluster.ts';
import { terminate } from './support/simulated/life.ts';
import { followMachines } from './support/simulated/target-groups.ts';
import { instanceId } from './support/simulated/machine.ts';
import { simulatedWorld } from './support/simulated-world.ts';

const MINUTE = 60_000;
const APP: Service = {
  name: 'app',
  kind: 'replica',
  desired: 4,
  minHealthy: 50,
  maximum: 200,
  startTime: 10_000,
  stopTime: 30_000,
};
const DAEMON: Service = { ...APP, name: 'daemon', kind: 'daemon', desired: 0 };

function clusterOf(
  hosts: number,
  { services = [APP], slots = 4 }: { services?: readonly Service[]; slots?: number } = {},
) {
  const here = simulatedWorld(hosts);
  const cluster = createCluster(here.world, { name: 'web', slots, services });
  followHosts(here.world, cluster);
  const instances = here.machines.map((machine) => register(here.world, cluster, machine));
  here.wait(2 * MINUTE);
  const arns = instances.map(({ arn }) => arn);
  const on = async (arn: string | undefined, desiredStatus: 'RUNNING' | 'STOPPED' = 'RUNNING') => {
    const input = { cluster: 'web', containerInstance: arn, desiredStatus };
    const { taskArns = [] } = await here.calls.listTasks(input, here.signal);
    const { tasks = [] } = await here.calls.describeTasks({ cluster: 'web', tasks: taskArns }, here.signal);
    return tasks.map(({ lastStatus }) => lastStatus);
  };
  const set = async (some: readonly string[], status: 'ACTIVE' | 'DRAINING') =>
    here.calls.updateContainerInstancesState(
      { cluster: 'web', containerInstances: [...some], status },
      here.signal,
    );
  return { ...here, cluster, instances, arns, on, set };
}

describe('a simulated cluster of ECS', () => {
  // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateContainerInstancesState.html
  it('takes 10 container instances at once and no more', async () => {
    const { arns, set } = clusterOf(11);
    await expect(set(arns, 'DRAINING')).rejects.toMatchObject({ name: 'InvalidParameterException' });
    expect((await set(arns.slice(1), 'DRAINING')).containerInstances).toHaveLength(10);
  });

  it('answers with failures what is not there, and does the rest', async () => {
    const { arns, set } = clusterOf(1);
    const { containerInstances, failures } = await set([...arns, 'other'], 'DRAINING');
    expect(containerInstances).toMatchObject([{ status: 'DRAINING' }]);
    expect(failures).toEqual([{ arn: 'other', reason: 'MISSING' }]);
  });

  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-draining.html
  it('starts the tasks of a drained host elsewhere, and stops them within the healthy share', async () => {
    const { arns, on, set, wait, cluster } = clusterOf(2);
    expect(await on(arns[0])).toEqual(['RUNNING', 'RUNNING']);
    await set(arns.slice(0, 1), 'DRAINING');
    wait(5_000);
    const running = [...cluster.tasks.values()].filter(({ status }) => status === 'RUNNING');
    expect(running.length).toBeGreaterThanOrEqual(2);
    expect(await on(arns[0], 'STOPPED')).toContain('DEACTIVATING');
    wait(2 * MINUTE);
    expect(await on(arns[0])).toEqual([]);
    expect(await on(arns[1])).toHaveLength(4);
  });

  // https://github.com/aws/aws-cdk/issues/13506
  it('does not count a task that is being stopped as running', async () => {
    const { arns, set, wait, calls, signal } = clusterOf(2);
    await set(arns.slice(0, 1), 'DRAINING');
    wait(25_000);
    const input = { cluster: 'web', containerInstances: arns.slice(0, 1) };
    const { containerInstances } = await calls.describeContainerInstances(input, signal);
    expect(containerInstances?.[0]?.runningTasksCount).toBe(0);
    const { taskArns } = await calls.listTasks(
      { ...input, containerInstance: arns[0], desiredStatus: 'STOPPED' },
      signal,
    );
    const { tasks } = await calls.describeTasks({ cluster: 'web', tasks: taskArns }, signal);
    expect(tasks?.some(({ lastStatus }) => lastStatus === 'DEACTIVATING')).toBe(true);
  });

  it('does not empty a host where there is no room for its tasks', async () => {
    const services = [{ ...APP, minHealthy: 100 }];
    const { arns, on, set, wait } = clusterOf(2, { services, slots: 2 });
    await set(arns.slice(0, 1), 'DRAINING');
    wait(60 * MINUTE);
    expect(await on(arns[0])).toHaveLength(2);
  });

  it('leaves tasks that no service has started alone', async () => {
    const { arns, on, set, wait, world, cluster, instances } = clusterOf(2);
    const [instance] = instances;
    if (instance !== undefined) runTask(world, cluster, instance, 30 * MINUTE);
    await set(arns.slice(0, 1), 'DRAINING');
    wait(20 * MINUTE);
    expect(await on(arns[0])).toEqual(['RUNNING']);
    wait(20 * MINUTE);
    expect(await on(arns[0])).toEqual([]);
  });

  it('stops daemons last', async () => {
    const { arns, on, set, wait, world, cluster, instances } = clusterOf(2, { services: [DAEMON] });
    const [instance] = instances;
    if (instance !== undefined) runTask(world, cluster, instance, 10 * MINUTE);
    await set(arns.slice(0, 1), 'DRAINING');
    wait(5 * MINUTE);
    expect(await on(arns[0])).toHaveLength(2);
    wait(10 * MINUTE);
    expect(await on(arns[0])).toEqual([]);
  });

  it('forgets a host that is gone, and its tasks', async () => {
    const { machines, arns, on, world, wait, calls, signal } = clusterOf(2);
    const [machine] = machines;
    if (machine !== undefined) terminate(world, machine);
    wait(MINUTE);
    const { containerInstanceArns } = await calls.listContainerInstances({ cluster: 'web' }, signal);
    expect(containerInstanceArns).toEqual(arns.slice(1));
    expect(await on(arns[1])).toHaveLength(4);
  });
});

describe('a simulated target group', () => {
  const group = () => {
    const here = simulatedWorld(2);
    followMachines(here.world);
    const arn = 'arn:aws:elasticloadbalancing:eu-central-1:111111111111:targetgroup/web/1';
    here.world.targetGroups.set(arn, {
      arn,
      port: 80,
      deregistrationDelay: 5 * MINUTE,
      healthyAfter: 30_000,
      targets: new Map(),
    });
    const input = { TargetGroupArn: arn, Targets: [{ Id: instanceId(1) }] };
    const state = async () => {
      const { TargetHealthDescriptions } = await here.calls.describeTargetHealth(input, here.signal);
      return TargetHealthDescriptions?.[0]?.TargetHealth?.State;
    };
    return { ...here, input, state };
  };

  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
  it('has a target as initial, healthy, draining and unused', async () => {
    const { calls, input, signal, state, wait } = group();
    expect(await state()).toBe('unused');
    await calls.registerTargets(input, signal);
    expect(await state()).toBe('initial');
    wait(30_000);
    expect(await state()).toBe('healthy');
    await calls.deregisterTargets(input, signal);
    expect(await state()).toBe('draining');
    wait(5 * MINUTE);
    expect(await state()).toBe('unused');
  });

  it('takes a draining target in again', async () => {
    const { calls, input, signal, state, wait } = group();
    await calls.registerTargets(input, signal);
    await calls.deregisterTargets(input, signal);
    await calls.registerTargets(input, signal);
    wait(10 * MINUTE);
    expect(await state()).toBe('healthy');
  });

  it('shows a host whose services fail as unhealthy', async () => {
    const { calls, input, signal, state, wait, machines } = group();
    await calls.registerTargets(input, signal);
    wait(MINUTE);
    Object.assign(machines[0] ?? {}, { isWell: false });
    expect(await state()).toBe('unhealthy');
  });

  // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeregisterTargets.html
  it('takes it well that a target is not there, when it is to be taken out', async () => {
    const { calls, input, signal } = group();
    await expect(calls.deregisterTargets(input, signal)).resolves.toEqual({});
  });

  it('refuses a host that does not run', async () => {
    const { calls, input, signal, machines, world } = group();
    const [machine] = machines;
    if (machine !== undefined) terminate(world, machine);
    await expect(calls.registerTargets(input, signal)).rejects.toMatchObject({ name: 'InvalidTarget' });
  });
});

describe('the rest of a simulated AWS', () => {
  it('has parameters', async () => {
    const { calls, signal } = simulatedWorld(0);
    await expect(calls.getParameter({ Name: '/a' }, signal)).rejects.toMatchObject({
      name: 'ParameterNotFound',
    });
    await calls.putParameter({ Name: '/a', Value: '1', Type: 'String' }, signal);
    const again = calls.putParameter({ Name: '/a', Value: '2' }, signal);
    await expect(again).rejects.toMatchObject({ name: 'ParameterAlreadyExists' });
    expect((await calls.getParameter({ Name: '/a' }, signal)).Parameter?.Value).toBe('1');
  });

  it('has alarms, by name, state and pages of at most 100', async () => {
    const { calls, signal, world } = simulatedWorld(0);
    for (let index = 0; index < 3; index += 1)
      world.alarms.set(`web-${index}`, {
        name: `web-${index}`,
        state: index === 0 ? 'ALARM' : 'OK',
        tags: { a: 'b' },
      });
    const { MetricAlarms = [] } = await calls.describeAlarms({ StateValue: 'ALARM' }, signal);
    expect(MetricAlarms.map(({ AlarmName }) => AlarmName)).toEqual(['web-0']);
    const ResourceARN = MetricAlarms[0]?.AlarmArn;
    expect(await calls.listTagsForResource({ ResourceARN }, signal)).toEqual({
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    const many = calls.describeAlarms({ MaxRecords: 101 }, signal);
    await expect(many).rejects.toMatchObject({ name: 'ValidationError' });
  });

  it('has topics', async () => {
    const { calls, signal, world } = simulatedWorld(0);
    await expect(calls.publish({ TopicArn: 'a', Message: 'x' }, signal)).rejects.toMatchObject({
      name: 'NotFound',
    });
    world.topics.set('a', []);
    await calls.publish({ TopicArn: 'a', Message: 'x' }, signal);
    expect(world.topics.get('a')).toEqual(['x']);
  });
});
