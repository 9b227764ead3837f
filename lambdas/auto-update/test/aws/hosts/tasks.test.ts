import type { Service, Task } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import type { AwsCalls } from '../../../src/aws/calls.ts';
import { createHosts } from '../../../src/aws/hosts.ts';
import type { Host } from '../../../src/view.ts';
import { CLUSTER, fleetOf } from '../../support/fleets.ts';
import { hostOf } from '../../support/hosts.ts';
import { ALWAYS, refusedAs, scriptedCalls } from '../../support/scripted-calls.ts';

interface Running extends Task {
  readonly wanted: 'RUNNING' | 'STOPPED';
}

function task(name: string, group: string, lastStatus = 'RUNNING', on = 1): Running {
  const isToStop = lastStatus === 'RUNNING' || lastStatus === 'PENDING' ? 'RUNNING' : 'STOPPED';
  return {
    taskArn: `arn:${name}`,
    containerInstanceArn: `arn:ci-${on}`,
    group,
    lastStatus,
    wanted: isToStop,
  };
}

/** Lists ARNs three a page. */
function world(tasks: readonly Running[], services: readonly Service[] = [], script: Partial<AwsCalls> = {}) {
  const scripted = scriptedCalls({
    listTasks: async ({ containerInstance, desiredStatus, nextToken }) => {
      const found = tasks.filter(
        (each) => each.containerInstanceArn === containerInstance && each.wanted === desiredStatus,
      );
      const from = Number(nextToken ?? 0);
      return {
        taskArns: found.slice(from, from + 3).map(({ taskArn = '' }) => taskArn),
        nextToken: from + 3 < found.length ? String(from + 3) : undefined,
      };
    },
    describeTasks: async ({ tasks: asked = [] }) => ({
      tasks: tasks.filter(({ taskArn = '' }) => asked.includes(taskArn)),
    }),
    describeServices: async ({ services: asked = [] }) => ({
      services: services.filter(({ serviceName = '' }) => asked.includes(serviceName)),
      failures: asked
        .filter((name) => !services.some(({ serviceName }) => serviceName === name))
        .map((arn) => ({ arn, reason: 'MISSING' })),
    }),
    ...script,
  });
  const read = (hosts: readonly Host[]) =>
    createHosts({ calls: scripted.calls, document: 'update' }).tasks(CLUSTER, hosts, ALWAYS);
  return { ...scripted, read };
}

const ONE = hostOf({ id: 'i-1', containerInstance: 'arn:ci-1' });
const TWO = hostOf({ id: 'i-2', containerInstance: 'arn:ci-2' });
const DAEMON: Service = { serviceName: 'logs', schedulingStrategy: 'DAEMON' };
const SHOP: Service = { serviceName: 'shop', schedulingStrategy: 'REPLICA' };

describe('tasks', () => {
  it.each<[name: string, tasks: readonly Running[], expected: Host['tasks']]>([
    ['none', [], { ofServices: 0, others: 0 }],
    ['of a service', [task('a', 'service:shop')], { ofServices: 1, others: 0 }],
    ['of nobody', [task('a', 'family:batch')], { ofServices: 0, others: 1 }],
    ['of a daemon', [task('a', 'service:logs')], { ofServices: 0, others: 0 }],
    ['of a daemon that stops', [task('a', 'service:logs', 'STOPPING')], { ofServices: 0, others: 0 }],
    [
      'that is taken from its load balancer',
      [task('a', 'service:shop', 'DEACTIVATING')],
      { ofServices: 1, others: 0 },
    ],
    ['that stops', [task('a', 'service:shop', 'STOPPING')], { ofServices: 1, others: 0 }],
    ['whose network goes', [task('a', 'family:batch', 'DEPROVISIONING')], { ofServices: 0, others: 1 }],
    ['that starts', [task('a', 'service:shop', 'PENDING')], { ofServices: 1, others: 0 }],
    ['that has stopped', [task('a', 'service:shop', 'STOPPED')], { ofServices: 0, others: 0 }],
    ['of a service that is deleted', [task('a', 'service:gone')], { ofServices: 1, others: 0 }],
  ])('%s', async (_, tasks, expected) => {
    await expect(world(tasks, [DAEMON, SHOP]).read([ONE])).resolves.toEqual({ 'i-1': expected });
  });

  it('of many, on all pages; described 100 at a time, services 10 at a time', async () => {
    const tasks = Array.from({ length: 230 }, (_, at) =>
      task(`t-${at}`, `service:s-${at % 25}`, 'RUNNING', 1 + (at % 2)),
    );
    const { read, inputsOf } = world(tasks);
    await expect(read([ONE, TWO])).resolves.toEqual({
      'i-1': { ofServices: 115, others: 0 },
      'i-2': { ofServices: 115, others: 0 },
    });
    expect(inputsOf('describeTasks').map((input) => input.tasks?.length)).toEqual([100, 100, 30]);
    expect(inputsOf('describeServices').map((input) => input.services?.length)).toEqual([10, 10, 5]);
  });

  it('of a host that has left the cluster since are not known', async () => {
    const { read } = world([task('a', 'service:shop', 'RUNNING', 2)], [SHOP], {
      listTasks: async ({ containerInstance, desiredStatus }) => {
        if (containerInstance === 'arn:ci-1') throw refusedAs('InvalidParameterException');
        return { taskArns: desiredStatus === 'RUNNING' ? ['arn:a'] : [] };
      },
    });
    await expect(read([ONE, TWO])).resolves.toEqual({ 'i-2': { ofServices: 1, others: 0 } });
  });

  it.each<[name: string, script: Partial<AwsCalls>]>([
    ['no list of ARNs', { listTasks: async () => ({}) }],
    ['no list of tasks', { describeTasks: async () => ({}) }],
    ['no list of services', { describeServices: async () => ({}) }],
    [
      'a task of which nothing is said',
      { describeTasks: async () => ({ tasks: [], failures: [{ reason: 'X' }] }) },
    ],
  ])('%s: a failure', async (_, script) => {
    const { read } = world([task('a', 'service:shop')], [SHOP], script);
    await expect(read([ONE])).rejects.toMatchObject({ code: 'AWS_FAILED' });
  });

  it('are not asked for where there is no cluster, nor of nobody', async () => {
    const { calls, made, read } = world([]);
    await expect(createHosts({ calls, document: 'x' }).tasks(fleetOf(), [ONE], ALWAYS)).resolves.toEqual({});
    await expect(read([hostOf({})])).resolves.toEqual({});
    expect(made).toEqual([]);
  });
});
