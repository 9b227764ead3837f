import { describe, expect, it } from 'vitest';
import type { HostRecord, Phase } from '../../src/host-record.ts';
import { effectsOf } from '../../src/plan/effects.ts';
import type { Host } from '../../src/view.ts';
import { fleet, hosts, MINUTE, NOW, recordOf } from '../support/plan-input.ts';

const { policy } = fleet({ drainMinutes: 10, rebootMinutes: 15 });
const OUT = { isServing: false, service: 'out' } as const;
const MEMBER = { ...OUT, service: 'leaving', containerInstance: 'arn:ci' } as const;
const IN = { isServing: true, service: 'in' } as const;

function effects(record: HostRecord, host: Partial<Host>): readonly string[] {
  const [shown] = hosts(1, 1, host);
  return effectsOf([record], new Map([[record.id, shown!]]), { now: NOW, policy }).map((each) =>
    each.kind === 'send' ? each.action : each.kind,
  );
}

describe('a host that others give work to while it is out by our doing', () => {
  it.each<[phase: Phase, expected: readonly string[]]>([
    ['patching', []],
    ['verifying', []],
    ['soaking', []],
    ['done', []],
  ])('%s: %j', (phase, expected) => {
    expect(effects(recordOf(phase), IN)).toEqual(expected);
    expect(effects(recordOf(phase, { out: { at: 0, was: 'out' } }), IN)).toEqual([]);
  });

  const asked = (minutes: number): HostRecord =>
    recordOf('rebooting', { step: { action: 'reboot', id: 'r', at: NOW - minutes * MINUTE } });
  it.each<[name: string, minutes: number, host: Partial<Host>, expected: readonly string[]]>([
    ['out', 0, OUT, ['reboot']],
    ['in again', 0, IN, ['take-out']],
    ['connections are left', 1, { ...OUT, service: 'leaving' }, []],
    ['tasks are left', 1, { ...MEMBER, tasks: { ofServices: 1, others: 0 } }, []],
    ['nobody has counted tasks', 1, MEMBER, ['reboot']],
    ['no tasks are left', 1, { ...MEMBER, tasks: { ofServices: 0, others: 0 } }, ['reboot']],
    ['in again for too long', 8, IN, ['take-out', 'reboot']],
  ])('is rebooted once it is empty: %s', (_name, minutes, host, expected) => {
    expect(effects(asked(minutes), host)).toEqual(expected);
  });
});
