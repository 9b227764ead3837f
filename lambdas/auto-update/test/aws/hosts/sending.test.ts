import { describe, expect, it } from 'vitest';
import type { AwsCalls } from '../../../src/aws/calls.ts';
import { createHosts } from '../../../src/aws/hosts.ts';
import type { SentSteps } from '../../../src/ports.ts';
import { ALWAYS, refusedAs, scriptedCalls } from '../../support/scripted-calls.ts';

const STEP: SentSteps = {
  action: 'patch',
  step: 'web-20261122T020000Z-patching-1',
  hosts: ['i-1', 'i-2'],
  scope: 'security',
  pin: 'snapshot:20261122T020000Z',
  services: ['nginx.service', 'app@1.service'],
  minutes: 60,
};

const many = (count: number) => Array.from({ length: count }, (_, at) => `i-${String(at).padStart(4, '0')}`);

function world(sendCommand: AwsCalls['sendCommand']) {
  const scripted = scriptedCalls({ sendCommand });
  const send = (more: Partial<SentSteps> = {}) =>
    createHosts({ calls: scripted.calls, document: 'update' }).send({ ...STEP, ...more }, ALWAYS);
  return { ...scripted, send };
}

/** A command is called as its first host. */
const sent: AwsCalls['sendCommand'] = async ({ InstanceIds: [first = ''] = [] }) => ({
  Command: { CommandId: `c ${first}` },
});

/** SSM refuses all where it does not know one. */
function refusing(
  bad: readonly string[],
  message: (found: readonly string[]) => string,
): AwsCalls['sendCommand'] {
  return async (input, signal) => {
    const found = (input.InstanceIds ?? []).filter((id) => bad.includes(id));
    if (found.length > 0) throw refusedAs('InvalidInstanceId', message(found));
    return sent(input, signal);
  };
}

const naming = (found: readonly string[]) =>
  `Instances [[${found.join(', ')}]] not in a valid state for account 111111111111`;

describe('a step is sent', () => {
  it('with everything that the script needs', async () => {
    const { send, inputsOf } = world(sent);
    await expect(send()).resolves.toEqual({ commands: { 'i-1': 'c i-1', 'i-2': 'c i-1' }, notDone: [] });
    expect(inputsOf('sendCommand')).toEqual([
      {
        DocumentName: 'update',
        InstanceIds: ['i-1', 'i-2'],
        Comment: STEP.step,
        TimeoutSeconds: 120,
        MaxConcurrency: '100%',
        MaxErrors: '100%',
        Parameters: {
          Step: [STEP.step],
          Action: ['patch'],
          Scope: ['security'],
          Pin: ['snapshot:20261122T020000Z'],
          Services: ['nginx.service app@1.service'],
          Timeout: ['3600'],
        },
      },
    ]);
  });

  it('without a pin', async () => {
    const { send, inputsOf } = world(sent);
    await send({ pin: '', services: [] });
    expect(inputsOf('sendCommand')[0]?.Parameters).toMatchObject({ Pin: ['none'], Services: [''] });
  });

  it('to 50 hosts a command', async () => {
    const { send, inputsOf } = world(sent);
    const { commands } = await send({ hosts: many(120) });
    expect(inputsOf('sendCommand').map((input) => input.InstanceIds?.length)).toEqual([50, 50, 20]);
    expect(new Set(Object.values(commands))).toEqual(new Set(['c i-0000', 'c i-0050', 'c i-0100']));
    expect(Object.keys(commands)).toHaveLength(120);
  });

  it('to all but those that SSM names', async () => {
    const { send, inputsOf } = world(refusing(['i-0003', 'i-0007'], naming));
    const { commands, notDone } = await send({ hosts: many(50) });
    expect(Object.keys(commands)).toHaveLength(48);
    expect(notDone.map(({ host }) => host)).toEqual(['i-0003', 'i-0007']);
    expect(inputsOf('sendCommand')).toHaveLength(2);
  });

  it('to all but those that SSM refuses without naming them', async () => {
    const { send, inputsOf } = world(refusing(['i-0003'], () => 'one of them is not valid'));
    const { commands, notDone } = await send({ hosts: many(50) });
    expect(Object.keys(commands)).toHaveLength(49);
    expect(notDone.map(({ host }) => host)).toEqual(['i-0003']);
    expect(inputsOf('sendCommand').length).toBeLessThanOrEqual(13);
  });

  it('to all but those that it may not be sent to, of which IAM names one at a time', async () => {
    const { send, inputsOf } = world(async (input, signal) => {
      const bad = input.InstanceIds?.find((id) => id === 'i-0003' || id === 'i-0007');
      if (bad !== undefined)
        throw refusedAs(
          'AccessDeniedException',
          `not authorized to perform: ssm:SendCommand on resource: ${bad}`,
        );
      return sent(input, signal);
    });
    const { commands, notDone } = await send({ hosts: many(50) });
    expect(Object.keys(commands)).toHaveLength(48);
    expect(notDone.map(({ host }) => host)).toEqual(['i-0003', 'i-0007']);
    expect(inputsOf('sendCommand')).toHaveLength(3);
  });

  it('to nobody where all are refused', async () => {
    const { send, inputsOf } = world(refusing(many(50), naming));
    const { commands, notDone } = await send({ hosts: many(50) });
    expect(commands).toEqual({});
    expect(notDone).toHaveLength(50);
    expect(inputsOf('sendCommand')).toHaveLength(1);
  });

  it.each<[name: string, sendCommand: AwsCalls['sendCommand']]>([
    ['is denied', async () => Promise.reject(refusedAs('AccessDeniedException', 'not allowed'))],
    ['has no id', async () => ({})],
  ])('what %s is told; what was sent before is known', async (_, failing) => {
    const { send } = world(async (input, signal) =>
      (input.InstanceIds ?? []).includes('i-0060') ? failing(input, signal) : sent(input, signal),
    );
    const { commands, notDone } = await send({ hosts: many(120) });
    expect(Object.keys(commands)).toHaveLength(70);
    expect(notDone).toHaveLength(50);
  });
});
