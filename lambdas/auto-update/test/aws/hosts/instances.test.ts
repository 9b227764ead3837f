import type { Instance, InstanceStatus } from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { createHosts } from '../../../src/aws/hosts.ts';
import type { AwsCalls } from '../../../src/aws/calls.ts';
import { fleetOf } from '../../support/fleets.ts';
import { ALWAYS, pageAt, scriptedCalls } from '../../support/scripted-calls.ts';

function instance(id: string, more: Partial<Instance> = {}): Instance {
  return {
    InstanceId: id,
    State: { Name: 'running' },
    Placement: { AvailabilityZone: 'eu-central-1a' },
    Architecture: 'arm64',
    ImageId: 'ami-1',
    LaunchTime: new Date(5_000),
    Tags: [
      { Key: 'Name', Value: `web ${id}` },
      { Key: 'app', Value: 'web' },
    ],
    ...more,
  };
}

function world(pages: readonly (readonly Instance[])[], script: Partial<AwsCalls> = {}) {
  return scriptedCalls({
    describeInstances: async ({ NextToken }) => {
      const { page, next } = pageAt(pages, NextToken);
      return { Reservations: page.map((each) => ({ Instances: [each] })), NextToken: next };
    },
    describeInstanceStatus: async () => ({ InstanceStatuses: [] }),
    ...script,
  });
}

const all = (calls: AwsCalls, fleet = fleetOf()) =>
  createHosts({ calls, document: 'update' }).all(fleet, ALWAYS);

describe('hosts by tags', () => {
  it('of all pages, each once', async () => {
    const { calls, inputsOf } = world([[instance('i-1')], [], [instance('i-2'), instance('i-1')]]);
    const hosts = await all(calls);
    expect(hosts.map(({ id }) => id)).toEqual(['i-1', 'i-2']);
    expect(hosts[0]).toMatchObject({
      name: 'web i-1',
      zone: 'eu-central-1a',
      architecture: 'arm64',
      image: 'ami-1',
      launched: 5_000,
      tags: { app: 'web' },
      isServing: true,
      service: 'in',
    });
    expect(inputsOf('describeInstances')).toHaveLength(3);
  });

  it('are as old as their disk, which a stop and start leaves as it is', async () => {
    const disks = [
      { DeviceName: '/dev/sdf', Ebs: { AttachTime: new Date(9_000) } },
      { DeviceName: '/dev/xvda', Ebs: { AttachTime: new Date(1_000) } },
    ];
    const restarted = instance('i-1', { RootDeviceName: '/dev/xvda', BlockDeviceMappings: disks });
    const stopped = instance('i-2', { State: { Name: 'stopped' } });
    const { calls } = world([[restarted, stopped]]);
    const [first, second] = await all(calls);
    expect(first).toMatchObject({ launched: 5_000, made: 1_000, isStopped: undefined });
    expect(second).toMatchObject({ launched: 5_000, made: undefined, isStopped: true });
  });

  it('their values are themselves, though filters have wildcards', async () => {
    const { calls, inputsOf } = world([[]]);
    await all(calls, fleetOf({ tags: { app: 'a*b?c\\', tier: ['x', 'y'] } }));
    expect(inputsOf('describeInstances')[0]?.Filters).toEqual([
      { Name: 'tag:app', Values: [String.raw`a\*b\?c\\`] },
      { Name: 'tag:tier', Values: ['x', 'y'] },
      { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] },
    ]);
  });

  it.each([
    ['stopped', { State: { Name: 'stopped' as const } }, 'it is stopped'],
    ['that starts', { State: { Name: 'pending' as const } }, 'it is pending'],
    ['of no state', { State: undefined }, 'it is in no state that is known'],
  ])('one %s does not serve', async (_, more, why) => {
    const { calls } = world([[instance('i-1', more)]]);
    await expect(all(calls)).resolves.toMatchObject([{ isServing: false, why, service: 'in' }]);
  });

  it('one whose checks fail does not serve; each check is asked for on its own, all pages', async () => {
    const { calls } = world([[instance('i-1'), instance('i-2'), instance('i-3')]], {
      describeInstanceStatus: async ({ Filters: [filter] = [], NextToken }) => {
        const ofSystem: readonly (readonly InstanceStatus[])[] = [
          [],
          [{ InstanceId: 'i-2', SystemStatus: { Status: 'impaired' } }],
        ];
        const ofInstance: typeof ofSystem = [[{ InstanceId: 'i-1', InstanceStatus: { Status: 'impaired' } }]];
        const { page, next } = pageAt(
          filter?.Name === 'system-status.status' ? ofSystem : ofInstance,
          NextToken,
        );
        return { InstanceStatuses: [...page], NextToken: next };
      },
    });
    const hosts = await all(calls);
    expect(hosts.filter(({ isServing }) => !isServing)).toMatchObject([
      { id: 'i-1', why: 'its status checks fail' },
      { id: 'i-2' },
    ]);
  });

  it.each<[name: string, script: Partial<AwsCalls>]>([
    ['of instances', { describeInstances: async () => ({}) }],
    ['of checks', { describeInstanceStatus: async () => ({}) }],
    ['with ids', { describeInstances: async () => ({ Reservations: [{ Instances: [{}] }] }) }],
  ])('an answer without a list %s is a failure', async (_, script) => {
    const { calls } = world([[instance('i-1')]], script);
    await expect(all(calls)).rejects.toMatchObject({ code: 'AWS_FAILED' });
  });
});
