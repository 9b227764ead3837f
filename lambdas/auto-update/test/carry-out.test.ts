import { describe, expect, it } from 'vitest';
import { carryOut } from '../src/carry-out.ts';
import type { Effect } from '../src/plan-types.ts';
import type { Hosts } from '../src/ports.ts';
import { fleetOf } from './support/fleets.ts';
import { hostOf } from './support/hosts.ts';
import { ALWAYS } from './support/scripted-calls.ts';

type Doing = Pick<Hosts, 'takeOut' | 'bringIn' | 'send'>;

const VIEW = { at: 0, hosts: [hostOf({ id: 'i-1' }), hostOf({ id: 'i-2' })], steps: {} };
const FLEET = fleetOf({ services: ['nginx.service'], policy: { patchMinutes: 45, packages: 'all' } });

function carried(effects: readonly Effect[], doing: Partial<Doing> = {}, signal = ALWAYS) {
  const made: unknown[] = [];
  const hosts: Doing = {
    takeOut: async (_, of) => {
      made.push(['out', ...of.map(({ id }) => id)]);
      return [];
    },
    bringIn: async (_, of) => {
      made.push(['in', ...of.map(({ id }) => id)]);
      return [];
    },
    send: async (command) => {
      made.push(command);
      return {
        commands: Object.fromEntries(command.hosts.map((id) => [id, `c-${command.action}`])),
        notDone: [],
      };
    },
    ...doing,
  };
  return { made, done: carryOut(effects, { fleet: FLEET, view: VIEW, hosts, signal }) };
}

const SEND: Effect = {
  kind: 'send',
  action: 'patch',
  step: 's-1',
  pin: 'releasever:1',
  hosts: ['i-1', 'i-2'],
};

describe('effects', () => {
  it('in their order', async () => {
    const { made, done } = carried([
      { kind: 'bring-in', hosts: ['i-2'] },
      { kind: 'take-out', hosts: ['i-1', 'i-2'] },
      SEND,
    ]);
    await expect(done).resolves.toEqual({ commands: { 'i-1': 'c-patch', 'i-2': 'c-patch' }, notDone: [] });
    expect(made).toEqual([
      ['in', 'i-2'],
      ['out', 'i-1', 'i-2'],
      {
        action: 'patch',
        step: 's-1',
        hosts: ['i-1', 'i-2'],
        scope: 'all',
        pin: 'releasever:1',
        services: ['nginx.service'],
        minutes: 45,
      },
    ]);
  });

  it.each<[action: 'check' | 'reboot' | 'health', minutes: number]>([
    ['check', 15],
    ['reboot', 5],
    ['health', 5],
  ])('%s has its own time', async (action, minutes) => {
    const { made, done } = carried([{ ...SEND, action }]);
    await done;
    expect(made).toMatchObject([{ action, minutes }]);
  });

  it('what fails stops nothing else', async () => {
    const { done } = carried([{ kind: 'take-out', hosts: ['i-1', 'i-2'] }, SEND], {
      takeOut: async () => Promise.reject(new Error('the cluster\nis away')),
    });
    await expect(done).resolves.toEqual({
      commands: { 'i-1': 'c-patch', 'i-2': 'c-patch' },
      notDone: [
        { host: 'i-1', reason: 'the cluster is away', mayHave: true },
        { host: 'i-2', reason: 'the cluster is away', mayHave: true },
      ],
    });
  });

  it('tells of whom it was not done', async () => {
    const { done } = carried([{ kind: 'take-out', hosts: ['i-1', 'i-9'] }, SEND], {
      takeOut: async () => [{ host: 'i-1', reason: 'MISSING' }],
      send: async () => ({ commands: { 'i-2': 'c-1' }, notDone: [{ host: 'i-1', reason: 'refused' }] }),
    });
    await expect(done).resolves.toEqual({
      commands: { 'i-2': 'c-1' },
      notDone: [
        { host: 'i-9', reason: 'there is no such host' },
        { host: 'i-1', reason: 'MISSING' },
        { host: 'i-1', reason: 'refused' },
      ],
    });
  });

  it('nothing is begun once the time is over', async () => {
    const { made, done } = carried([SEND], {}, AbortSignal.abort());
    const { commands, notDone } = await done;
    expect([commands, notDone.length, made]).toEqual([{}, 2, []]);
  });
});
