import type { RefreshPreferences } from '@aws-sdk/client-auto-scaling';
import { describe, expect, it } from 'vitest';
import { groupCalls } from './support/simulated/groups-calls.ts';
import { addGroup, deploy, settleGroup } from './support/simulated/groups-settle.ts';
import { addImage, addTemplate } from './support/simulated/groups-templates.ts';
import { createEstate, type Group } from './support/simulated/groups.ts';
import { simulatedWorld } from './support/simulated-world.ts';

const SIGNAL = new AbortController().signal;
const NAME = { AutoScalingGroupName: 'web' };
const NEWER = { LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '2' } };
const WARMUP = { InstanceWarmup: 60 };

function scaled(hosts: number, given: Partial<Group> = {}) {
  const { world, clock } = simulatedWorld(0);
  const estate = createEstate(world);
  for (const id of ['ami-1', 'ami-2']) addImage(estate, { id });
  addTemplate(estate, 'lt-1', [
    { ImageId: 'ami-1' },
    { ImageId: 'ami-2' },
    { ImageId: 'resolve:ssm:/image' },
  ]);
  const group = addGroup(estate, {
    name: 'web',
    template: { id: 'lt-1', version: '1' },
    desired: hosts,
    ...given,
  });
  const calls = groupCalls(estate);
  let least = Infinity;
  let most = 0;
  return {
    world,
    estate,
    group,
    calls,
    /** @param minutes for which Auto Scaling works */
    wait: (minutes: number) => {
      settleGroup(estate, group);
      for (let step = 0; step < minutes * 4; step += 1) {
        clock.advance(clock.now() + 15_000);
        const members = [...group.members.values()];
        const serving = members.filter((each) => each.lifecycle === 'InService' && each.isHealthy).length;
        least = Math.min(least, serving);
        most = Math.max(most, members.filter(({ lifecycle }) => lifecycle !== 'Terminating').length);
      }
    },
    start: (preferences: RefreshPreferences = {}, DesiredConfiguration: typeof NEWER | undefined = NEWER) =>
      calls.startInstanceRefresh(
        { ...NAME, ...(DesiredConfiguration && { DesiredConfiguration }), Preferences: preferences },
        SIGNAL,
      ),
    newest: async () => (await calls.describeInstanceRefreshes(NAME, SIGNAL)).InstanceRefreshes?.[0],
    bounds: () => ({ least, most }),
    count: (image: string) =>
      [...group.members.values()].filter(({ machine }) => machine.image === image).length,
  };
}

// EC2 Auto Scaling user guide, "How an instance refresh works".
describe('a simulated instance refresh', () => {
  it('is Pending, then InProgress, bakes, and gives the group its configuration when it has succeeded', async () => {
    const { start, wait, newest, group, count } = scaled(4);
    await start({ ...WARMUP, BakeTime: 600 });
    expect((await newest())?.Status).toBe('Pending');
    wait(1);
    expect((await newest())?.Status).toBe('InProgress');
    while ((await newest())?.Status === 'InProgress') wait(1);
    expect((await newest())?.Status).toBe('Baking');
    expect(group.template.version).toBe('1');
    wait(11);
    expect((await newest())?.Status).toBe('Successful');
    expect([group.template.version, count('ami-2')]).toEqual(['2', 4]);
  });

  it.each([
    [
      'a tenth at a time',
      10,
      { MinHealthyPercentage: 90, MaxHealthyPercentage: 100 },
      { least: 9, most: 10 },
    ],
    [
      'one launched first at 100 and 100',
      4,
      { MinHealthyPercentage: 100, MaxHealthyPercentage: 100 },
      { least: 4, most: 5 },
    ],
    [
      'a lone host launched first',
      1,
      { MinHealthyPercentage: 100, MaxHealthyPercentage: 200 },
      { least: 1, most: 2 },
    ],
    ['all at once', 4, { MinHealthyPercentage: 0, MaxHealthyPercentage: 100 }, { least: 0, most: 4 }],
    [
      'terminated and launched at once without an upper bound',
      4,
      { MinHealthyPercentage: 90 },
      { least: 3, most: 4 },
    ],
    ['launched first at 100 without an upper bound', 4, { MinHealthyPercentage: 100 }, { least: 4, most: 5 }],
  ])('replaces %s', async (_, hosts, preferences, bounds) => {
    const world = scaled(hosts);
    await world.start({ ...WARMUP, ...preferences });
    world.wait(90);
    expect((await world.newest())?.Status).toBe('Successful');
    expect(world.bounds()).toEqual(bounds);
  });

  // "Add checkpoints to an instance refresh": ten hosts, 80 percent, a checkpoint of 20.
  it('pauses at a checkpoint once so many are new and warm', async () => {
    const world = scaled(10);
    const preferences = {
      MinHealthyPercentage: 80,
      CheckpointPercentages: [20, 100],
      CheckpointDelay: 3_600,
    };
    await world.start({ ...WARMUP, ...preferences });
    world.wait(30);
    expect(world.count('ami-2')).toBe(2);
    expect((await world.newest())?.PercentageComplete).toBe(20);
    world.wait(120);
    expect((await world.newest())?.Status).toBe('Successful');
  });

  // "Use an instance refresh with skip matching".
  it.each([
    [true, 0],
    [false, 3],
  ])('with skip matching %s replaces %i hosts that match already', async (SkipMatching, replaced) => {
    const world = scaled(3);
    const before = new Set(world.group.members.keys());
    await world.start(
      { ...WARMUP, SkipMatching },
      { LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '1' } },
    );
    world.wait(60);
    expect((await world.newest())?.Status).toBe('Successful');
    expect([...world.group.members.keys()].filter((id) => !before.has(id))).toHaveLength(replaced);
  });

  // Limitations, "One-hour timeout"; "Undo changes with a manual or auto rollback".
  it.each([
    ['protected hosts', {}, 'Failed'],
    ['protected hosts', { AutoRollback: true }, 'RollbackSuccessful'],
    ['protected hosts', { ScaleInProtectedInstances: 'Ignore' as const }, 'Successful'],
    ['protected hosts', { ScaleInProtectedInstances: 'Refresh' as const }, 'Successful'],
  ])('has an hour of patience with %s, %o: %s', async (_, preferences, status) => {
    const world = scaled(3);
    for (const member of world.group.members.values()) member.isProtected = true;
    await world.start({ ...WARMUP, ...preferences });
    world.wait(50);
    if (status !== 'Successful') expect((await world.newest())?.Status).toBe('InProgress');
    world.wait(60);
    expect((await world.newest())?.Status).toBe(status);
  });

  it.each([
    ['without capacity', (group: Group) => void (group.isRefused = true), 3],
    ['with an image that is never healthy', undefined, 3],
  ])('%s fails after an hour, and is rolled back', async (_, change, least) => {
    const world = scaled(4);
    change?.(world.group);
    const image = world.estate.images.get('ami-2');
    if (image !== undefined && change === undefined) image.isBad = true;
    await world.start({
      // A bad image is found out after two minutes in service: while it warms up.
      InstanceWarmup: 180,
      MinHealthyPercentage: 75,
      MaxHealthyPercentage: 100,
      AutoRollback: true,
    });
    world.wait(75);
    world.group.isRefused = false;
    world.wait(30);
    expect((await world.newest())?.Status).toBe('RollbackSuccessful');
    expect([world.count('ami-1'), world.group.template.version]).toEqual([4, '1']);
    expect(world.bounds().least).toBeGreaterThanOrEqual(least);
  });

  it.each([
    [true, 'RollbackSuccessful', 0],
    [false, 'Failed', 1],
  ])('ends by an alarm; AutoRollback %s: %s', async (AutoRollback, status, atLeast) => {
    const world = scaled(4);
    world.world.alarms.set('5xx', { name: '5xx', state: 'OK', tags: {} });
    await world.start({ ...WARMUP, AutoRollback, AlarmSpecification: { Alarms: ['5xx'] } });
    world.wait(4);
    world.world.alarms.set('5xx', { name: '5xx', state: 'ALARM', tags: {} });
    world.wait(30);
    expect((await world.newest())?.Status).toBe(status);
    expect(world.count('ami-2')).toBeGreaterThanOrEqual(atLeast);
    expect(world.group.template.version).toBe('1');
  });

  it('replaces nothing while an alarm has no data', async () => {
    const world = scaled(4);
    world.world.alarms.set('5xx', { name: '5xx', state: 'OK', tags: {} });
    await world.start({ ...WARMUP, AlarmSpecification: { Alarms: ['5xx'] } });
    world.world.alarms.set('5xx', { name: '5xx', state: 'INSUFFICIENT_DATA', tags: {} });
    world.wait(30);
    expect(world.count('ami-2')).toBe(0);
  });

  it('is rolled back when it is asked for, until it has ended', async () => {
    const world = scaled(6);
    await world.start({ ...WARMUP, BakeTime: 300 });
    world.wait(5);
    expect(world.count('ami-2')).toBeGreaterThan(0);
    await world.calls.rollbackInstanceRefresh(NAME, SIGNAL);
    expect((await world.newest())?.Status).toBe('RollbackInProgress');
    world.wait(30);
    expect((await world.newest())?.Status).toBe('RollbackSuccessful');
    expect(world.count('ami-1')).toBe(6);
    await expect(world.calls.rollbackInstanceRefresh(NAME, SIGNAL)).rejects.toMatchObject({
      name: 'ActiveInstanceRefreshNotFound',
    });
  });

  it('stays where it was when it is cancelled', async () => {
    const world = scaled(6);
    await world.start(WARMUP);
    world.wait(5);
    await world.calls.cancelInstanceRefresh(NAME, SIGNAL);
    world.wait(5);
    expect((await world.newest())?.Status).toBe('Cancelled');
    expect(world.count('ami-2')).toBeGreaterThan(0);
    expect(world.group.template.version).toBe('1');
  });

  it('launches by its configuration when the group grows meanwhile', async () => {
    const world = scaled(4);
    await world.start({ ...WARMUP, CheckpointPercentages: [25, 100] });
    world.wait(20);
    world.group.desired = 6;
    world.wait(5);
    expect([world.count('ami-1'), world.count('ami-2')]).toEqual([3, 3]);
  });

  // "How suspended processes affect other processes".
  it.each(['Launch', 'Terminate', 'InstanceRefresh'])(
    'replaces nothing while %s is suspended',
    async (process) => {
      const world = scaled(4);
      world.group.suspended.add(process);
      await world.start({ ...WARMUP, MinHealthyPercentage: 100, MaxHealthyPercentage: 100 });
      world.wait(120);
      expect([(await world.newest())?.Status, world.count('ami-1')]).toEqual(['InProgress', 4]);
    },
  );

  it('lets no deployment change the template of the group', async () => {
    const { estate, group, start } = scaled(2);
    await start(WARMUP);
    expect(() => deploy(estate, group, { id: 'lt-1', version: '2' })).toThrow(
      expect.objectContaining({ name: 'ValidationError' }),
    );
  });

  it.each([
    ['a second one', {}, NEWER, 'InstanceRefreshInProgress'],
    ['an upper bound alone', { MaxHealthyPercentage: 120 }, NEWER, 'ValidationError'],
    [
      'bounds more than 100 apart',
      { MinHealthyPercentage: 0, MaxHealthyPercentage: 110 },
      NEWER,
      'ValidationError',
    ],
    ['checkpoints that do not rise', { CheckpointPercentages: [50, 20] }, NEWER, 'ValidationError'],
    ['a delay without checkpoints', { CheckpointDelay: 60 }, NEWER, 'ValidationError'],
    ['a bake of more than two days', { BakeTime: 172_801 }, NEWER, 'ValidationError'],
    ['an alarm that is not there', { AlarmSpecification: { Alarms: ['x'] } }, NEWER, 'ValidationError'],
    ['a rollback without a configuration', { AutoRollback: true }, undefined, 'ValidationError'],
    [
      'a version that is not there',
      {},
      { LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '9' } },
      'ValidationError',
    ],
  ])('refuses %s', async (what, preferences, desired, name) => {
    const world = scaled(2);
    if (what === 'a second one') await world.start();
    const input = { ...NAME, DesiredConfiguration: desired, Preferences: preferences };
    await expect(world.calls.startInstanceRefresh(input, SIGNAL)).rejects.toMatchObject({ name });
  });

  it.each(['$Latest', '$Default', '3'])('cannot be rolled back to version %s', async (version) => {
    const world = scaled(2, { template: { id: 'lt-1', version } });
    await expect(world.start({ AutoRollback: true })).rejects.toMatchObject({ name: 'ValidationError' });
    await world.start();
    await expect(world.calls.rollbackInstanceRefresh(NAME, SIGNAL)).rejects.toMatchObject({
      name: 'IrreversibleInstanceRefresh',
    });
  });
});

describe('simulated launch templates', () => {
  it('make the same version for the same token, and refuse it for another', async () => {
    const { calls, estate } = scaled(1);
    const input = {
      LaunchTemplateId: 'lt-1',
      SourceVersion: '1',
      ClientToken: 'one',
      LaunchTemplateData: { ImageId: 'ami-2' },
    };
    const first = await calls.createLaunchTemplateVersion(input, SIGNAL);
    const second = await calls.createLaunchTemplateVersion(input, SIGNAL);
    expect(first.LaunchTemplateVersion?.VersionNumber).toBe(4);
    expect(second.LaunchTemplateVersion?.VersionNumber).toBe(4);
    expect(estate.templates.get('lt-1')?.versions).toHaveLength(4);
    await expect(
      calls.createLaunchTemplateVersion({ ...input, SourceVersion: '2' }, SIGNAL),
    ).rejects.toMatchObject({ name: 'IdempotentParameterMismatch' });
    addTemplate(estate, 'lt-2', [{ ImageId: 'ami-1' }]);
    await expect(
      calls.createLaunchTemplateVersion({ ...input, LaunchTemplateId: 'lt-2' }, SIGNAL),
    ).rejects.toMatchObject({ name: 'IdempotentParameterMismatch' });
  });
});

describe('a simulated group', () => {
  it('replaces what is terminated, and keeps its size', () => {
    const { group, wait, count } = scaled(3);
    const [first] = group.members.values();
    if (first !== undefined) first.machine.state = 'terminated';
    wait(5);
    expect([group.members.size, count('ami-1')]).toEqual([3, 3]);
    group.desired = 2;
    wait(5);
    expect(group.members.size).toBe(2);
  });
});
