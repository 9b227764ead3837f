import { type Policy, policyOf } from '../../src/config/policy.ts';
import type { HostFleet } from '../../src/config.ts';
import type { HostReport, StepResult } from '../../src/host-report.ts';
import type { HostPlan, HostPlanInput } from '../../src/plan-types.ts';
import { EMPTY_STATE, type Run } from '../../src/state.ts';
import type { HostRecord, Phase } from '../../src/host-record.ts';
import type { FleetView, Gates, Host, StepOutcome } from '../../src/view.ts';
import { fleetOf } from './fleets.ts';
import { hostOf } from './hosts.ts';

export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;
/** A Sunday, in the default window. */
export const NOW: number = Date.parse('2026-11-22T02:00:00Z');
export const RUN_ID = 'web-20261122T020000Z';
export const OPEN: Gates = { alarms: [], unreadable: [] };
const ALWAYS = [{ hours: '00:00-23:59', timezone: 'UTC' }];

/** A fleet behind a target group, without a canary and with an open window. */
export function fleet(policy: Partial<Policy> = {}, more: Readonly<Record<string, unknown>> = {}): HostFleet {
  const written = more['mode'] === 'ecs' ? { cluster: 'prod' } : { targetGroups: [GROUP] };
  const parsed = fleetOf({ ...written, ...more });
  const canary = { hosts: 0, soakMinutes: 0 };
  return { ...parsed, policy: { ...policyOf(), windows: ALWAYS, canary, graceMinutes: 0, ...policy } };
}
const GROUP = 'arn:aws:elasticloadbalancing:eu-central-1:111111111111:targetgroup/web/1';

/** So many hosts `h01`…, in zones in turn. */
export function hosts(count: number, zones = 1, more: Partial<Host> = {}): readonly Host[] {
  return Array.from({ length: count }, (_, at) =>
    hostOf({ id: `h${String(at + 1).padStart(2, '0')}`, zone: `zone-${at % zones}`, ...more }),
  );
}

export function runOf(following: HostFleet, more: Partial<Run> = {}): Run {
  const release = { id: RUN_ID, pins: {} };
  return {
    id: RUN_ID,
    began: NOW - HOUR,
    cause: 'schedule',
    fleet: following,
    size: 10,
    release,
    canaries: [],
    ...more,
  };
}

export function recordOf(phase: Phase, more: Partial<HostRecord> = {}): HostRecord {
  const id = more.id ?? 'h01';
  const begun = ['checking', 'waiting', 'skipped'].includes(phase)
    ? {}
    : { begun: NOW - 600_000, out: { at: NOW - 600_000, was: 'in' as const } };
  return {
    id,
    run: RUN_ID,
    phase,
    since: NOW - MINUTE,
    attempts: 0,
    zone: 'zone-0',
    ...begun,
    ...(phase === 'checking' ? {} : { before: report() }),
    ...more,
  };
}

export function report(more: Partial<HostReport> = {}): HostReport {
  return {
    boot: 'boot-1',
    kernel: '6.1.0-1',
    platform: 'debian-12',
    architecture: 'x86_64',
    updates: 2,
    security: 2,
    needsReboot: false,
    digest: 'old',
    pin: 'none',
    isHealthy: true,
    problems: [],
    packages: [],
    morePackages: 0,
    ...more,
  };
}

/** A host's answer to the step of a record. */
export function answered(
  record: HostRecord,
  more: Partial<HostReport> = {},
  result: Partial<Omit<StepResult, 'report'>> = {},
): StepOutcome {
  const step = record.step?.id ?? '';
  return {
    kind: 'answered',
    result: { step, result: 'ok', packages: 'changed', ...result, report: report(more) },
  };
}

/** A step that SSM has had. */
export function sent(
  action: 'check' | 'patch' | 'reboot' | 'health',
  phase: Phase,
  at: number = NOW - MINUTE,
): Pick<HostRecord, 'step' | 'attempts'> {
  return { step: { action, id: `${RUN_ID}-${phase}-1`, at, command: 'c-1' }, attempts: 1 };
}

export interface Scene {
  readonly following?: HostFleet | undefined;
  readonly hosts?: readonly Host[] | undefined;
  readonly records?: readonly HostRecord[] | undefined;
  readonly steps?: FleetView['steps'] | undefined;
  /** Absent: a run under way. */
  readonly run?: Run | 'none' | undefined;
  readonly more?: Partial<HostPlanInput> | undefined;
}

export function inputOf({
  following = fleet(),
  hosts: present = hosts(10),
  records = [],
  steps = {},
  run,
  more = {},
}: Scene): HostPlanInput {
  const state = run === 'none' ? EMPTY_STATE : { ...EMPTY_STATE, run: run ?? runOf(following) };
  const now = more.now ?? NOW;
  return {
    environment: 'dev',
    fleet: following,
    following,
    state,
    control: { format: 1 },
    gates: OPEN,
    releases: { kind: 'newest' },
    now,
    view: { at: now, hosts: present, steps },
    records: Object.fromEntries(records.map((record) => [record.id, record])),
    ...more,
  };
}

/** What the next tick has, where nothing has happened since. */
export function afterwards(input: HostPlanInput, plan: HostPlan): HostPlanInput {
  const written = Object.fromEntries(plan.records.map((record) => [record.id, record]));
  return throughTable({ ...input, state: plan.state, records: { ...input.records, ...written } });
}

/** The table keeps JSON alone. */
export function throughTable<Value>(value: Value): Value {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what has no dates or functions is itself again
  return JSON.parse(JSON.stringify(value)) as Value;
}
