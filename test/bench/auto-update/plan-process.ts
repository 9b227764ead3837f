// A process of its own: `prepare COUNT FILE` writes what a tick in the middle of a run of so many hosts decides from, and `plan FILE` decides it
// once, as a Lambda that has just started does. It prints a {@link Planned}.
import { readFileSync, writeFileSync } from 'node:fs';
import { configSchema, fleetsOf, type HostFleet } from '../../../lambdas/auto-update/src/config.ts';
import type { HostReport } from '../../../lambdas/auto-update/src/host-report.ts';
import type { HostPlanInput } from '../../../lambdas/auto-update/src/plan-types.ts';
import { planHosts } from '../../../lambdas/auto-update/src/plan.ts';
import { EMPTY_STATE } from '../../../lambdas/auto-update/src/state.ts';
import type { HostRecord } from '../../../lambdas/auto-update/src/host-record.ts';
import type { Step } from '../../../lambdas/auto-update/src/step.ts';
import type { Host, StepOutcome } from '../../../lambdas/auto-update/src/view.ts';

export interface Planned {
  readonly milliseconds: number;
  /** Hosts in each phase, once it has been decided. */
  readonly phases: Readonly<Record<string, number>>;
}

const BEGIN = Date.parse('2026-11-22T02:30:00.000Z');
const MINUTE = 60_000;
/** Of the checks, at most 1,000 a tick, and of the first hosts. */
const MOST_TICKS = 60;

const [what, first = '', file = first] = process.argv.slice(2);
if (what === 'prepare') writeFileSync(file, JSON.stringify(inMidRun(Number(first))));
else process.stdout.write(JSON.stringify(planned(JSON.parse(readFileSync(file, 'utf8')) as HostPlanInput)));

function planned(input: HostPlanInput): Planned {
  const start = performance.now();
  const { records } = planHosts(input);
  const milliseconds = performance.now() - start;
  const phases: Record<string, number> = {};
  for (const { phase } of Object.values({ ...input.records, ...byId(records) }))
    phases[phase] = (phases[phase] ?? 0) + 1;
  return { milliseconds, phases };
}

/** Ticks until 5 % of the hosts are being patched and all others wait; their answers come with the tick that is measured. */
function inMidRun(count: number): HostPlanInput {
  const fleet = webFleet();
  const hosts = Array.from({ length: count }, (_, index) => hostOf(index));
  const input: HostPlanInput = {
    environment: 'prod',
    fleet,
    following: fleet,
    state: EMPTY_STATE,
    control: { format: 1 },
    gates: { alarms: [], unreadable: [] },
    releases: { kind: 'newest' },
    records: {},
    view: { at: BEGIN, hosts, steps: {} },
    now: BEGIN,
  };
  for (let tick = 1; tick <= MOST_TICKS; tick += 1) {
    const { state, records } = planHosts(input);
    const sent = Object.values({ ...input.records, ...byId(records) }).map(withCommand);
    const now = BEGIN + tick * MINUTE;
    const steps = Object.fromEntries(
      sent.flatMap(({ id, step }) => (step === undefined ? [] : [[id, answerTo(step, id)]])),
    );
    Object.assign(input, { state, records: byId(sent), now, view: { at: now, hosts, steps } });
    const isChecked = sent.length === count && sent.every(({ phase }) => phase !== 'checking');
    if (isChecked && sent.some(({ phase }) => phase === 'patching')) return input;
  }
  throw new Error('no host has been begun with');
}

function webFleet(): HostFleet {
  const config = configSchema.parse({
    environment: 'prod',
    table: 'update',
    document: 'update',
    policy: {
      windows: [{ hours: '02:00-05:00', timezone: 'Europe/Berlin' }, { hours: '00:00-23:00' }],
      maxUnavailable: '5%',
      canary: { hosts: 0, soakMinutes: 0 },
    },
    fleets: { web: { mode: 'in-place', tags: { role: 'web' } } },
  });
  const [fleet] = fleetsOf(config);
  if (fleet === undefined || fleet.mode === 'refresh') throw new Error('there is no fleet');
  return fleet;
}

function hostOf(index: number): Host {
  return {
    id: `i-${index.toString(16).padStart(17, '0')}`,
    name: `web-${index}`,
    zone: `eu-central-1${'abc'[index % 3] ?? 'a'}`,
    architecture: 'x86_64',
    image: 'ami-00000000000000001',
    launched: BEGIN - 30 * 24 * 60 * MINUTE,
    tags: { role: 'web' },
    isServing: true,
    service: 'in',
    agent: { isOnline: true, isKnown: true, platform: 'Debian GNU/Linux' },
  };
}

function withCommand(record: HostRecord): HostRecord {
  const { step } = record;
  return step === undefined ? record : { ...record, step: { ...step, command: 'command' } };
}

function answerTo({ id, action }: Step, host: string): StepOutcome {
  const isPatched = action !== 'check';
  const isNew = action === 'health';
  const report: HostReport = {
    boot: `00000000-0000-4000-8000-00000000000${isNew ? 2 : 1}`,
    kernel: '6.1.0-28-amd64',
    platform: 'debian-12',
    architecture: 'x86_64',
    updates: isPatched ? 0 : 12,
    security: isPatched ? 0 : 3,
    needsReboot: isPatched && !isNew,
    digest: `${host.slice(-15)}${isPatched ? 1 : 0}`,
    pin: 'none',
    isHealthy: true,
    problems: [],
    packages: Array.from({ length: 10 }, (_, index) => ({
      name: `package-${index}`,
      from: '1.0-1',
      to: '1.0-2',
    })),
    morePackages: 2,
  };
  const packages = action === 'patch' ? 'changed' : 'unchanged';
  return { kind: 'answered', result: { step: id, result: 'ok', packages, report } };
}

function byId(records: readonly HostRecord[]): Readonly<Record<string, HostRecord>> {
  return Object.fromEntries(records.map((record) => [record.id, record]));
}
