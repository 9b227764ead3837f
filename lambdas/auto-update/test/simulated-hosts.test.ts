import { describe, expect, it } from 'vitest';
import { reboot, terminate } from './support/simulated/life.ts';
import { instanceId } from './support/simulated/machine.ts';
import { simulatedWorld } from './support/simulated-world.ts';

const MINUTE = 60_000;

describe('instances of the simulated EC2', () => {
  it('are answered by pages', async () => {
    const { calls, signal } = simulatedWorld(12);
    const first = await calls.describeInstances({ MaxResults: 5 }, signal);
    expect(first.Reservations).toHaveLength(5);
    const second = await calls.describeInstances({ MaxResults: 10, NextToken: first.NextToken }, signal);
    expect(second.Reservations).toHaveLength(7);
    expect(second.NextToken).toBeUndefined();
  });

  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceStatus.html
  it.each([
    ['pages of less than 5', { MaxResults: 4 }, 'InvalidParameterValue'],
    ['pages of more than 1000', { MaxResults: 1_001 }, 'InvalidParameterValue'],
    ['ids with MaxResults', { InstanceIds: [instanceId(1)], MaxResults: 5 }, 'InvalidParameterCombination'],
    [
      'more than 100 ids',
      { InstanceIds: Array.from({ length: 101 }, (_, i) => instanceId(i)) },
      'InvalidParameterValue',
    ],
    ['an unknown id', { InstanceIds: [instanceId(99)] }, 'InvalidInstanceID.NotFound'],
    ['a token that it has not given', { NextToken: 'other' }, 'InvalidNextToken'],
    ['an unknown filter', { Filters: [{ Name: 'other', Values: ['x'] }] }, 'InvalidParameterValue'],
    [
      'a filter with more than 200 values',
      { Filters: [{ Name: 'instance-id', Values: Array.from({ length: 201 }, String) }] },
      'FilterLimitExceeded',
    ],
  ])('refuse %s', async (_, input, name) => {
    const { calls, signal } = simulatedWorld(1);
    await expect(calls.describeInstanceStatus(input, signal)).rejects.toMatchObject({ name });
  });

  it.each([
    ['tag:role', ['web'], 2],
    ['tag:role', ['w*'], 2],
    ['tag:role', ['w?b', 'other'], 2],
    ['tag:role', ['w\\*'], 0],
    ['tag:other', ['*'], 0],
    ['instance-state-name', ['stopped'], 0],
  ])('fit a filter of %s by %j', async (Name, Values, expected) => {
    const { calls, signal } = simulatedWorld(2, { tags: { role: 'web' } });
    const found = await calls.describeInstances({ Filters: [{ Name, Values }] }, signal);
    expect(found.Reservations).toHaveLength(expected);
  });

  it('are seen for an hour when they are terminated, and their status not at all', async () => {
    const { calls, signal, world, machines, wait } = simulatedWorld(2);
    const [machine] = machines;
    if (machine !== undefined) terminate(world, machine);
    const states = async () =>
      (await calls.describeInstances({}, signal)).Reservations?.map(
        ({ Instances }) => Instances?.[0]?.State?.Name,
      );
    expect(await states()).toEqual(['terminated', 'running']);
    expect((await calls.describeInstanceStatus({}, signal)).InstanceStatuses).toHaveLength(1);
    wait(60 * MINUTE);
    expect(await states()).toEqual(['running']);
  });
});

describe('hosts of the simulated SSM', () => {
  const send = (ids: readonly string[], parameters: Readonly<Record<string, string>> = {}) => ({
    InstanceIds: [...ids],
    DocumentName: 'update',
    Parameters: Object.fromEntries(
      Object.entries({ Step: 'run-1-patching-1', Action: 'patch', Scope: 'all', ...parameters }).map(
        ([name, value]) => [name, [value]],
      ),
    ),
    TimeoutSeconds: 600,
  });

  // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html
  it.each([
    [
      'more than 50 hosts',
      send(Array.from({ length: 51 }, (_, i) => instanceId(i + 1))),
      'ValidationException',
    ],
    ['a host that is not there', send([instanceId(1), instanceId(99)]), 'InvalidInstanceId'],
    ['a document that is not there', { ...send([instanceId(1)]), DocumentName: 'other' }, 'InvalidDocument'],
    ['a time-out of less than 30 s', { ...send([instanceId(1)]), TimeoutSeconds: 29 }, 'ValidationException'],
  ])('refuse a command to %s', async (_, input, name) => {
    const { calls, signal, world } = simulatedWorld(60);
    await expect(calls.sendCommand(input, signal)).rejects.toMatchObject({ name });
    expect(world.commands.size).toBe(0);
  });

  it('refuse a command as a whole where one has no agent', async () => {
    const { calls, signal, machines } = simulatedWorld(2);
    Object.assign(machines[1] ?? {}, { hasAgent: false });
    const sent = calls.sendCommand(send([instanceId(1), instanceId(2)]), signal);
    await expect(sent).rejects.toMatchObject({
      name: 'InvalidInstanceId',
      message: expect.stringContaining(instanceId(2)),
    });
  });

  // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstanceInformation.html
  it.each([4, 51])('refuse pages of %i agents', async (MaxResults) => {
    const { calls, signal } = simulatedWorld(1);
    const asked = calls.describeInstanceInformation({ MaxResults }, signal);
    await expect(asked).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('say so while their agent is away', async () => {
    const { calls, signal, machines } = simulatedWorld(2);
    Object.assign(machines[0] ?? {}, { isOnline: false });
    Object.assign(machines[1] ?? {}, { hasAgent: false });
    const { InstanceInformationList } = await calls.describeInstanceInformation(
      { Filters: [{ Key: 'InstanceIds', Values: [instanceId(1), instanceId(2)] }] },
      signal,
    );
    expect(InstanceInformationList).toMatchObject([
      { InstanceId: instanceId(1), PingStatus: 'ConnectionLost' },
    ]);
  });

  const outcome = async (world: ReturnType<typeof simulatedWorld>, command: string | undefined) => {
    const { CommandInvocations } = await world.calls.listCommandInvocations(
      { CommandId: command, Details: true },
      world.signal,
    );
    const [invocation] = CommandInvocations ?? [];
    return { ...invocation, output: invocation?.CommandPlugins?.[0]?.Output ?? '' };
  };

  it('do a step once, and answer with what came of it when they get it again', async () => {
    const here = simulatedWorld(1);
    const first = await here.calls.sendCommand(send([instanceId(1)]), here.signal);
    expect(await outcome(here, first.Command?.CommandId)).toMatchObject({ Status: 'Pending' });
    here.wait(5_000);
    expect(await outcome(here, first.Command?.CommandId)).toMatchObject({ Status: 'InProgress', output: '' });
    const again = await here.calls.sendCommand(send([instanceId(1)]), here.signal);
    here.wait(10_000);
    expect((await outcome(here, again.Command?.CommandId)).output).toContain('result running');
    here.wait(5 * MINUTE);
    const { Status, output } = await outcome(here, first.Command?.CommandId);
    expect(Status).toBe('Success');
    expect(output).toContain('result ok\npackages changed');
    expect(output).toMatch(/\nend\n$/);
    const last = await here.calls.sendCommand(send([instanceId(1)]), here.signal);
    here.wait(10_000);
    expect((await outcome(here, last.Command?.CommandId)).output).toContain('result ok\npackages changed');
    expect(here.machines[0]?.versions).toBe(2);
  });

  it('have another boot id after a reboot, and are away meanwhile', async () => {
    const here = simulatedWorld(1);
    const boot = async (step: string) => {
      const sent = await here.calls.sendCommand(
        send([instanceId(1)], { Step: step, Action: 'health' }),
        here.signal,
      );
      here.wait(10_000);
      return /^boot (.*)$/m.exec((await outcome(here, sent.Command?.CommandId)).output)?.[1];
    };
    const before = await boot('run-1-a');
    await here.calls.sendCommand(send([instanceId(1)], { Step: 'run-1-b', Action: 'reboot' }), here.signal);
    here.wait(20_000);
    expect(here.machines[0]?.isOnline).toBe(false);
    expect(await boot('run-1-c')).toBeUndefined();
    here.wait(2 * MINUTE);
    const after = await boot('run-1-d');
    expect(after).toBeDefined();
    expect(after).not.toBe(before);
  });

  it('have a command that never reached them as timed out', async () => {
    const here = simulatedWorld(1, { isOnline: false });
    const sent = await here.calls.sendCommand(send([instanceId(1)]), here.signal);
    here.wait(601_000);
    expect(await outcome(here, sent.Command?.CommandId)).toMatchObject({
      Status: 'TimedOut',
      StatusDetails: 'DeliveryTimedOut',
    });
  });

  it('lose what was at work when they go down', async () => {
    const here = simulatedWorld(1);
    const sent = await here.calls.sendCommand(send([instanceId(1)]), here.signal);
    here.wait(5_000);
    const [machine] = here.machines;
    if (machine !== undefined) reboot(here.world, machine);
    here.wait(5 * MINUTE);
    expect(await outcome(here, sent.Command?.CommandId)).toMatchObject({ Status: 'InProgress' });
    const again = await here.calls.sendCommand(send([instanceId(1)]), here.signal);
    here.wait(10_000);
    expect((await outcome(here, again.Command?.CommandId)).output).toContain('result failed');
    expect(machine?.versions).toBe(1);
  });

  // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CommandPlugin.html
  it('have at most 2,500 characters of their output shown', async () => {
    const here = simulatedWorld(1);
    const sent = await here.calls.sendCommand(send([instanceId(1)]), here.signal);
    const invocation = here.world.commands.get(sent.Command?.CommandId ?? '')?.invocations.get(instanceId(1));
    Object.assign(invocation ?? {}, { output: 'x'.repeat(3_000) });
    expect((await outcome(here, sent.Command?.CommandId)).output).toHaveLength(2_500);
  });

  it('show their invocations by pages of at most 50', async () => {
    const here = simulatedWorld(50);
    const ids = here.machines.map(({ id }) => id);
    const { Command } = await here.calls.sendCommand(send(ids), here.signal);
    const first = await here.calls.listCommandInvocations(
      { CommandId: Command?.CommandId, MaxResults: 20 },
      here.signal,
    );
    expect(first.CommandInvocations).toHaveLength(20);
    expect(first.NextToken).toBeDefined();
    const asked = here.calls.listCommandInvocations({ MaxResults: 51 }, here.signal);
    await expect(asked).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
