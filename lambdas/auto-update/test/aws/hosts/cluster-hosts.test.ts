import type { ContainerInstance } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import type { AwsCalls } from '../../../src/aws/calls.ts';
import { calling } from '../../../src/aws/calling.ts';
import { createHosts } from '../../../src/aws/hosts.ts';
import { isNoCluster } from '../../../src/aws/hosts/cluster-hosts.ts';
import type { Host } from '../../../src/view.ts';
import { CLUSTER } from '../../support/fleets.ts';
import { ALWAYS, pageAt, refusedAs, scriptedCalls } from '../../support/scripted-calls.ts';

const member = (at: number, more: Partial<ContainerInstance> = {}): ContainerInstance => ({
  containerInstanceArn: `arn:ci-${at}`,
  ec2InstanceId: `i-${at}`,
  status: 'ACTIVE',
  agentConnected: true,
  ...more,
});

function world(members: readonly ContainerInstance[], script: Partial<AwsCalls> = {}) {
  const pages = Array.from({ length: Math.ceil(members.length / 100) || 1 }, (_, at) =>
    members.slice(at * 100, at * 100 + 100),
  );
  return scriptedCalls({
    listContainerInstances: async ({ nextToken }) => {
      const { page, next } = pageAt(pages, nextToken);
      return {
        containerInstanceArns: page.map(({ containerInstanceArn: arn = '' }) => arn),
        nextToken: next,
      };
    },
    describeContainerInstances: async ({ containerInstances: asked = [] }) => ({
      containerInstances: members.filter(({ containerInstanceArn: arn = '' }) => asked.includes(arn)),
      failures: [],
    }),
    describeInstances: async ({ Filters: [filter] = [] }) => ({
      Reservations: (filter?.Values ?? [])
        .filter((id) => id !== 'i-999')
        .map((InstanceId) => ({ Instances: [{ InstanceId, State: { Name: 'running' } }] })),
    }),
    describeInstanceStatus: async () => ({ InstanceStatuses: [] }),
    ...script,
  });
}

const all = (calls: AwsCalls) => createHosts({ calls, document: 'update' }).all(CLUSTER, ALWAYS);

describe('hosts of a cluster', () => {
  it('by pages of 100, filters of 200 values, and two calls for all checks', async () => {
    const { calls, inputsOf } = world(Array.from({ length: 450 }, (_, at) => member(at)));
    const hosts = await all(calls);
    expect(hosts).toHaveLength(450);
    expect(hosts[0]).toMatchObject({
      id: 'i-0',
      containerInstance: 'arn:ci-0',
      isServing: true,
      service: 'in',
    });
    expect(inputsOf('listContainerInstances')).toHaveLength(5);
    const described = inputsOf('describeContainerInstances');
    expect(described.map((input) => input.containerInstances?.length)).toEqual([100, 100, 100, 100, 50]);
    expect(inputsOf('describeInstances').map((input) => input.Filters?.[0]?.Values?.length)).toEqual([
      200, 200, 50,
    ]);
    expect(inputsOf('describeInstanceStatus')).toHaveLength(2);
  });

  it.each<[name: string, more: Partial<ContainerInstance>, expected: Partial<Host>]>([
    ['active', {}, { isServing: true, service: 'in' }],
    [
      'draining',
      { status: 'DRAINING' },
      { isServing: false, service: 'leaving', why: 'the cluster has it as DRAINING' },
    ],
    ['that registers', { status: 'REGISTERING' }, { isServing: false, service: 'out' }],
    [
      'without its agent',
      { agentConnected: false },
      { isServing: false, service: 'in', why: 'its ECS agent is not connected' },
    ],
  ])('one %s', async (_, more, expected) => {
    await expect(all(world([member(1, more)]).calls)).resolves.toMatchObject([expected]);
  });

  it('one that is registered twice is as its connected agent says', async () => {
    const old = member(1, { containerInstanceArn: 'arn:old', agentConnected: false });
    for (const both of [
      [old, member(1)],
      [member(1), old],
    ]) {
      await expect(all(world(both).calls)).resolves.toMatchObject([
        { id: 'i-1', containerInstance: 'arn:ci-1', isServing: true },
      ]);
    }
  });

  it('one that EC2 does not know is none, nor is one of no instance', async () => {
    const { calls } = world([member(1), member(999), member(3, { ec2InstanceId: undefined })]);
    const hosts = await all(calls);
    expect(hosts.map(({ id }) => id)).toEqual(['i-1']);
  });

  it('one that left while it was asked for is passed over', async () => {
    const { calls } = world([member(1), member(2)], {
      describeContainerInstances: async () => ({
        containerInstances: [member(1)],
        failures: [{ arn: 'arn:ci-2', reason: 'MISSING' }],
      }),
    });
    await expect(all(calls)).resolves.toMatchObject([{ id: 'i-1' }]);
  });

  it.each<[name: string, script: Partial<AwsCalls>]>([
    ['no list of ARNs', { listContainerInstances: async () => ({}) }],
    ['no list of container instances', { describeContainerInstances: async () => ({ failures: [] }) }],
    [
      'another failure',
      {
        describeContainerInstances: async () => ({
          containerInstances: [],
          failures: [{ arn: 'arn:ci-1', reason: 'INTERNAL' }],
        }),
      },
    ],
  ])('%s: a failure, never nobody', async (_, script) => {
    await expect(all(world([member(1)], script).calls)).rejects.toMatchObject({ code: 'AWS_FAILED' });
  });

  it('one that is not there is told in plain words', async () => {
    const { calls } = world([], {
      listContainerInstances: async () =>
        Promise.reject(refusedAs('ClusterNotFoundException', 'Cluster not found.')),
    });
    for (const each of [calls, calling(calls, { region: 'eu-central-1' })]) {
      const error = await all(each).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'INVALID_OPTION', message: 'there is no cluster prod' });
      expect(isNoCluster(error)).toBe(true);
    }
  });

  it('a cluster of nobody asks EC2 nothing', async () => {
    const { calls, inputsOf } = world([]);
    await expect(all(calls)).resolves.toEqual([]);
    expect(inputsOf('describeInstances')).toEqual([]);
  });
});
