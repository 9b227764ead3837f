import { describe, expect, it } from 'vitest';
import type { Host } from '../src/view.ts';
import { planHosts } from '../src/plan.ts';
import type { FleetState } from '../src/state.ts';
import type { HostRecord } from '../src/host-record.ts';
import type { Step } from '../src/step.ts';
import { EMPTY_STATE } from '../src/state.ts';
import {
  afterwards,
  answered,
  DAY,
  fleet,
  HOUR,
  hosts,
  inputOf,
  MINUTE,
  NOW,
  recordOf,
  report,
  runOf,
  RUN_ID,
  sent,
} from './support/plan-input.ts';

const PIN = 'snapshot:20261122T020000Z';

const phases = (records: readonly HostRecord[]): readonly string[] =>
  records.map(({ id, phase }) => `${id} ${phase}`);
const codes = ({ held }: FleetState): readonly string[] => held.map(({ code }) => code);

describe('a run begins', () => {
  const begin = { run: 'none', hosts: hosts(2) } as const;

  it('with a check of all hosts, and silently', () => {
    const plan = planHosts(inputOf(begin));
    expect(plan.state).toMatchObject({ run: { id: RUN_ID, size: 2, cause: 'schedule' }, outbox: [] });
    expect(phases(plan.records)).toEqual(['h01 checking', 'h02 checking']);
    expect(plan.effects).toEqual([
      { kind: 'send', action: 'check', step: `${RUN_ID}-checking-1`, pin: '', hosts: ['h01', 'h02'] },
    ]);
  });

  const last = {
    id: 'web-1',
    began: NOW - HOUR,
    ended: NOW - MINUTE,
    outcome: 'done',
    release: { id: 'r', pins: {} },
  } as const;
  it.each([
    { name: 'not before it is due', state: { ...EMPTY_STATE, last }, control: {}, held: ['TOO_SOON'] },
    {
      name: 'when it was asked for',
      state: { ...EMPTY_STATE, last },
      control: { start: { at: NOW - 1, by: 'a' } },
      held: [],
    },
    {
      name: 'once for a wish',
      state: { ...EMPTY_STATE, last },
      control: { start: { at: last.began, by: 'a' } },
      held: ['TOO_SOON'],
    },
    {
      name: 'not while it is paused',
      state: EMPTY_STATE,
      control: { paused: { at: NOW, by: 'a' } },
      held: ['PAUSED'],
    },
  ])('$name', ({ state, control, held }) => {
    const plan = planHosts(inputOf({ ...begin, more: { state, control: { format: 1, ...control } } }));
    expect(plan.state.run === undefined).toBe(held.length > 0);
    expect(codes(plan.state)).toEqual(held);
  });

  it.each([
    { name: 'a fleet of one', policy: {}, size: 1, held: ['FLOOR'] },
    { name: 'a fleet of one, outage allowed', policy: { outage: 'window' as const }, size: 1, held: [] },
    { name: 'minHealthy above the size', policy: { minHealthy: 5 }, size: 3, held: ['FLOOR'] },
    { name: 'no hosts', policy: {}, size: 0, held: ['NO_HOSTS'] },
  ])('$name', ({ policy, size, held }) => {
    const following = fleet(policy);
    const plan = planHosts(inputOf({ following, hosts: hosts(size), run: 'none' }));
    expect(codes(plan.state)).toEqual(held);
    expect(plan.effects.length === 0).toBe(held.length > 0);
  });

  it('at most a thousand hosts are asked in a tick, and the others by the next', () => {
    const input = inputOf({ run: 'none', hosts: hosts(1_200) });
    const plan = planHosts(input);
    expect(plan.effects.map((effect) => effect.hosts.length)).toEqual([1_000]);
    const records = plan.records.map((record) => ({ ...record, ...sent('check', 'checking', NOW) }));
    const next = afterwards(input, { ...plan, records });
    expect(planHosts(next).effects.map((effect) => effect.hosts.length)).toEqual([200]);
  });

  it.each([
    { name: 'excluded', more: { tags: { 'auto-update-hold': 'on' } }, code: 'EXCLUDED' },
    { name: 'in its grace', more: { launched: NOW - MINUTE }, code: 'IN_GRACE' },
    { name: 'taken out by others', more: { isServing: false, service: 'out' as const }, code: 'NOT_SERVING' },
    {
      name: 'without an agent',
      more: { agent: { isKnown: false, isOnline: false, platform: '' } },
      code: 'NO_AGENT',
    },
  ])('a host is left out: $name', ({ more, code }) => {
    const following = fleet({ graceMinutes: 15 });
    const [first, ...others] = hosts(3);
    const plan = planHosts(inputOf({ following, run: 'none', hosts: [{ ...first!, ...more }, ...others] }));
    expect(plan.records[0]).toMatchObject({ id: 'h01', phase: 'skipped', skipped: { code } });
    expect(phases(plan.records.slice(1))).toEqual(['h02 checking', 'h03 checking']);
  });

  const offline = { agent: { isKnown: true, isOnline: false, platform: '' } };
  it.each([
    { name: 'does not serve', more: { isServing: false }, code: 'NOT_SERVING' },
    { name: 'is offline', more: offline, code: 'NO_AGENT' },
  ])(
    'a host that $name for one look is asked by the next, and left out after three minutes',
    ({ more, code }) => {
      const [first, ...others] = hosts(3);
      const input = inputOf({ run: 'none', hosts: [{ ...first!, ...more }, ...others] });
      const plan = planHosts(input);
      expect(plan.records[0]).toMatchObject({ id: 'h01', phase: 'checking', away: NOW });
      expect(plan.effects).toMatchObject([{ action: 'check', hosts: ['h02', 'h03'] }]);
      const next = { ...afterwards(input, plan), now: NOW + 2 * MINUTE };
      const then = planHosts({ ...next, view: { ...next.view, hosts: [first!, ...others] } });
      expect(then.records[0]).toMatchObject({ phase: 'checking', step: { action: 'check' } });
      const late = planHosts({ ...next, now: NOW + 3 * MINUTE });
      expect(late.records[0]).toMatchObject({ phase: 'skipped', skipped: { code } });
    },
  );

  it('a host that an earlier run kept out stays known as such', () => {
    const out = { at: NOW - DAY, was: 'in' } as const;
    const failure = { code: 'UNHEALTHY', text: 'ill', at: NOW - DAY } as const;
    const records = [recordOf('failed', { run: 'web-0', out, failure })];
    const [first, ...others] = hosts(3);
    const ill = { ...first!, isServing: false, service: 'out' as const };
    const plan = planHosts(inputOf({ run: 'none', hosts: [ill, ...others], records }));
    expect(plan.records[0]).toMatchObject({ phase: 'skipped', out, failure });
    expect(plan.state.outbox).toEqual([]);
  });
});

describe('hosts are begun with', () => {
  const waiting = (count: number): readonly HostRecord[] =>
    hosts(count).map(({ id }) => recordOf('waiting', { id }));
  const begunBy = (scene: Parameters<typeof inputOf>[0]): readonly string[] => {
    const { effects } = planHosts(inputOf(scene));
    return effects.flatMap((effect) => (effect.kind === 'take-out' ? effect.hosts : []));
  };

  it.each([
    { name: 'a share is rounded down', policy: { maxUnavailable: '25%' }, size: 10, begun: 2 },
    { name: 'but one at least', policy: { maxUnavailable: '1%' }, size: 10, begun: 1 },
    {
      name: 'minHealthy stands above maxUnavailable',
      policy: { maxUnavailable: 5, minHealthy: '80%' },
      size: 10,
      begun: 2,
    },
    { name: 'and is rounded up', policy: { maxUnavailable: 5, minHealthy: '75%' }, size: 10, begun: 2 },
    { name: 'not all of them', policy: { maxUnavailable: '100%', minHealthy: 0 }, size: 4, begun: 3 },
  ])('$name', ({ policy, size, begun }) => {
    const scene = { following: fleet(policy), hosts: hosts(size), records: waiting(size) };
    expect(begunBy(scene)).toHaveLength(begun);
  });

  it('one of each zone, those updated the longest ago first', () => {
    const following = fleet({ maxUnavailable: 2, minHealthy: 0 });
    const records = hosts(6, 2).map(({ id, zone }, at) =>
      recordOf('waiting', { id, zone, updated: NOW - at * DAY }),
    );
    expect(begunBy({ following, hosts: hosts(6, 2), records })).toEqual(['h05', 'h06']);
  });

  it('a zone of two keeps one', () => {
    const following = fleet({ maxUnavailable: 3, minHealthy: 0 });
    const scene = { following, hosts: hosts(4, 2), records: waiting(4) };
    expect(begunBy(scene)).toEqual(['h01', 'h02']);
    expect(codes(planHosts(inputOf(scene)).state)).toEqual(['ZONE']);
  });

  it('a host in its soak holds its slot', () => {
    const [first, ...others] = waiting(10);
    const records = [recordOf('soaking', { id: first!.id }), ...others];
    expect(begunBy({ records })).toEqual([]);
  });

  it('hosts that were lost count, unless they were replaced', () => {
    const following = fleet({ maxUnavailable: 1, minHealthy: 0, stopAfter: 5 });
    const records = [recordOf('gone', { id: 'h99' }), ...waiting(3)];
    expect(begunBy({ following, hosts: hosts(3), records })).toEqual([]);
    const { held } = planHosts(inputOf({ following, hosts: hosts(3), records })).state;
    expect(held.map(({ text }) => text)).toEqual([expect.stringContaining('1 lost in this run')]);
    const newcomer = hosts(4).map((host, at) => (at === 3 ? { ...host, launched: NOW } : host));
    expect(begunBy({ following, hosts: newcomer, records })).toHaveLength(1);
  });

  it('a host that was stopped and started replaces none that was lost', () => {
    const following = fleet({ maxUnavailable: 1, minHealthy: 0, stopAfter: 5 });
    const records = [
      recordOf('gone', { id: 'h99' }),
      recordOf('done', { id: 'h01' }),
      ...waiting(3).slice(1),
    ];
    const restarted = hosts(3).map((host, at) => (at === 0 ? { ...host, launched: NOW } : host));
    expect(begunBy({ following, hosts: restarted, records })).toEqual([]);
  });

  describe('in a fleet without a service', () => {
    const failure = { code: 'UNHEALTHY', text: 'jobs.service is failed', at: NOW } as const;
    const failed = recordOf('failed', { id: 'h01', failure, out: undefined });
    const following = fleet({ maxUnavailable: 1, stopAfter: 9 }, { targetGroups: [] });
    const unwell = report({ isHealthy: false });
    const skipped = { code: 'NOT_SERVING', text: 'not well' } as const;

    it.each([
      { name: 'one that failed does not serve', record: failed, serving: 3, begun: [] },
      {
        name: 'nor one that failed while it was brought in',
        record: { ...failed, failure: { ...failure, code: 'UNHEALTHY_IN_SOAK' as const } },
        serving: 3,
        begun: [],
      },
      {
        name: 'nor one that said so when it was asked',
        record: recordOf('skipped', { id: 'h01', before: unwell, skipped }),
        serving: 3,
        begun: [],
      },
      {
        name: 'one that was left as it had been does',
        record: { ...failed, in: NOW, failure: { ...failure, code: 'PATCH_FAILED' as const } },
        serving: 4,
        begun: ['h02'],
      },
      {
        name: 'and one that could not be asked',
        record: { ...failed, begun: undefined },
        serving: 4,
        begun: ['h02'],
      },
    ])('$name', ({ record, serving, begun }) => {
      const records = [record, ...waiting(4).slice(1)];
      const plan = planHosts(inputOf({ following, hosts: hosts(4), records }));
      expect(plan.standing).toMatchObject({ size: 4, floor: 3 });
      expect(plan.standing.serving).toBe(serving - begun.length);
      expect(plan.effects.flatMap((effect) => effect.hosts)).toEqual(begun);
    });
  });

  it('the canary first, the others once it has been well', () => {
    const following = fleet({ canary: { hosts: 1, soakMinutes: 30 }, maxUnavailable: 3 });
    expect(begunBy({ following, records: waiting(10) })).toEqual(['h01']);
    const records = [recordOf('done', { id: 'h01' }), ...waiting(10).slice(1)];
    const since = (canariesDone: number) => runOf(following, { canaries: ['h01'], canariesDone });
    expect(begunBy({ following, records, run: since(NOW - 29 * MINUTE) })).toEqual([]);
    // Each has to say that it is well before others follow.
    const input = inputOf({ following, records, run: since(NOW - 30 * MINUTE) });
    const asking = planHosts(input);
    expect(asking.effects).toMatchObject([{ kind: 'send', action: 'health', hosts: ['h01'] }]);
    expect(asking.state.held).toMatchObject([{ code: 'CANARY_SOAK' }]);
    const next = afterwards(input, asking);
    const asked = { ...next.records['h01']!, step: { ...next.records['h01']!.step!, command: 'c-1' } };
    const answeredBy = (isHealthy: boolean) =>
      planHosts({
        ...next,
        now: NOW + MINUTE,
        records: { ...next.records, h01: asked },
        view: { ...next.view, steps: { h01: answered(asked, { isHealthy }) } },
      });
    const well = answeredBy(true);
    expect(well.effects.flatMap((effect) => effect.hosts)).toHaveLength(3);
    const bad = answeredBy(false);
    expect(bad.effects).toEqual([]);
    expect(bad.report).toMatchObject({ outcome: 'stopped' });
    expect(bad.records).toContainEqual(
      expect.objectContaining({ id: 'h01', failure: expect.objectContaining({ code: 'UNHEALTHY_IN_SOAK' }) }),
    );
  });

  it.each([
    { name: 'is not well for 14 minutes: it is waited for', away: 14, isThere: true, code: undefined },
    { name: 'is not well for 15 minutes', away: 15, isThere: true, code: 'UNHEALTHY_IN_SOAK' },
    {
      name: 'was not well, and is gone',
      away: 8,
      missing: 3,
      isThere: false,
      code: 'UNHEALTHY_IN_SOAK',
    },
    { name: 'was not well, and is not shown for a moment', away: 5, isThere: false, code: undefined },
    { name: 'blinked, and is gone: another matter', away: 4, missing: 3, isThere: false, code: undefined },
    { name: 'was taken out by others', away: 15, isThere: true, service: 'leaving', code: undefined },
  ] as const)('a canary in its soak that $name', ({ away, isThere, code, ...more }) => {
    const following = fleet({ canary: { hosts: 1, soakMinutes: 30 }, stopAfter: 10 });
    const missing = 'missing' in more ? more.missing : undefined;
    const service: Host['service'] = 'service' in more ? more.service : 'in';
    const canary = recordOf('done', {
      id: 'h01',
      in: NOW - 15 * MINUTE,
      away: NOW - away * MINUTE,
      ...(missing === undefined ? {} : { missing: NOW - missing * MINUTE }),
    });
    const records = [canary, ...waiting(10).slice(1)];
    const [first, ...others] = hosts(10);
    const shown = isThere ? [{ ...first!, isServing: false, service }, ...others] : others;
    const run = runOf(following, { canaries: ['h01'], canariesDone: NOW - 15 * MINUTE, isTold: true });
    const plan = planHosts(inputOf({ following, records, run, hosts: shown }));
    expect(plan.records.find(({ id }) => id === 'h01')?.failure?.code).toBe(code);
    expect(plan.report?.outcome).toBe(code === undefined ? undefined : 'stopped');
    expect(plan.report?.hosts[0]?.isOut ?? false).toBe(false);
    const told = code === undefined ? [] : ['event', 'event', 'end'];
    expect(plan.state.outbox.map(({ status }) => status)).toEqual(told);
  });

  it.each([
    { name: 'an alarm: begins again', gates: { alarms: ['cpu'], unreadable: [] }, minutes: 0, done: NOW },
    {
      name: 'alarms that cannot be read for a moment: goes on',
      gates: { alarms: [], unreadable: ['alarms'] },
      minutes: 14,
      done: NOW - 29 * MINUTE,
    },
    {
      name: 'alarms that cannot be read for long: begins again',
      gates: { alarms: [], unreadable: ['alarms'] },
      minutes: 15,
      done: NOW,
    },
  ])('the soak of the canary with $name', ({ gates, minutes, done }) => {
    const following = fleet({ canary: { hosts: 1, soakMinutes: 30 } });
    const records = [recordOf('done', { id: 'h01' }), ...waiting(10).slice(1)];
    const run = runOf(following, { canaries: ['h01'], canariesDone: NOW - 29 * MINUTE });
    const state = { ...EMPTY_STATE, run, ...(minutes > 0 ? { unreadable: NOW - minutes * MINUTE } : {}) };
    const plan = planHosts(inputOf({ following, records, more: { state, gates } }));
    expect(plan.state.run?.canariesDone).toBe(done);
  });

  it.each([
    { name: 'blinks: it goes on', away: undefined, done: NOW - 29 * MINUTE },
    { name: 'is away for three minutes: it begins again', away: NOW - 3 * MINUTE, done: NOW },
  ])('the soak of a canary that $name', ({ away, done }) => {
    const following = fleet({ canary: { hosts: 1, soakMinutes: 30 } });
    const heard = NOW - MINUTE;
    const records = [recordOf('done', { id: 'h01', away, heard }), ...waiting(10).slice(1)];
    const run = runOf(following, { canaries: ['h01'], canariesDone: NOW - 29 * MINUTE });
    const [first, ...others] = hosts(10);
    const blinking = [{ ...first!, isServing: false }, ...others];
    const input = inputOf({ following, records, run, hosts: blinking });
    const { state } = planHosts(input);
    expect(state.run?.canariesDone).toBe(done);
    const next = afterwards(input, planHosts(input));
    expect(next.records['h01']?.away).toBe(away ?? NOW);
    const back = planHosts({ ...next, now: NOW + 2 * MINUTE, view: { ...next.view, hosts: hosts(10) } });
    expect(back.records.find(({ id }) => id === 'h01')?.away).toBeUndefined();
    expect(back.effects.length > 0).toBe(away === undefined);
  });

  it('a canary that failed stops the run', () => {
    const following = fleet({ canary: { hosts: 1, soakMinutes: 30 }, stopAfter: 10 });
    const failure = { code: 'UNHEALTHY', text: 'ill', at: NOW } as const;
    const records = [recordOf('failed', { id: 'h01', failure }), ...waiting(10).slice(1)];
    const run = runOf(following, { canaries: ['h01'], isTold: true });
    const { report: ended } = planHosts(inputOf({ following, records, run }));
    expect(ended?.outcome).toBe('stopped');
    expect(ended?.hosts.map(({ result }) => result)).toEqual([
      'failed',
      ...Array<string>(9).fill('left out'),
    ]);
  });

  it.each([
    { name: 'an alarm', more: { gates: { alarms: ['cpu'], unreadable: [] } }, code: 'ALARM' },
    { name: 'a freeze', more: { gates: { alarms: [], unreadable: [], frozen: 'on' } }, code: 'FROZEN' },
    {
      name: 'what cannot be read',
      more: { gates: { alarms: [], unreadable: ['alarms'] } },
      code: 'GATE_UNREADABLE',
    },
    {
      name: 'a pause',
      more: { control: { format: 1 as const, paused: { at: NOW, by: 'a' } } },
      code: 'PAUSED',
    },
  ])('not with $name, while what is under way goes on', ({ more, code }) => {
    const draining = recordOf('taking-out', { id: 'h01' });
    const [first, ...others] = hosts(10);
    const plan = planHosts(
      inputOf({
        following: fleet({ maxUnavailable: 5 }),
        hosts: [{ ...first!, service: 'out', isServing: false }, ...others],
        records: [draining, ...waiting(10).slice(1)],
        more,
      }),
    );
    expect(phases(plan.records)).toEqual(['h01 patching']);
    expect(codes(plan.state)).toEqual([code]);
  });

  it('spaced, and then a lot at once', () => {
    const following = fleet({ spacingMinutes: 10, maxUnavailable: 3 });
    const at = (lastStart: number) => ({
      following,
      records: waiting(10),
      run: runOf(following, { lastStart }),
    });
    expect(begunBy(at(NOW - 9 * MINUTE))).toEqual([]);
    expect(begunBy(at(NOW - 10 * MINUTE))).toHaveLength(3);
  });

  it('told once, with the first of them', () => {
    const input = inputOf({ records: waiting(10) });
    const plan = planHosts(input);
    expect(plan.state.outbox.map(({ status }) => status)).toEqual(['start']);
    expect(planHosts(afterwards(input, plan)).state.outbox).toHaveLength(1);
  });

  it('an outage: one at a time, while all others serve', () => {
    const following = fleet({ outage: 'window', minHealthy: '100%' });
    const scene = { following, hosts: hosts(2), records: waiting(2) };
    expect(begunBy(scene)).toEqual(['h01']);
    const [first, second] = hosts(2);
    expect(begunBy({ ...scene, hosts: [{ ...first!, isServing: false }, second!] })).toEqual([]);
  });

  it('left in, where others were lost since', () => {
    const following = fleet({ maxUnavailable: 1 });
    const records = [recordOf('taking-out', { id: 'h01' }), ...waiting(10).slice(1)];
    const [first, second, ...others] = hosts(10);
    const plan = planHosts(
      inputOf({ following, hosts: [first!, { ...second!, isServing: false }, ...others], records }),
    );
    expect(phases(plan.records.slice(0, 1))).toEqual(['h01 restoring']);
    expect(plan.effects).toEqual([{ kind: 'bring-in', hosts: ['h01'] }]);
  });
});

describe('a run ends', () => {
  const good = (id: string): HostRecord =>
    recordOf('done', { id, after: report({ digest: 'new', updates: 0 }), in: NOW });
  const all = hosts(10).map(({ id }) => good(id));

  it('done, and is promoted', () => {
    const { state, report: ended, effects } = planHosts(inputOf({ records: all }));
    expect(ended).toMatchObject({ outcome: 'done', environment: 'dev', floor: 9 });
    expect(state.run).toBeUndefined();
    expect(state.last).toMatchObject({ id: RUN_ID, outcome: 'done' });
    expect(state.promote).toMatchObject({ at: NOW, release: { id: RUN_ID } });
    expect(effects).toEqual([]);
  });

  const failure = { code: 'UNHEALTHY', text: 'ill', at: NOW - MINUTE } as const;
  const skipped = (code: 'EXCLUDED' | 'NO_AGENT') => ({ skipped: { code, text: 'so' } });
  it.each([
    { name: 'one failed', record: recordOf('failed', { failure }), outcome: 'partly' },
    { name: 'one is gone', record: recordOf('gone', { failure }), outcome: 'partly' },
    {
      name: 'one went before it was begun with',
      record: recordOf('gone', { id: 'h99', begun: undefined, out: undefined }),
      outcome: 'done',
    },
    {
      name: 'one has updates left',
      record: recordOf('done', { in: NOW, after: report({ digest: 'new', updates: 1 }) }),
      outcome: 'partly',
    },
    { name: 'one has no agent', record: recordOf('skipped', skipped('NO_AGENT')), outcome: 'partly' },
    { name: 'one is excluded', record: recordOf('skipped', skipped('EXCLUDED')), outcome: 'done' },
  ])('$name: $outcome', ({ record, outcome }) => {
    const { state, report: ended } = planHosts(
      inputOf({ records: [record, ...all.filter(({ id }) => id !== record.id)] }),
    );
    expect(ended?.outcome).toBe(outcome);
    expect(state.promote === undefined).toBe(outcome !== 'done');
  });

  it('stopped after failures, once what is under way has ended', () => {
    const following = fleet({ stopAfter: 1 });
    const failed = recordOf('failed', { failure });
    const scene = { following, run: runOf(following, { isTold: true as const }) };
    const records = [
      failed,
      recordOf('patching', { id: 'h02', ...sent('patch', 'patching') }),
      ...all.slice(2, 9),
      recordOf('waiting', { id: 'h10' }),
    ];
    const first = planHosts(inputOf({ ...scene, records }));
    expect(first.state.run?.stopped).toBe('failures');
    expect(phases(first.records)).toEqual(['h10 skipped']);
    expect(first.report).toBeUndefined();
    const then = planHosts(inputOf({ ...scene, records: [failed, ...all.slice(1)] }));
    expect(then.report?.outcome).toBe('stopped');
  });

  it('a failed check of a host in service does not stop it', () => {
    const following = fleet({ stopAfter: 1 });
    const records = [
      recordOf('failed', { failure, begun: undefined, out: undefined }),
      recordOf('waiting', { id: 'h02' }),
    ];
    expect(planHosts(inputOf({ following, records })).state.run?.stopped).toBeUndefined();
  });

  it('a failed check of a host in service is no incident of its own', () => {
    const check = sent('check', 'checking');
    const records = [
      { ...recordOf('checking', { ...check, heard: NOW - 60 * MINUTE }), attempts: 3 },
      recordOf('waiting', { id: 'h02' }),
    ];
    const steps = { h01: answered(records[0]!, {}, { result: 'failed' }) };
    const { records: after, state } = planHosts(inputOf({ records, steps }));
    expect(phases(after)).toContain('h01 failed');
    expect(state.outbox.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('when its days are over', () => {
    const closed = fleet({ windows: [{ hours: '03:00-04:00', timezone: 'UTC' }] });
    const run = runOf(closed, { began: NOW - 7 * DAY });
    const gates = { alarms: ['cpu'], unreadable: [] };
    const plan = planHosts(
      inputOf({ following: closed, run, records: [recordOf('waiting'), ...all.slice(1)], more: { gates } }),
    );
    expect(plan.report?.outcome).toBe('gave-up');
    expect(plan.records[0]?.skipped?.code).toBe('WINDOW_CLOSED');
  });

  it.each([
    { name: 'while the window is open', at: NOW + 59 * MINUTE, outcome: undefined },
    { name: 'once it is closed', at: NOW + HOUR, outcome: 'gave-up' },
  ])('with windows of once a week: $name', ({ at, outcome }) => {
    const weekly = fleet({ windows: [{ days: ['sun'], hours: '02:00-03:00', timezone: 'UTC' }] });
    const run = runOf(weekly, { began: NOW - 7 * DAY });
    const records = [recordOf('waiting'), ...all.slice(1)];
    const gates = { alarms: ['cpu'], unreadable: [] };
    const plan = planHosts(inputOf({ following: weekly, run, records, more: { now: at, gates } }));
    expect(plan.report?.outcome).toBe(outcome);
  });

  it('told, where no host could be asked', () => {
    const text = 'could not be asked: AccessDenied';
    const records = hosts(10).map(({ id }) =>
      recordOf('skipped', { id, before: undefined, skipped: { code: 'NOT_ASKED', text } }),
    );
    const { state, report: ended } = planHosts(inputOf({ records }));
    expect(ended?.outcome).toBe('stopped');
    expect(state.outbox).toMatchObject([{ status: 'end', severity: 'error' }]);
  });

  it('with what people should know of hosts that are well', () => {
    const pins = { 'debian-12': PIN };
    const run = runOf(fleet(), { release: { id: 'web-of-dev', pins } });
    const problems = ['the pin cannot be kept: what is newest is taken'];
    const patched = { digest: 'new', updates: 0 };
    const records = [
      recordOf('done', { id: 'h01', in: NOW, after: report({ ...patched, problems }) }),
      recordOf('done', { id: 'h02', in: NOW, after: report({ ...patched, pin: PIN }) }),
      recordOf('done', { id: 'h03', in: NOW, after: report({ updates: 0 }) }),
    ];
    const { report: ended } = planHosts(inputOf({ run, hosts: hosts(3), records }));
    const [one, two, three] = ended?.hosts ?? [];
    expect(one?.remarks).toEqual([expect.stringContaining(PIN), problems[0]]);
    expect(two).toMatchObject({ pin: PIN });
    expect([one?.pin, two?.remarks, three?.pin, three?.remarks]).toEqual(Array(4).fill(undefined));
    expect(ended?.release).toContain('not kept by 1 host');
  });

  it('with the pin of the patch, whatever later answers say', () => {
    const patch = recordOf('patching', sent('patch', 'patching'));
    const steps = { h01: answered(patch, { digest: 'new', updates: 0, pin: PIN, isHealthy: false }) };
    const out = { isServing: false, service: 'out' } as const;
    const one = inputOf({ hosts: hosts(1, 1, out), records: [patch], steps });
    const [asked] = planHosts(one).records;
    expect(asked).toMatchObject({ phase: 'verifying', after: { pin: PIN } });
    const verifying = recordOf('verifying', { ...asked, ...sent('health', 'verifying') });
    const health = { h01: answered(verifying, { digest: 'new', updates: 0 }) };
    const two = inputOf({ hosts: hosts(1, 1, out), records: [verifying], steps: health });
    expect(planHosts(two).records).toMatchObject([{ phase: 'bringing-in', after: { pin: PIN } }]);
  });

  it('silently where there was nothing to do', () => {
    const records = hosts(10).map(({ id }) => recordOf('done', { id, after: report({ updates: 0 }) }));
    const { state, report: ended } = planHosts(inputOf({ records }));
    expect(ended?.outcome).toBe('done');
    expect(state).toMatchObject({ outbox: [] });
    expect(state.promote).toBeUndefined();
  });
});

describe('an abort', () => {
  const abort = { at: NOW, by: 'someone', run: RUN_ID };
  const more = { control: { format: 1 as const, abort } };
  const outOne = hosts(10).map((host, at) =>
    at === 0 ? { ...host, isServing: false, service: 'out' as const } : host,
  );
  const failure = { code: 'UNHEALTHY', text: 'ill', at: NOW - MINUTE } as const;
  const patch = recordOf('patching', sent('patch', 'patching'));
  const LOST = { kind: 'lost', reason: 'the agent was updated' } as const;
  const unsent = (step: Partial<Step>): HostRecord =>
    recordOf('patching', { ...patch, step: { ...patch.step!, command: undefined, ...step } });

  it.each([
    { name: 'checking', record: recordOf('checking'), phase: 'skipped' },
    { name: 'waiting', record: recordOf('waiting'), phase: 'skipped' },
    { name: 'taking-out', record: recordOf('taking-out'), phase: 'restoring' },
    { name: 'patching, not sent', record: recordOf('patching'), phase: 'restoring' },
    { name: 'patching, refused by SSM', record: unsent({ refused: 'AccessDenied' }), phase: 'restoring' },
    { name: 'patching, maybe sent by a tick that died', record: unsent({}), phase: 'patching' },
    {
      name: 'patching, refused by SSM after it may have been sent',
      record: unsent({ refused: 'AccessDenied', mayRun: true }),
      phase: 'patching',
    },
    { name: 'patching, its answer was lost', record: patch, phase: 'patching', step: LOST },
    { name: 'patching, sent', record: patch, phase: 'patching' },
    {
      name: 'patching, answered',
      record: patch,
      phase: 'restoring',
      step: answered(patch, { digest: 'new', needsReboot: true }),
    },
    {
      name: 'patching, answered that it is not well: asked again',
      record: patch,
      phase: 'failed',
      step: answered(patch, { digest: 'new', updates: 0, isHealthy: false }),
    },
    { name: 'verifying', record: recordOf('verifying', sent('health', 'verifying')), phase: 'verifying' },
    { name: 'failed, kept out', record: recordOf('failed', { failure }), phase: 'failed' },
  ])('$name → $phase', ({ record, phase, step }) => {
    const plan = planHosts(
      inputOf({ hosts: outOne, records: [record], steps: step === undefined ? {} : { h01: step }, more }),
    );
    const [found = record] = plan.records;
    expect(found.phase).toBe(phase);
    expect(plan.effects.some(({ kind }) => kind === 'bring-in')).toBe(phase === 'restoring');
  });

  it('brings in a kept out host that is well after all, and not one that is not', () => {
    const first = planHosts(inputOf({ hosts: outOne, records: [recordOf('failed', { failure })], more }));
    expect(first.effects).toMatchObject([{ kind: 'send', action: 'health', hosts: ['h01'] }]);
    const record = recordOf('failed', { failure, ...sent('health', 'failed') });
    const then = (isHealthy: boolean) =>
      planHosts(
        inputOf({ hosts: outOne, records: [record], steps: { h01: answered(record, { isHealthy }) }, more }),
      );
    expect(then(true).effects).toEqual([{ kind: 'bring-in', hosts: ['h01'] }]);
    expect(then(false).report).toMatchObject({
      outcome: 'aborted',
      hosts: [{ isOut: true, result: 'failed' }],
    });
  });

  it('is reported with who wanted it, and why', () => {
    const wish = { ...abort, reason: 'bad openssl' };
    const records = [recordOf('waiting')];
    const { state, report: ended } = planHosts(
      inputOf({ hosts: hosts(1), records, more: { control: { format: 1, abort: wish } } }),
    );
    expect(ended).toMatchObject({
      outcome: 'aborted',
      aborted: { at: NOW, by: 'someone', reason: 'bad openssl' },
    });
    expect(state.outbox[0]?.title).toContain('someone: bad openssl');
  });

  it('is of the run that it names', () => {
    const control = { format: 1 as const, abort: { ...abort, run: 'web-0' } };
    const plan = planHosts(inputOf({ records: [recordOf('waiting')], more: { control } }));
    expect(plan.state.run?.isAborting).toBeUndefined();
  });
});

it('a config edited in mid-run is told once, and the run ends by its own', () => {
  const following = fleet();
  const edited = fleet({ maxUnavailable: 9, minHealthy: 0 });
  const records = hosts(10).map(({ id }) => recordOf('waiting', { id }));
  const input = inputOf({ following, records, more: { fleet: edited } });
  const plan = planHosts(input);
  expect(plan.state.run?.isConfigOld).toBe(true);
  expect(plan.effects).toMatchObject([{ kind: 'take-out', hosts: ['h01'] }]);
  expect(plan.state.outbox).toHaveLength(2);
  expect(planHosts(afterwards(input, plan)).state.outbox).toHaveLength(2);
});

it('hosts of a platform get the pin that the first of them reports', () => {
  const following = fleet({ maxUnavailable: 3 });
  const first = recordOf('patching', { id: 'h01', ...sent('patch', 'patching') });
  const second = recordOf('taking-out', { id: 'h02' });
  const out = hosts(10).map((host, at) =>
    at < 2 ? { ...host, isServing: false, service: 'out' as const } : host,
  );
  const steps = { h01: answered(first, { digest: 'new', pin: PIN }) };
  const plan = planHosts(inputOf({ following, hosts: out, records: [first, second], steps }));
  expect(plan.state.run?.release.pins).toEqual({ 'debian-12': PIN });
  expect(plan.effects).toContainEqual({
    kind: 'send',
    action: 'patch',
    step: `${RUN_ID}-patching-1`,
    pin: PIN,
    hosts: ['h02'],
  });
});

it('a host that was patched without a pin does not speak for its platform', () => {
  const following = fleet({ maxUnavailable: 3 });
  const [first, second] = ['h01', 'h02'].map((id) =>
    recordOf('patching', { id, ...sent('patch', 'patching') }),
  );
  const steps = {
    h01: answered(first!, { digest: 'new', pin: 'none' }),
    h02: answered(second!, { digest: 'new', pin: PIN }),
  };
  const plan = planHosts(inputOf({ following, records: [first!, second!], steps }));
  expect(plan.state.run?.release.pins).toEqual({ 'debian-12': PIN });
});

it('a promoted release has a pin that hosts would not take: none is asked for', () => {
  const release = { id: 'web-of-dev', pins: { 'debian-12': 'releasever:a_b' } };
  const run = runOf(fleet(), { release });
  const records = [recordOf('patching')];
  const [host] = hosts(1, 1, { isServing: false, service: 'out' });
  const { effects } = planHosts(inputOf({ run, hosts: [host!], records }));
  expect(effects).toMatchObject([{ action: 'patch', pin: '' }]);
});

it('a promoted release pins from the first check of a known platform', () => {
  const release = { id: 'web-of-dev', pins: { 'debian-12': PIN } };
  const record = recordOf('checking', sent('check', 'checking'));
  const run = runOf(fleet(), { release });
  const plan = planHosts(
    inputOf({ run, hosts: hosts(1), records: [record], steps: { h01: answered(record) } }),
  );
  expect(plan.effects).toEqual([
    { kind: 'send', action: 'check', step: `${RUN_ID}-checking-2`, pin: PIN, hosts: ['h01'] },
  ]);
});

describe('a canary', () => {
  const following = fleet({ canary: { hosts: 1, soakMinutes: 30 }, maxUnavailable: 2 });
  const records = hosts(3).map(({ id }) => recordOf('waiting', { id }));
  const chosen = (scene: Parameters<typeof inputOf>[0]): readonly string[] | undefined =>
    planHosts(inputOf({ following, hosts: hosts(3), ...scene })).state.run?.canaries;

  it.each([
    {
      name: 'is not chosen while hosts are asked',
      records: [...records, recordOf('checking', { id: 'h04' })],
      began: NOW - MINUTE,
      expected: [],
    },
    {
      name: 'is, after ten minutes',
      records: [...records, recordOf('checking', { id: 'h04' })],
      began: NOW - 10 * MINUTE,
      expected: ['h01'],
    },
    {
      name: 'stays, once it is begun with',
      records: [records[0]!, recordOf('patching', { id: 'h02', ...sent('patch', 'patching') })],
      began: NOW - HOUR,
      expected: ['h02'],
    },
    {
      name: 'lets another go, left out',
      records: [...records.slice(0, 1), recordOf('skipped', { id: 'h02' })],
      began: NOW - HOUR,
      expected: ['h01'],
    },
  ])('$name', ({ records: own, began, expected }) => {
    const run = runOf(following, {
      size: 3,
      began,
      canaries: expected.includes('h01') || expected.length === 0 ? [] : ['h02'],
    });
    const present = own.some(({ id }) => id === 'h04') ? hosts(4) : hosts(3);
    expect(chosen({ records: own, run, hosts: present })).toEqual(expected);
  });

  it('lets another go while it does not serve', () => {
    const [first, ...others] = hosts(3);
    const run = runOf(following, { size: 3, canaries: ['h01'] });
    expect(chosen({ records, run, hosts: [{ ...first!, isServing: false }, ...others] })).toEqual(['h02']);
  });

  it.each([
    {
      name: 'is none that failed in its last run, though it was updated the longest ago',
      more: { hasFailed: true, updated: 1 },
      others: 'waiting',
      expected: ['h02'],
    },
    {
      name: 'is such a one where no other waits',
      more: { hasFailed: true },
      others: 'done',
      expected: ['h01'],
    },
    {
      name: 'is not such a one while others are asked',
      more: { hasFailed: true },
      others: 'checking',
      expected: [],
    },
    {
      name: 'is none that is only to be mended',
      more: { unwell: { code: 'PATCH_FAILED', text: 'broken', at: NOW - HOUR } },
      others: 'done',
      expected: [],
    },
  ] as const)('$name', ({ more, others, expected }) => {
    const own = hosts(3).map(({ id }) =>
      id === 'h01' ? recordOf('waiting', { id, ...more }) : recordOf(others, { id, updated: 2 }),
    );
    const plain = fleet(following.policy, { targetGroups: [] });
    const run = runOf(plain, { size: 3 });
    expect(chosen({ following: plain, records: own, run })).toEqual(expected);
  });

  it.each([0, '0%'])('%s of them: all may go at once', (count) => {
    const none = fleet({ canary: { hosts: count, soakMinutes: 30 }, maxUnavailable: 2, minHealthy: 0 });
    const { effects } = planHosts(inputOf({ following: none, hosts: hosts(3), records }));
    expect(effects).toEqual([{ kind: 'take-out', hosts: ['h01', 'h02'] }]);
  });
});

it('a run that is stopped is told as a failure', () => {
  const failure = { code: 'PATCH_FAILED', text: 'dpkg', at: NOW } as const;
  const following = fleet({ stopAfter: 1 });
  const failed = recordOf('failed', { failure });
  const input = inputOf({
    following,
    records: [failed, recordOf('patching', { id: 'h02', ...sent('patch', 'patching') })],
  });
  const { state } = planHosts(input);
  expect(state.outbox).toMatchObject([{ severity: 'error', key: RUN_ID, facts: { code: 'PATCH_FAILED' } }]);
});
