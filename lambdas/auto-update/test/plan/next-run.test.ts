import { describe, expect, it } from 'vitest';
import { planHosts } from '../../src/plan.ts';
import type { HostPlan, HostPlanInput } from '../../src/plan-types.ts';
import type { HostRecord } from '../../src/host-record.ts';
import { EMPTY_STATE } from '../../src/state.ts';
import type { Agent } from '../../src/view.ts';
import {
  afterwards,
  answered,
  DAY,
  fleet,
  hosts,
  inputOf,
  MINUTE,
  NOW,
  recordOf,
  type Scene,
  sent,
} from '../support/plan-input.ts';

const ONLINE: Agent = { isKnown: true, isOnline: true, platform: '' };
const OFFLINE: Agent = { isKnown: true, isOnline: false, platform: '' };
const failure = { code: 'REBOOT_TIMEOUT', text: 'did not come back', at: NOW - DAY } as const;
/** What an earlier run has left: it was patched and rebooted, and has said nothing since. */
const broken = recordOf('failed', { id: 'h02', run: 'web-0', begun: NOW - DAY, out: undefined, failure });
const following = fleet({ maxUnavailable: 1, stopAfter: 9 }, { targetGroups: [] });
const three = hosts(3).map((host, at) => ({ ...host, agent: at === 1 ? OFFLINE : ONLINE }));

/** The next run, in which `h02` is asked; `h01` and `h03` wait. */
function inNextRun(more: Partial<HostRecord>, scene: Scene = {}): HostPlanInput {
  const first = planHosts(inputOf({ following, hosts: three, records: [broken], run: 'none', ...scene }));
  const own = first.records.find(({ id }) => id === 'h02')!;
  const records = [
    recordOf('waiting', { id: 'h01' }),
    { ...own, ...more },
    recordOf('waiting', { id: 'h03' }),
  ];
  return inputOf({ following, hosts: three, records, ...scene });
}

const begunBy = ({ records }: HostPlan): readonly string[] =>
  records.flatMap(({ id, begun }) => (begun === NOW ? [id] : []));
const ofSecond = ({ records }: HostPlan): HostRecord | undefined => records.find(({ id }) => id === 'h02');

describe('a host that an earlier run broke, where nothing shows it', () => {
  it('does not serve while no run is under way', () => {
    const last = {
      id: 'web-0',
      began: NOW - MINUTE,
      ended: NOW,
      outcome: 'partly',
      release: { id: 'r', pins: {} },
    } as const;
    const state = { ...EMPTY_STATE, last };
    const { standing } = planHosts(inputOf({ following, hosts: three, records: [broken], more: { state } }));
    expect(standing).toMatchObject({ size: 3, serving: 2, keptOut: 1 });
  });

  it('does not serve as the next run begins, nor when it is left out, nor in the run after that', () => {
    let input = inputOf({ following, hosts: three, records: [broken], run: 'none' });
    let plan = planHosts(input);
    expect(plan.standing).toMatchObject({ serving: 2, keptOut: 1 });
    input = { ...afterwards(input, plan), now: NOW + 4 * MINUTE };
    plan = planHosts(input);
    expect(ofSecond(plan)).toMatchObject({
      phase: 'skipped',
      skipped: { code: 'NO_AGENT' },
      unwell: failure,
    });
    expect(plan.standing).toMatchObject({ serving: 2, keptOut: 1 });
    const left = { ...ofSecond(plan)!, run: 'web-1' };
    plan = planHosts(inputOf({ following, hosts: three, records: [left], run: 'none' }));
    expect(ofSecond(plan)).toMatchObject({ phase: 'checking', unwell: failure });
    expect(plan.standing).toMatchObject({ serving: 2, keptOut: 1 });
  });

  it('keeps the others in service', () => {
    const plan = planHosts(inNextRun({ phase: 'skipped', skipped: { code: 'NO_AGENT', text: 'offline' } }));
    expect(begunBy(plan)).toEqual([]);
    expect(plan.state.held).toMatchObject([{ code: 'UNAVAILABLE' }]);
  });

  it('is reported as kept out', () => {
    const skipped = { code: 'NO_AGENT', text: 'offline' } as const;
    const input = inNextRun({ phase: 'skipped', skipped });
    const done = hosts(3).map(({ id }) => recordOf('done', { id, in: NOW }));
    const records = { ...input.records, h01: done[0]!, h03: done[2]! };
    const { report } = planHosts({ ...input, records });
    expect(report?.hosts.map(({ id, isOut }) => [id, isOut])).toEqual([
      ['h01', false],
      ['h02', true],
      ['h03', false],
    ]);
  });

  const asked = sent('check', 'checking');
  it.each([
    { name: 'is well', answer: { isHealthy: true, updates: 0 }, phase: 'done', serving: 2, begun: ['h01'] },
    { name: 'is not', answer: { isHealthy: false }, phase: 'skipped', serving: 2, begun: [] },
  ])('says that it $name', ({ answer, phase, serving, begun }) => {
    const input = inNextRun(asked);
    const record = input.records['h02']!;
    const plan = planHosts({ ...input, view: { ...input.view, steps: { h02: answered(record, answer) } } });
    expect(ofSecond(plan)?.phase).toBe(phase);
    expect(plan.standing).toMatchObject({ serving, keptOut: begun.length === 0 ? 1 : 0 });
    expect(begunBy(plan)).toEqual(begun);
  });

  it('is mended where it is half patched: that takes no room, and canaries come after it', () => {
    const canary = { hosts: 1, soakMinutes: 30 };
    const scene = { following: { ...following, policy: { ...following.policy, canary } } };
    const input = inNextRun(asked, { ...scene, hosts: hosts(3) });
    const steps = { h02: answered(input.records['h02']!, { isHealthy: false }, { packages: 'broken' }) };
    const plan = planHosts({ ...input, view: { ...input.view, steps } });
    expect(begunBy(plan)).toEqual(['h02']);
    expect(ofSecond(plan)).toMatchObject({ phase: 'patching', unwell: failure });
    expect(plan.standing).toMatchObject({ serving: 2, inFlight: 1, keptOut: 0 });
  });

  it('is left as it had been where its patch changes nothing, and still does not serve', () => {
    const patching = { ...sent('patch', 'patching'), phase: 'patching', begun: NOW - MINUTE } as const;
    const input = inNextRun(patching);
    const record = input.records['h02']!;
    const failed = { result: 'failed', packages: 'unchanged' } as const;
    const tell = (isHealthy: boolean): HostPlan => {
      const steps = { h02: answered(record, { isHealthy }, failed) };
      return planHosts({ ...input, view: { ...input.view, steps } });
    };
    expect(ofSecond(tell(false))).toMatchObject({ phase: 'failed', unwell: failure });
    expect(tell(false).standing).toMatchObject({ serving: 2, keptOut: 1 });
    expect(begunBy(tell(true))).toEqual(['h01']);
  });

  it.each([
    { name: 'was left as it had been', before: { ...broken, in: NOW - DAY } },
    { name: 'is behind a target group by now', before: broken, fleet: fleet({ maxUnavailable: 1 }) },
  ])('serves where it $name', ({ before, fleet: other = following }) => {
    const plan = planHosts(inputOf({ following: other, hosts: three, records: [before], run: 'none' }));
    expect(ofSecond(plan)?.unwell).toBeUndefined();
    expect(plan.standing).toMatchObject({ serving: 3, keptOut: 0 });
  });
});

describe('a host that failed in its last run', () => {
  const failed = recordOf('failed', { id: 'h01', run: 'web-0', in: NOW - DAY, updated: 1, failure });
  const web = fleet({ maxUnavailable: 1 });

  it.each([
    { name: 'that one', before: failed, expected: true },
    {
      name: 'one before, and was left out since',
      before: recordOf('skipped', { id: 'h01', run: 'web-0', hasFailed: true }),
      expected: true,
    },
    {
      name: 'one before, and has ended well since',
      before: recordOf('done', { id: 'h01', run: 'web-0', hasFailed: true }),
      expected: undefined,
    },
  ])('$name', ({ before, expected }) => {
    const plan = planHosts(inputOf({ following: web, records: [before], run: 'none' }));
    expect(plan.records.find(({ id }) => id === 'h01')?.hasFailed).toBe(expected);
  });

  it('goes last', () => {
    const records = hosts(3).map(({ id }) =>
      recordOf('waiting', {
        id,
        updated: id === 'h01' ? 1 : 2,
        ...(id === 'h01' ? { hasFailed: true } : {}),
      }),
    );
    expect(begunBy(planHosts(inputOf({ following: web, hosts: hosts(3), records })))).toEqual(['h02']);
  });
});

it('hosts that cannot be mended stop no run', () => {
  const own = fleet({ stopAfter: 2 }, { targetGroups: [] });
  const unwell = ['h01', 'h02'].map((id) =>
    recordOf('failed', { id, out: undefined, failure, unwell: failure }),
  );
  const { state } = planHosts(
    inputOf({ following: own, records: [...unwell, recordOf('waiting', { id: 'h03' })] }),
  );
  expect(state.run?.stopped).toBeUndefined();
  const news = unwell.map(({ unwell: _before, ...record }) => record);
  const { report } = planHosts(
    inputOf({ following: own, records: [...news, recordOf('waiting', { id: 'h03' })] }),
  );
  expect(report?.outcome).toBe('stopped');
});
