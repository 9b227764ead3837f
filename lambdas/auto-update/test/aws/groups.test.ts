import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { describe, expect, it } from 'vitest';
import { calling } from '../../src/aws/calling.ts';
import type { AwsCalls } from '../../src/aws/calls.ts';
import { createGroups } from '../../src/aws/groups.ts';
import type { RefreshEffect } from '../../src/groups.ts';
import { refreshPreferences } from '../../src/group/preferences.ts';
import { groupOf } from '../group/views.ts';
import { ALWAYS, BEGIN, NEW, OLD, refreshFleet } from '../support/group-world.ts';
import { refusedAs, scriptedCalls } from '../support/scripted-calls.ts';

const FLEET = refreshFleet({ current: '/image/current' });
const TEMPLATE = { LaunchTemplateId: 'lt-1', Version: '7' };

const GROUP: AutoScalingGroup = {
  AutoScalingGroupName: 'web',
  MinSize: 1,
  MaxSize: 4,
  DesiredCapacity: 2,
  DefaultCooldown: 300,
  AvailabilityZones: ['eu-central-1a'],
  HealthCheckType: 'EC2',
  CreatedTime: new Date(0),
  LaunchTemplate: TEMPLATE,
  SuspendedProcesses: [{ ProcessName: 'AZRebalance' }],
  Instances: [
    {
      InstanceId: 'i-1',
      AvailabilityZone: 'eu-central-1a',
      LifecycleState: 'InService',
      HealthStatus: 'Healthy',
      ProtectedFromScaleIn: true,
    },
    {
      InstanceId: 'i-2',
      AvailabilityZone: 'eu-central-1b',
      LifecycleState: 'Pending',
      HealthStatus: 'Healthy',
      ProtectedFromScaleIn: false,
    },
  ],
};

/** What a look needs. */
const SCRIPT: Partial<AwsCalls> = {
  describeAutoScalingGroups: async () => ({ AutoScalingGroups: [GROUP] }),
  describeLaunchTemplateVersions: async () => ({
    LaunchTemplateVersions: [{ LaunchTemplateData: { ImageId: OLD } }],
  }),
  describeInstances: async ({ NextToken }) =>
    NextToken === undefined
      ? { Reservations: [], NextToken: 'two' }
      : {
          Reservations: [
            {
              Instances: [
                {
                  InstanceId: 'i-1',
                  ImageId: OLD,
                  Architecture: 'x86_64',
                  LaunchTime: new Date(BEGIN),
                  Tags: [{ Key: 'Name', Value: 'one' }],
                },
              ],
            },
          ],
        },
  describeInstanceRefreshes: async () => ({
    InstanceRefreshes: [
      {
        InstanceRefreshId: 'r-1',
        Status: 'RollbackInProgress',
        StartTime: new Date(BEGIN),
        PercentageComplete: 40,
        DesiredConfiguration: { LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '8' } },
        RollbackDetails: { RollbackReason: 'an alarm' },
      },
    ],
  }),
  getParameter: async ({ Name }) => {
    if (Name === '/image/current') throw refusedAs('ParameterNotFound');
    return { Parameter: { Name, Value: NEW, Type: 'String' } };
  },
  describeImages: async () => ({
    Images: [
      { ImageId: OLD, State: 'available', CreationDate: '2026-10-01T00:00:00.000Z', Architecture: 'x86_64' },
      {
        ImageId: NEW,
        State: 'available',
        CreationDate: '2026-11-01T00:00:00.000Z',
        Architecture: 'x86_64',
        Name: 'web 42',
      },
    ],
  }),
};

function groupsWith(script: Partial<AwsCalls>) {
  const scripted = scriptedCalls({ ...SCRIPT, ...script });
  const calls = calling(scripted.calls, { region: 'eu-central-1', retrying: { maxAttempts: 1 } });
  return { ...scripted, groups: createGroups(calls) };
}

const parameterOf = (Value: string | undefined, DataType = 'text'): Partial<AwsCalls> => ({
  getParameter: async ({ Name }) => {
    if (Value === undefined) throw refusedAs('ParameterNotFound');
    return { Parameter: { Name, Value, Type: 'String', DataType } };
  },
});

describe('look', () => {
  it('shows a group with seven calls and its further pages', async () => {
    const { groups, made } = groupsWith({});
    const group = await groups.look(FLEET, undefined, ALWAYS);
    expect(group).toEqual({
      desired: 2,
      max: 4,
      hosts: [
        {
          id: 'i-1',
          zone: 'eu-central-1a',
          image: OLD,
          architecture: 'x86_64',
          launched: BEGIN,
          name: 'one',
          tags: { Name: 'one' },
          isServing: true,
          lifecycle: 'InService',
          isProtected: true,
        },
        {
          id: 'i-2',
          zone: 'eu-central-1b',
          image: '',
          architecture: '',
          launched: undefined,
          tags: {},
          isServing: false,
          lifecycle: 'Pending',
          isProtected: false,
        },
      ],
      template: { id: 'lt-1', version: '7' },
      image: OLD,
      imageCreated: Date.UTC(2026, 9, 1),
      newest: { image: { id: NEW, name: 'web 42', architecture: 'x86_64', created: Date.UTC(2026, 10, 1) } },
      refreshes: [
        {
          id: 'r-1',
          status: 'RollbackInProgress',
          reason: 'an alarm',
          percent: 40,
          began: BEGIN,
          template: 'lt-1',
          version: '8',
        },
      ],
      suspended: ['AZRebalance'],
    });
    expect(made).toHaveLength(8);
  });

  it('shows no group', async () => {
    const { groups } = groupsWith({ describeAutoScalingGroups: async () => ({ AutoScalingGroups: [] }) });
    expect(await groups.look(FLEET, undefined, ALWAYS)).toBeUndefined();
  });

  it.each<[string, Partial<AwsCalls>]>([
    ['no parameter', parameterOf(undefined)],
    ['a parameter with something else', parameterOf('{"image_id":"ami-1"}')],
    ['an image that is not to be seen', parameterOf('ami-00000000000000009')],
    [
      'an image that is not available',
      { describeImages: async () => ({ Images: [{ ImageId: NEW, State: 'failed' }] }) },
    ],
  ])('tells of %s', async (_, script) => {
    const group = await groupsWith(script).groups.look(FLEET, undefined, ALWAYS);
    expect(group?.newest).toEqual({ problem: expect.any(String) });
  });

  it('takes the image of a release before that of the parameter', async () => {
    const wanted = { id: OLD, architecture: 'x86_64', created: 0 };
    const { groups, inputsOf } = groupsWith({});
    const group = await groups.look(FLEET, wanted, ALWAYS);
    expect(group?.newest).toMatchObject({ image: { id: OLD } });
    expect(inputsOf('getParameter').map(({ Name }) => Name)).toEqual(['/image/current']);
  });

  it('reads the template of a mixed instances policy, and what its overrides have', async () => {
    const MixedInstancesPolicy = {
      LaunchTemplate: {
        LaunchTemplateSpecification: { LaunchTemplateId: 'lt-2' },
        Overrides: [{ InstanceType: 'm7i.large' as const, WeightedCapacity: '2' }],
      },
    };
    const { groups } = groupsWith({
      describeAutoScalingGroups: async () => ({
        AutoScalingGroups: [{ ...GROUP, LaunchTemplate: undefined, MixedInstancesPolicy }],
      }),
    });
    const group = await groups.look(FLEET, undefined, ALWAYS);
    expect(group).toMatchObject({
      template: { id: 'lt-2', version: '$Default' },
      mixed: { types: ['m7i.large'], hasWeights: true, hasRequirements: false },
    });
  });
});

const START: RefreshEffect = {
  kind: 'start',
  template: 'lt-1',
  version: 8,
  from: 7,
  preferences: {
    ...refreshPreferences({ fleet: FLEET, group: groupOf(10) }),
    alarms: ['ok', 'silent'],
  },
};
const ALARMS: Partial<AwsCalls> = {
  describeAlarms: async () => ({
    MetricAlarms: [
      { AlarmName: 'ok', StateValue: 'OK' },
      { AlarmName: 'silent', StateValue: 'INSUFFICIENT_DATA' },
    ],
  }),
};

describe('carryOut', () => {
  it('makes a version with nothing changed but the image', async () => {
    const { groups, inputsOf } = groupsWith({
      createLaunchTemplateVersion: async () => ({ LaunchTemplateVersion: { VersionNumber: 8 } }),
    });
    const effect = { kind: 'make-version', template: 'lt-1', source: 7, image: NEW, token: 'run-7' } as const;
    expect(await groups.carryOut(FLEET, effect, ALWAYS)).toEqual({ version: 8 });
    expect(inputsOf('createLaunchTemplateVersion')).toEqual([
      expect.objectContaining({
        ClientToken: 'run-7',
        SourceVersion: '7',
        LaunchTemplateData: { ImageId: NEW },
      }),
    ]);
  });

  it('starts a refresh that can be rolled back, with those alarms that AWS takes', async () => {
    const { groups, inputsOf } = groupsWith({
      ...ALARMS,
      startInstanceRefresh: async () => ({ InstanceRefreshId: 'r-2' }),
    });
    expect(await groups.carryOut(FLEET, START, ALWAYS)).toEqual({ refresh: 'r-2' });
    expect(inputsOf('startInstanceRefresh')).toEqual([
      {
        AutoScalingGroupName: 'web',
        Strategy: 'Rolling',
        DesiredConfiguration: { LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '8' } },
        Preferences: {
          MinHealthyPercentage: 90,
          MaxHealthyPercentage: 100,
          InstanceWarmup: 120,
          SkipMatching: true,
          AutoRollback: true,
          ScaleInProtectedInstances: 'Ignore',
          StandbyInstances: 'Ignore',
          AlarmSpecification: { Alarms: ['ok'] },
          BakeTime: 300,
        },
      },
    ]);
  });

  it('gives all of a mixed instances policy again', async () => {
    const MixedInstancesPolicy = {
      InstancesDistribution: { OnDemandBaseCapacity: 1 },
      LaunchTemplate: {
        LaunchTemplateSpecification: TEMPLATE,
        Overrides: [{ InstanceType: 'm7i.large' as const }],
      },
    };
    const { groups, inputsOf } = groupsWith({
      ...ALARMS,
      describeAutoScalingGroups: async () => ({
        AutoScalingGroups: [{ ...GROUP, LaunchTemplate: undefined, MixedInstancesPolicy }],
      }),
      startInstanceRefresh: async () => ({ InstanceRefreshId: 'r-2' }),
    });
    await groups.carryOut(FLEET, START, ALWAYS);
    expect(inputsOf('startInstanceRefresh')[0]?.DesiredConfiguration).toEqual({
      MixedInstancesPolicy: {
        InstancesDistribution: { OnDemandBaseCapacity: 1 },
        LaunchTemplate: {
          LaunchTemplateSpecification: { LaunchTemplateId: 'lt-1', Version: '8' },
          Overrides: [{ InstanceType: 'm7i.large' }],
        },
      },
    });
  });

  it('starts nothing where the group has another version by then', async () => {
    const { groups, inputsOf } = groupsWith({});
    expect(await groups.carryOut(FLEET, { ...START, from: 6 }, ALWAYS)).toEqual({});
    expect(inputsOf('startInstanceRefresh')).toEqual([]);
  });

  it.each([
    ['our version', 8, { refresh: 'r-1' }],
    ['another version', 9, {}],
  ])('takes a refresh that is under way with %s for what it is', async (_, version, known) => {
    const { groups } = groupsWith({
      ...ALARMS,
      startInstanceRefresh: async () => {
        throw refusedAs('InstanceRefreshInProgressFault');
      },
    });
    expect(await groups.carryOut(FLEET, { ...START, version }, ALWAYS)).toEqual(known);
  });

  it('tells what AWS refuses for good, and throws what may pass', async () => {
    const failing = (name: string): ReturnType<typeof groupsWith> =>
      groupsWith({
        ...ALARMS,
        startInstanceRefresh: async () => {
          throw refusedAs(name, 'no such alarm');
        },
      });
    expect(await failing('ValidationError').groups.carryOut(FLEET, START, ALWAYS)).toEqual({
      refused: expect.stringContaining('no such alarm'),
    });
    await expect(failing('ServiceUnavailable').groups.carryOut(FLEET, START, ALWAYS)).rejects.toMatchObject({
      name: 'KmscryptError',
    });
  });

  it.each([
    ['roll-back', 'r-1', 'rollbackInstanceRefresh', 1],
    ['cancel', 'r-1', 'cancelInstanceRefresh', 1],
    ['roll-back', 'r-0', 'rollbackInstanceRefresh', 0],
  ] as const)('%s of %s ends that refresh and no other', async (kind, refresh, name, times) => {
    const done = async (): Promise<object> => ({});
    const { groups, inputsOf } = groupsWith({ rollbackInstanceRefresh: done, cancelInstanceRefresh: done });
    expect(await groups.carryOut(FLEET, { kind, refresh }, ALWAYS)).toEqual({});
    expect(inputsOf(name)).toHaveLength(times);
  });

  it.each([
    ['ActiveInstanceRefreshNotFoundFault', {}],
    ['IrreversibleInstanceRefreshFault', { refused: expect.any(String) }],
  ])('a rollback that is answered by %s', async (name, known) => {
    const { groups } = groupsWith({
      rollbackInstanceRefresh: async () => {
        throw refusedAs(name);
      },
    });
    expect(await groups.carryOut(FLEET, { kind: 'roll-back', refresh: 'r-1' }, ALWAYS)).toEqual(known);
  });

  it.each([
    ['another', OLD, 1],
    ['the same', NEW, 0],
    ['none', undefined, 1],
  ])('keeps an image where the parameter holds %s', async (_, value, times) => {
    const { groups, inputsOf } = groupsWith({
      ...parameterOf(value),
      putParameter: async () => ({ Version: 2 }),
    });
    await groups.carryOut(FLEET, { kind: 'keep-image', image: NEW }, ALWAYS);
    expect(inputsOf('putParameter')).toHaveLength(times);
  });

  it.each([
    ['of an image', OLD, 'aws:ec2:image', 'aws:ec2:image'],
    ['of a text', OLD, 'text', 'text'],
    ['that is not there yet', undefined, undefined, undefined],
  ])('leaves a parameter %s of the data type that it has', async (_, value, had, DataType) => {
    const { groups, inputsOf } = groupsWith({
      ...parameterOf(value, had),
      putParameter: async () => ({ Version: 2 }),
    });
    await groups.carryOut(FLEET, { kind: 'keep-image', image: NEW }, ALWAYS);
    expect(inputsOf('putParameter')).toEqual([
      { Name: '/image/current', Value: NEW, Type: 'String', Overwrite: true, DataType },
    ]);
  });
});
