import { describe, expect, it } from 'vitest';
import { planBlind } from '../../src/plan-blind.ts';
import { planHosts } from '../../src/plan.ts';
import type { HostRecord } from '../../src/host-record.ts';
import { EMPTY_STATE } from '../../src/state.ts';
import type { StepOutcome } from '../../src/view.ts';
import {
  afterwards,
  answered,
  fleet,
  HOUR,
  hosts,
  inputOf,
  MINUTE,
  NOW,
  recordOf,
  report,
  runOf,
  sent,
} from '../support/plan-input.ts';

const LONG = NOW - HOUR;
const following = fleet();
const shown = hosts(1, 1, { isServing: false, service: 'out' });
const after = report({ digest: 'new', updates: 0 });
const rebooted = { reboot: { at: LONG - MINUTE, boot: 'boot-1' }, after };

const verifying = recordOf('verifying', {
  since: LONG - MINUTE,
  ...sent('health', 'verifying', LONG),
  ...rebooted,
});
const starting = { boot: 'boot-2', isHealthy: false, problems: ['systemd is starting'], digest: 'new' };
const soaking = recordOf('soaking', { since: LONG - MINUTE, in: LONG - MINUTE, away: LONG, after });

interface Row {
  readonly name: string;
  readonly record: HostRecord;
  readonly step?: StepOutcome;
  readonly phase: HostRecord['phase'];
  readonly effect: string;
}

describe('a host that nobody has asked again for an hour', () => {
  it.each<Row>([
    {
      name: 'whose answer was lost is asked',
      record: verifying,
      step: { kind: 'lost', reason: 'DeliveryTimedOut' },
      phase: 'verifying',
      effect: 'send',
    },
    {
      name: 'that was starting then is asked',
      record: verifying,
      step: answered(verifying, starting),
      phase: 'verifying',
      effect: 'send',
    },
    {
      name: 'that was to reboot is told so',
      record: recordOf('rebooting', {
        since: LONG,
        step: { action: 'reboot', id: 'r-1', at: LONG },
        attempts: 1,
        after,
      }),
      phase: 'rebooting',
      effect: 'send',
    },
    {
      name: 'that was to be brought in is',
      record: recordOf('bringing-in', { since: LONG, after }),
      phase: 'bringing-in',
      effect: 'bring-in',
    },
    {
      name: 'that was to be brought in as it was is',
      record: recordOf('restoring', { since: LONG }),
      phase: 'restoring',
      effect: 'bring-in',
    },
  ])('and $name', ({ record, step, phase, effect }) => {
    const state = { ...EMPTY_STATE, run: runOf(following), seen: LONG };
    const steps = step === undefined ? {} : { h01: step };
    const input = inputOf({ following, hosts: shown, records: [record], steps, more: { state } });
    const plan = planHosts(input);
    expect((plan.records[0] ?? record).phase).toBe(phase);
    expect(plan.records[0]?.failure).toBeUndefined();
    expect(plan.effects.map(({ kind }) => kind)).toEqual([effect]);
    expect(plan.state.seen).toBe(NOW);
    const again = planHosts({ ...afterwards(input, plan), view: input.view });
    expect(again.records).toEqual([]);
    expect(again.effects).toEqual(plan.effects);
  });

  it.each([
    { name: 'has its soak still to come', service: 'in', isServing: true, phase: 'soaking' },
    { name: 'may only blink', service: 'in', isServing: false, phase: 'soaking' },
  ] as const)('and $name', ({ phase, ...host }) => {
    const state = { ...EMPTY_STATE, run: runOf(following), seen: LONG };
    const { records } = planHosts(
      inputOf({ following, hosts: hosts(1, 1, host), records: [soaking], more: { state } }),
    );
    expect(records).toMatchObject([{ id: 'h01', phase, since: NOW - 2 * MINUTE }]);
  });

  it('fails where somebody could have asked it', () => {
    const state = { ...EMPTY_STATE, run: runOf(following), seen: NOW - 5 * MINUTE };
    const record = recordOf('bringing-in', { since: LONG, after });
    const { records } = planHosts(inputOf({ following, hosts: shown, records: [record], more: { state } }));
    expect(records).toMatchObject([{ phase: 'failed', failure: { code: 'IN_TIMEOUT' } }]);
  });

  it('is asked, though ticks went on without being able to look', () => {
    const state = { ...EMPTY_STATE, run: runOf(following), seen: LONG };
    const record = recordOf('bringing-in', { since: LONG, after });
    const seen = inputOf({ following, hosts: shown, records: [record], more: { state } });
    const blind = planBlind({ ...seen, name: 'web', reason: 'not allowed', now: NOW - MINUTE });
    const { records, effects } = planHosts({ ...seen, state: blind.state });
    expect(records).toMatchObject([{ phase: 'bringing-in' }]);
    expect(effects).toEqual([{ kind: 'bring-in', hosts: ['h01'] }]);
  });

  it('is moved no further by a second tick, where the first could not write all', () => {
    const state = { ...EMPTY_STATE, run: runOf(following), seen: LONG };
    const record = recordOf('bringing-in', { since: LONG, after });
    const input = inputOf({ following, hosts: shown, records: [record], more: { state } });
    const { records } = planHosts(input);
    const again = { ...input, now: NOW + MINUTE, records: { h01: records[0]! } };
    expect(planHosts(again).records).toMatchObject([{ since: NOW }]);
  });
});
