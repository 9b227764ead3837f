import { describe, expect, it } from 'vitest';
import type { Policy } from '../../src/config/policy.ts';
import { advance } from '../../src/plan/advance.ts';
import { hasService, type Moment } from '../../src/plan/moment.ts';
import type { HostRecord } from '../../src/host-record.ts';
import type { Run } from '../../src/state.ts';
import type { Step } from '../../src/step.ts';
import type { FleetView, Host, StepOutcome } from '../../src/view.ts';
import { hostOf } from '../support/hosts.ts';
import { answered, fleet, MINUTE, NOW, recordOf, report, runOf, sent } from '../support/plan-input.ts';

interface Given {
  readonly name: string;
  readonly step: Partial<Step>;
  readonly mayRun: Step['mayRun'];
  readonly tried: number | undefined;
}

interface Row {
  readonly name: string;
  readonly record: HostRecord;
  readonly host?: Partial<Host> | 'none';
  readonly step?: StepOutcome;
  readonly policy?: Partial<Policy>;
  readonly fleet?: Readonly<Record<string, unknown>>;
  readonly run?: Partial<Run>;
  /** `same`: the record itself. */
  readonly expected: string;
}

const OUT = { isServing: false, service: 'out' } as const;
const ECS = { mode: 'ecs' };
const EMPTY = { ofServices: 0, others: 0 };

function ended({ record, host, step, policy, fleet: more, run }: Row): string {
  const following = fleet(policy, more);
  const moment: Moment = {
    run: runOf(following, run),
    following,
    policy: following.policy,
    view: { at: NOW, hosts: [], steps: step === undefined ? {} : { [record.id]: step } },
    now: NOW,
    hasService: hasService(following),
  };
  const shown = host === 'none' ? undefined : hostOf({ id: record.id, ...host });
  const next = advance(record, shown, moment);
  expect(advance(next, shown, moment)).toBe(next);
  if (next === record) return 'same';
  const why = next.failure?.code ?? next.skipped?.code;
  const asked = next.step === undefined ? '' : ` ${next.step.action}-${next.attempts}`;
  return `${next.phase}${asked}${why === undefined ? '' : ` ${why}`}`;
}

function momentOf(steps: FleetView['steps']): Moment {
  const following = fleet();
  const view = { at: NOW, hosts: [], steps };
  return {
    run: runOf(following),
    following,
    policy: following.policy,
    view,
    now: NOW,
    hasService: true,
  };
}

const LOST = { kind: 'lost', reason: 'delivery timed out' } as const;
const PENDING = { kind: 'pending' } as const;
const late = (minutes: number): number => NOW - minutes * MINUTE;
const thirdOf = (record: HostRecord): HostRecord => ({ ...record, attempts: 3 });

const checking = recordOf('checking', sent('check', 'checking'));
const offline = { agent: { isKnown: true, isOnline: false, platform: '' } };

describe('checking', () => {
  it.each<Row>([
    { name: 'there is something', record: checking, step: answered(checking), expected: 'waiting' },
    { name: 'nothing', record: checking, step: answered(checking, { updates: 0 }), expected: 'done' },
    {
      name: 'a reboot alone',
      record: checking,
      step: answered(checking, { updates: 0, needsReboot: true }),
      expected: 'waiting',
    },
    {
      name: 'a reboot that the policy does not want',
      record: checking,
      policy: { reboot: 'never' },
      step: answered(checking, { updates: 0, needsReboot: true }),
      expected: 'done',
    },
    { name: 'no answer yet', record: checking, step: PENDING, expected: 'same' },
    {
      name: 'it runs still: asked the same',
      record: checking,
      step: answered(checking, {}, { result: 'running' }),
      expected: 'checking check-1',
    },
    { name: 'lost', record: checking, step: LOST, expected: 'checking check-2' },
    { name: 'lost three times', record: thirdOf(checking), step: LOST, expected: 'failed NO_ANSWER' },
    {
      name: 'an answer to another step',
      record: checking,
      step: answered(recordOf('checking')),
      expected: 'checking check-2',
    },
    {
      name: 'late',
      record: recordOf('checking', sent('check', 'checking', late(30))),
      step: PENDING,
      expected: 'checking check-2',
    },
    {
      name: 'refused',
      record: checking,
      step: answered(checking, {}, { result: 'refused' }),
      expected: 'checking check-1',
    },
    {
      name: 'refused five minutes ago',
      record: { ...checking, heard: late(5) },
      step: answered(checking, {}, { result: 'refused' }),
      expected: 'checking check-2',
    },
    {
      name: 'refused again, five minutes ago',
      record: { ...checking, attempts: 2, heard: late(5) },
      step: answered(checking, {}, { result: 'refused' }),
      expected: 'same',
    },
    {
      name: 'refused three times',
      record: thirdOf(checking),
      step: answered(checking, {}, { result: 'refused' }),
      expected: 'failed PATCH_FAILED',
    },
    {
      name: 'neither apt nor dnf',
      record: checking,
      step: answered(checking, { platform: 'alpine-3.20' }, { result: 'refused' }),
      expected: 'skipped UNKNOWN_PLATFORM',
    },
    {
      name: 'not sent, agent offline',
      record: recordOf('checking', { step: { action: 'check', id: 'x', at: NOW }, attempts: 1 }),
      host: offline,
      expected: 'checking check-1',
    },
    {
      name: 'not sent, agent offline for three minutes',
      record: recordOf('checking', {
        step: { action: 'check', id: 'x', at: NOW },
        attempts: 1,
        away: late(3),
      }),
      host: offline,
      expected: 'skipped NO_AGENT',
    },
    {
      name: 'not sent, and SSM has never heard of it',
      record: recordOf('checking', { step: { action: 'check', id: 'x', at: NOW }, attempts: 1 }),
      host: { agent: { isKnown: false, isOnline: false, platform: '' } },
      expected: 'skipped NO_AGENT',
    },
    {
      name: 'not sent for long',
      record: recordOf('checking', { step: { action: 'check', id: 'x', at: late(30) }, attempts: 1 }),
      expected: 'skipped NOT_ASKED',
    },
    {
      name: 'not serving yet',
      record: recordOf('checking'),
      host: { isServing: false },
      expected: 'checking',
    },
    { name: 'serving by now', record: recordOf('checking', { away: late(2) }), expected: 'checking check-1' },
    {
      name: 'not well, in a fleet that shows it nowhere else',
      record: checking,
      fleet: { targetGroups: [] },
      step: answered(checking, { isHealthy: false }),
      expected: 'skipped NOT_SERVING',
    },
    {
      name: 'half patched, and not well',
      record: checking,
      fleet: { targetGroups: [] },
      step: answered(checking, { isHealthy: false }, { packages: 'broken' }),
      expected: 'waiting',
    },
    { name: 'it went', record: { ...checking, missing: late(3) }, host: 'none', expected: 'gone' },
    {
      name: 'it is there again',
      record: recordOf('gone', { begun: undefined, out: undefined }),
      expected: 'checking check-1',
    },
  ])('$name → $expected', (row) => {
    expect(ended(row)).toBe(row.expected);
  });
});

describe('waiting', () => {
  const waiting = recordOf('waiting');
  it.each<Row>([
    { name: 'ready', record: waiting, expected: 'same' },
    { name: 'away', record: waiting, host: OUT, expected: 'waiting' },
    {
      name: 'away for long',
      record: { ...waiting, away: late(60) },
      host: OUT,
      expected: 'skipped NOT_SERVING',
    },
    {
      name: 'offline for long',
      record: { ...waiting, away: late(60) },
      host: offline,
      expected: 'skipped NO_AGENT',
    },
    { name: 'back', record: { ...waiting, away: late(5) }, expected: 'waiting' },
    {
      name: 'excluded by now',
      record: waiting,
      host: { tags: { 'auto-update-hold': 'on' } },
      expected: 'skipped EXCLUDED',
    },
    {
      name: 'other tasks',
      record: waiting,
      fleet: { ...ECS, nonServiceTasks: 'skip' },
      host: { tasks: { ofServices: 1, others: 1 } },
      expected: 'skipped OTHER_TASKS',
    },
    {
      name: 'other tasks are waited for',
      record: waiting,
      fleet: ECS,
      host: { tasks: { ofServices: 1, others: 1 } },
      expected: 'same',
    },
    { name: 'it went', record: { ...waiting, missing: late(3) }, host: 'none', expected: 'gone' },
  ])('$name → $expected', (row) => {
    expect(ended(row)).toBe(row.expected);
  });
});

describe('taking-out', () => {
  const record = recordOf('taking-out');
  const old = recordOf('taking-out', { since: late(30) });
  it.each<Row>([
    { name: 'in still', record, expected: 'same' },
    { name: 'leaving', record, host: { ...OUT, service: 'leaving' }, expected: 'same' },
    { name: 'out', record, host: OUT, expected: 'patching patch-1' },
    { name: 'out of some target groups', record, host: { ...OUT, isPartly: true }, expected: 'same' },
    { name: 'tasks not counted', record, fleet: ECS, host: OUT, expected: 'same' },
    {
      name: 'tasks left',
      record,
      fleet: ECS,
      host: { ...OUT, tasks: { ofServices: 0, others: 1 } },
      expected: 'same',
    },
    { name: 'no tasks', record, fleet: ECS, host: { ...OUT, tasks: EMPTY }, expected: 'patching patch-1' },
    {
      name: 'tasks that the policy skips',
      record,
      fleet: { ...ECS, nonServiceTasks: 'skip' },
      host: { ...OUT, service: 'leaving', tasks: { ofServices: 0, others: 1 } },
      expected: 'restoring OTHER_TASKS',
    },
    {
      name: 'for too long',
      record: old,
      host: { ...OUT, service: 'leaving' },
      expected: 'restoring DRAIN_TIMEOUT',
    },
    { name: 'it is not shown for a moment', record, host: 'none', expected: 'taking-out' },
    {
      name: 'it went, as it had been',
      record: { ...record, missing: late(3) },
      host: 'none',
      expected: 'gone',
    },
    { name: 'it is shown again', record: { ...record, missing: late(1) }, expected: 'taking-out' },
    {
      name: 'it went, and is there again',
      record: { ...recordOf('gone'), begun: NOW },
      host: OUT,
      expected: 'restoring',
    },
  ])('$name → $expected', (row) => {
    expect(ended(row)).toBe(row.expected);
  });
});

describe('patching', () => {
  const record = recordOf('patching', sent('patch', 'patching'));
  const changed = { digest: 'new', updates: 0 };
  const refused = (minutes: number, more: Partial<Step> = {}): HostRecord => {
    const step = { action: 'patch', id: 'x', at: late(minutes), refused: 'AccessDenied', ...more } as const;
    return recordOf('patching', { step, attempts: 1 });
  };
  it.each<Row>([
    { name: 'done, no reboot', record, host: OUT, step: answered(record, changed), expected: 'bringing-in' },
    {
      name: 'done, a reboot',
      record,
      host: OUT,
      step: answered(record, { ...changed, needsReboot: true }),
      expected: 'rebooting reboot-1',
    },
    {
      name: 'a reboot always',
      record,
      policy: { reboot: 'always' },
      host: OUT,
      step: answered(record, changed),
      expected: 'rebooting reboot-1',
    },
    {
      name: 'a reboot never',
      record,
      policy: { reboot: 'never' },
      host: OUT,
      step: answered(record, { ...changed, needsReboot: true }),
      expected: 'bringing-in',
    },
    {
      name: 'done, not well',
      record,
      host: OUT,
      step: answered(record, { ...changed, isHealthy: false }),
      expected: 'verifying health-1',
    },
    {
      name: 'nothing to do by now, and nothing has changed',
      record,
      host: OUT,
      step: answered(record, { updates: 0 }, { result: 'nothing', packages: 'unchanged' }),
      expected: 'restoring NOTHING_LEFT',
    },
    {
      name: 'nothing to do by now, as others have done it',
      record,
      host: OUT,
      step: answered(record, changed, { result: 'nothing', packages: 'unchanged' }),
      expected: 'bringing-in',
    },
    {
      name: 'nothing to do, as it says, and updates are left',
      record,
      host: OUT,
      step: answered(record, {}, { result: 'nothing', packages: 'unchanged' }),
      expected: 'restoring NOT_CHANGED',
    },
    {
      name: 'nothing has changed',
      record,
      host: OUT,
      step: answered(record, {}, { packages: 'unchanged' }),
      expected: 'restoring NOT_CHANGED',
    },
    {
      name: 'nothing has changed, and it cannot tell what is left',
      record,
      host: OUT,
      step: answered(record, { updates: -1 }, { result: 'nothing', packages: 'unchanged' }),
      expected: 'restoring NOTHING_LEFT',
    },
    {
      name: 'there was nothing but a reboot to do',
      record: { ...record, before: report({ updates: 0, needsReboot: true }) },
      host: OUT,
      step: answered(record, { updates: 1, needsReboot: true }, { result: 'nothing' }),
      expected: 'rebooting reboot-1',
    },
    {
      name: 'some have changed, and some are kept back',
      record,
      host: OUT,
      step: answered(record, { ...changed, updates: 1 }),
      expected: 'bringing-in',
    },
    {
      name: 'failed, as it was',
      record,
      host: OUT,
      step: answered(record, {}, { result: 'failed', packages: 'unchanged' }),
      expected: 'restoring PATCH_FAILED',
    },
    {
      name: 'refused: asked again',
      record,
      host: OUT,
      step: answered(record, {}, { result: 'refused', packages: 'unchanged' }),
      expected: 'patching patch-2',
    },
    {
      name: 'refused three times',
      record: thirdOf(record),
      host: OUT,
      step: answered(record, {}, { result: 'refused', packages: 'unchanged' }),
      expected: 'restoring PATCH_FAILED',
    },
    {
      name: 'refused, in an abort',
      record,
      host: OUT,
      run: { isAborting: true },
      step: answered(record, {}, { result: 'refused', packages: 'unchanged' }),
      expected: 'restoring PATCH_FAILED',
    },
    {
      name: 'refused, changed',
      record,
      host: OUT,
      step: answered(record, changed, { result: 'refused' }),
      expected: 'failed PATCH_FAILED',
    },
    { name: 'SSM refuses it', record: refused(14), host: OUT, expected: 'patching patch-1' },
    {
      name: 'SSM refuses it for long: it is as it was',
      record: refused(15),
      host: OUT,
      expected: 'restoring NO_ANSWER',
    },
    {
      name: 'SSM refuses it for long, and may have had it',
      record: refused(15, { mayRun: true }),
      host: OUT,
      expected: 'patching patch-1',
    },
    {
      name: 'SSM says nothing for long, and may have had it',
      record: refused(70, { mayRun: true, refused: undefined }),
      host: OUT,
      expected: 'failed NO_ANSWER',
    },
    {
      name: 'failed, half',
      record,
      host: OUT,
      step: answered(record, changed, { result: 'failed', packages: 'broken' }),
      expected: 'failed PATCH_FAILED',
    },
    {
      name: 'failed, changed',
      record,
      host: OUT,
      step: answered(record, changed, { result: 'failed' }),
      expected: 'failed PATCH_FAILED',
    },
    {
      name: 'running: asked the same',
      record,
      host: OUT,
      step: answered(record, {}, { result: 'running' }),
      expected: 'patching patch-1',
    },
    { name: 'lost: asked the same', record, host: OUT, step: LOST, expected: 'patching patch-2' },
    {
      name: 'lost three times',
      record: thirdOf(record),
      host: OUT,
      step: LOST,
      expected: 'failed NO_ANSWER',
    },
    {
      name: 'no answer yet',
      record: recordOf('patching', sent('patch', 'patching', late(69))),
      host: OUT,
      step: PENDING,
      expected: 'same',
    },
    {
      name: 'hangs',
      record: recordOf('patching', sent('patch', 'patching', late(70))),
      host: OUT,
      step: PENDING,
      expected: 'failed NO_ANSWER',
    },
    { name: 'it went', record: { ...record, missing: late(3) }, host: 'none', expected: 'gone GONE' },
  ])('$name → $expected', (row) => {
    expect(ended(row)).toBe(row.expected);
  });

  it('a lost patch is sent with the id that it had, or a second would run beside it', () => {
    const next = advance(record, hostOf({ id: 'h01', ...OUT }), momentOf({ h01: LOST }));
    expect(next.step).toEqual({ ...record.step, command: undefined, at: NOW, mayRun: true });
  });

  it.each<Given>([
    { name: 'for the first time', step: { at: NOW }, mayRun: undefined, tried: undefined },
    { name: 'after a refusal', step: { refused: 'no' }, mayRun: undefined, tried: NOW },
    { name: 'after a tick that did not say', step: {}, mayRun: true, tried: undefined },
    { name: 'after a refusal and such a tick', step: { tried: late(1) }, mayRun: true, tried: late(1) },
    { name: 'which it may have had before', step: { refused: 'no', mayRun: true }, mayRun: true, tried: NOW },
  ])('given to SSM $name', ({ step, mayRun, tried }) => {
    const given = recordOf('patching', {
      step: { action: 'patch', id: 'x', at: late(1), ...step },
      attempts: 1,
    });
    const next = advance(given, hostOf({ id: 'h01', ...OUT }), momentOf({}));
    expect(next.step).toMatchObject({ id: 'x' });
    expect(next.step).toEqual({ ...given.step, refused: undefined, mayRun, tried });
    expect(advance(next, hostOf({ id: 'h01', ...OUT }), momentOf({}))).toBe(next);
  });

  it('what SSM said is told', () => {
    const next = advance(refused(15), hostOf({ id: 'h01', ...OUT }), momentOf({}));
    expect(next.failure?.text).toContain('AccessDenied');
  });
});

describe('rebooting and verifying', () => {
  const after = report({ digest: 'new', updates: 0 });
  const rebooting = recordOf('rebooting', {
    after,
    reboot: { at: late(1), boot: 'boot-1' },
    ...sent('reboot', 'rebooting'),
  });
  const reboot = { at: late(1), boot: 'boot-1' };
  const verifying = recordOf('verifying', { after, reboot, ...sent('health', 'verifying') });
  const back = { digest: 'new', boot: 'boot-2', updates: 0 };
  const old = { ...verifying, since: late(15) };
  it.each<Row>([
    {
      name: 'the reboot is sent',
      record: rebooting,
      host: OUT,
      step: PENDING,
      expected: 'verifying health-1',
    },
    {
      name: 'back and well',
      record: verifying,
      host: OUT,
      step: answered(verifying, back),
      expected: 'bringing-in',
    },
    {
      name: 'back, well and as it was before',
      record: verifying,
      host: OUT,
      step: answered(verifying, { boot: 'boot-2' }),
      expected: 'restoring NOT_CHANGED',
    },
    {
      name: 'back and well, and some are kept back',
      record: verifying,
      host: OUT,
      step: answered(verifying, { ...back, updates: 1 }),
      expected: 'bringing-in',
    },
    {
      name: 'the same boot',
      record: verifying,
      host: OUT,
      step: answered(verifying, { ...back, boot: 'boot-1' }),
      expected: 'verifying health-2',
    },
    {
      name: 'the same boot after five minutes',
      record: { ...verifying, reboot: { ...reboot, at: late(5) } },
      host: OUT,
      step: answered(verifying, { ...back, boot: 'boot-1' }),
      expected: 'verifying reboot-2',
    },
    {
      name: 'not well',
      record: verifying,
      host: OUT,
      step: answered(verifying, { ...back, isHealthy: false }),
      expected: 'verifying health-2',
    },
    {
      name: 'needs another',
      record: verifying,
      host: OUT,
      step: answered(verifying, { ...back, needsReboot: true }),
      expected: 'verifying health-2',
    },
    { name: 'no answer yet', record: verifying, host: OUT, step: PENDING, expected: 'same' },
    { name: 'lost', record: verifying, host: OUT, step: LOST, expected: 'verifying health-2' },
    { name: 'away for too long', record: old, host: OUT, step: PENDING, expected: 'failed REBOOT_TIMEOUT' },
    {
      name: 'did not reboot',
      record: old,
      host: OUT,
      step: answered(verifying, { ...back, boot: 'boot-1' }),
      expected: 'failed NOT_REBOOTED',
    },
    {
      name: 'not well for too long',
      record: old,
      host: OUT,
      step: answered(verifying, { ...back, isHealthy: false }),
      expected: 'failed UNHEALTHY',
    },
    {
      name: 'needs another still',
      record: old,
      host: OUT,
      step: answered(verifying, { ...back, needsReboot: true }),
      expected: 'failed UNHEALTHY',
    },
    {
      name: 'well at the last moment',
      record: old,
      host: OUT,
      step: answered(verifying, back),
      expected: 'bringing-in',
    },
    {
      name: 'no reboot was due, no answer',
      record: { ...old, reboot: undefined },
      host: OUT,
      step: PENDING,
      expected: 'failed NO_ANSWER',
    },
    {
      name: 'the reboot could not be sent',
      record: recordOf('rebooting', {
        since: late(15),
        step: { action: 'reboot', id: 'x', at: late(15) },
        attempts: 1,
        reboot,
      }),
      host: OUT,
      expected: 'failed REBOOT_TIMEOUT',
    },
    { name: 'it went', record: { ...verifying, missing: late(3) }, host: 'none', expected: 'gone GONE' },
  ])('$name → $expected', (row) => {
    expect(ended(row)).toBe(row.expected);
  });
});

describe('bringing-in and soaking', () => {
  const after = report({ digest: 'new', updates: 0 });
  const bringing = recordOf('bringing-in', { after });
  const soaking = recordOf('soaking', { after, in: late(1) });
  const asked = recordOf('soaking', { after, since: late(5), in: late(5), ...sent('health', 'soaking') });
  const failure = { code: 'UNHEALTHY_IN_SOAK', text: 'ill', at: late(1) } as const;
  it.each<Row>([
    { name: 'out still', record: bringing, host: OUT, expected: 'same' },
    { name: 'in, not serving yet', record: bringing, host: { isServing: false }, expected: 'same' },
    { name: 'serves', record: bringing, expected: 'soaking' },
    { name: 'without a soak', record: bringing, policy: { soakMinutes: 0 }, expected: 'done' },
    {
      name: 'never comes in',
      record: recordOf('bringing-in', { since: late(15) }),
      host: OUT,
      expected: 'failed IN_TIMEOUT',
    },
    {
      name: 'in, but never serves: out again',
      record: recordOf('bringing-in', { since: late(15) }),
      host: { isServing: false },
      expected: 'bringing-in IN_TIMEOUT',
    },
    { name: 'soaks', record: soaking, expected: 'same' },
    { name: 'a minute before the end', record: { ...soaking, since: late(4) }, expected: 'soaking health-1' },
    { name: 'well at the end', record: asked, step: answered(asked, { digest: 'new' }), expected: 'done' },
    {
      name: 'well before the end',
      record: { ...asked, since: late(4) },
      step: answered(asked, { digest: 'new' }),
      expected: 'soaking',
    },
    {
      name: 'not well: out again',
      record: asked,
      step: answered(asked, { isHealthy: false }),
      expected: 'soaking UNHEALTHY_IN_SOAK',
    },
    {
      name: 'does not serve for one look',
      record: soaking,
      host: { isServing: false },
      expected: 'soaking',
    },
    {
      name: 'does not serve at the end of its soak',
      record: { ...asked, away: late(2) },
      step: answered(asked, { digest: 'new' }),
      host: { isServing: false },
      expected: 'same',
    },
    {
      name: 'serves again at the end of its soak',
      record: { ...asked, away: late(2) },
      step: answered(asked, { digest: 'new', updates: 0 }),
      expected: 'done',
    },
    {
      name: 'does not serve for three minutes: out again',
      record: { ...soaking, away: late(3) },
      host: { isServing: false },
      expected: 'soaking UNHEALTHY_IN_SOAK',
    },
    {
      name: 'out again by now',
      record: { ...soaking, failure, in: undefined },
      host: OUT,
      expected: 'failed UNHEALTHY_IN_SOAK',
    },
    { name: 'taken out by others', record: soaking, host: OUT, expected: 'failed UNHEALTHY_IN_SOAK' },
    { name: 'does not say how it is', record: thirdOf(asked), step: LOST, expected: 'soaking NO_ANSWER' },
    { name: 'an abort', record: soaking, run: { isAborting: true }, expected: 'done' },
    {
      name: 'nothing to be taken out of',
      record: recordOf('soaking', { out: undefined, away: late(3) }),
      fleet: { targetGroups: [] },
      host: { isServing: false },
      expected: 'failed UNHEALTHY_IN_SOAK',
    },
    { name: 'it went', record: { ...soaking, missing: late(3) }, host: 'none', expected: 'gone GONE' },
  ])('$name → $expected', (row) => {
    expect(ended(row)).toBe(row.expected);
  });
});

describe('restoring, and what has ended', () => {
  const failure = { code: 'DRAIN_TIMEOUT', text: 'so', at: late(1) } as const;
  const restoring = recordOf('restoring', { failure });
  it.each<Row>([
    { name: 'in', record: restoring, expected: 'failed DRAIN_TIMEOUT' },
    { name: 'in, but maybe not any more', record: { ...restoring, since: NOW }, expected: 'same' },
    { name: 'out still', record: restoring, host: OUT, expected: 'same' },
    {
      name: 'out for too long',
      record: { ...restoring, since: late(15) },
      host: OUT,
      expected: 'failed IN_TIMEOUT',
    },
    { name: 'left in', record: recordOf('restoring'), expected: 'waiting' },
    {
      name: 'aborted',
      record: recordOf('restoring'),
      run: { isAborting: true },
      expected: 'skipped ABORTED',
    },
    {
      name: 'aborted, patched',
      record: recordOf('restoring', { after: report({ digest: 'new' }) }),
      run: { isAborting: true },
      expected: 'done',
    },
    {
      name: 'aborted, a reboot left',
      record: recordOf('restoring', { after: report({ digest: 'new', needsReboot: true }) }),
      run: { isAborting: true },
      expected: 'skipped ABORTED',
    },
    { name: 'done', record: recordOf('done'), expected: 'same' },
    { name: 'done and gone', record: recordOf('done'), host: 'none', expected: 'same' },
    {
      name: 'gone and back',
      record: recordOf('gone', { failure: { ...failure, code: 'GONE' } }),
      expected: 'failed GONE',
    },
    { name: 'failed', record: recordOf('failed', { failure }), host: OUT, expected: 'same' },
  ])('$name → $expected', (row) => {
    expect(ended(row)).toBe(row.expected);
  });
});

describe('what AWS said is told', () => {
  const said = 'AccessDenied: not authorized';
  const refusedIn = (phase: HostRecord['phase']) => ({ refused: { phase, reason: said } });
  const step = { action: 'reboot', id: 'x', at: late(15), refused: said } as const;
  const since = late(15);
  it.each<Row & { readonly isTold: boolean }>([
    {
      name: 'to taking it out',
      record: recordOf('taking-out', { since: late(30), ...refusedIn('taking-out') }),
      expected: 'restoring DRAIN_TIMEOUT',
      isTold: true,
    },
    {
      name: 'to something before',
      record: recordOf('taking-out', { since: late(30), ...refusedIn('bringing-in') }),
      expected: 'restoring DRAIN_TIMEOUT',
      isTold: false,
    },
    {
      name: 'to bringing it in',
      record: recordOf('bringing-in', { since, ...refusedIn('bringing-in') }),
      host: OUT,
      expected: 'failed IN_TIMEOUT',
      isTold: true,
    },
    {
      name: 'to bringing it in as it was',
      record: recordOf('restoring', { since, ...refusedIn('restoring') }),
      host: OUT,
      expected: 'failed IN_TIMEOUT',
      isTold: true,
    },
    {
      name: 'to its reboot',
      record: recordOf('rebooting', { since, step, attempts: 1 }),
      host: OUT,
      expected: 'failed REBOOT_TIMEOUT',
      isTold: true,
    },
    {
      name: 'to asking how it is',
      record: recordOf('verifying', { since, step: { ...step, action: 'health' }, attempts: 1 }),
      host: OUT,
      expected: 'failed NO_ANSWER',
      isTold: true,
    },
  ])('$name', ({ isTold, ...row }) => {
    expect(ended(row)).toBe(row.expected);
    const next = advance(row.record, hostOf({ id: 'h01', ...(row.host as Partial<Host>) }), momentOf({}));
    expect(next.failure?.text.includes(said)).toBe(isTold);
    expect(next.refused).toBeUndefined();
  });
});

describe('its release', () => {
  const updated = NOW - 9 * 86_400_000;
  it.each([
    { name: 'nothing left', after: { digest: 'new', updates: 0 }, expected: NOW },
    { name: 'it cannot tell', after: { digest: 'new', updates: -1 }, expected: NOW },
    { name: 'some are kept back', after: { digest: 'new', updates: 1 }, expected: updated },
  ])('$name', ({ after, expected }) => {
    const record = recordOf('soaking', { updated, after: report(after), in: late(1) });
    const moment = momentOf({});
    const next = advance(record, hostOf({ id: 'h01' }), {
      ...moment,
      run: { ...moment.run, isAborting: true },
    });
    expect(next).toMatchObject({ phase: 'done', updated: expected });
  });
});

describe('a host that has lost the tags of its fleet', () => {
  const STRANGER = { isStranger: true } as const;
  const patching = recordOf('patching');
  const soaking = recordOf('soaking', { in: NOW });
  it.each<Row>([
    {
      name: 'while it is emptied',
      record: recordOf('taking-out'),
      host: { ...OUT, ...STRANGER },
      expected: 'restoring EXCLUDED',
    },
    {
      name: 'before its patch',
      record: { ...patching, step: { action: 'patch', id: 'p', at: NOW } },
      host: { ...OUT, ...STRANGER },
      expected: 'restoring EXCLUDED',
    },
    {
      name: 'in its patch',
      record: recordOf('patching', sent('patch', 'patching')),
      host: { ...OUT, ...STRANGER },
      step: PENDING,
      expected: 'same',
    },
    {
      name: 'before its reboot',
      record: recordOf('rebooting'),
      host: { ...OUT, ...STRANGER },
      expected: 'restoring NO_ANSWER',
    },
    { name: 'in its soak', record: soaking, host: STRANGER, expected: 'same' },
    {
      name: 'at the end of its soak',
      record: { ...soaking, since: late(5) },
      host: STRANGER,
      policy: { soakMinutes: 5 },
      expected: 'done',
    },
  ])('$name → $expected', (row) => {
    expect(ended(row)).toBe(row.expected);
  });
});
