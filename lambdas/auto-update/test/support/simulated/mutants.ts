import type { Policy } from '../../../src/config/policy.ts';
import type { HostPlan, HostPlanInput } from '../../../src/plan-types.ts';
import type { HostReport } from '../../../src/host-report.ts';
import type { HostRecord } from '../../../src/host-record.ts';
import type { FleetView } from '../../../src/view.ts';
import type { Plan } from './hook.ts';
import type { Mutant } from './simulate.ts';

export interface NamedMutant {
  /** What it does: the judge finds out that it … */
  readonly name: string;
  readonly mutant: Mutant;
  /** What the judge has to say of it. */
  readonly finds: RegExp;
  /** A seed in which it shows, to begin with. Default 1. */
  readonly from?: number | undefined;
}

/** Updaters that are wrong, each in one way. */
export const MUTANTS: readonly NamedMutant[] = [
  {
    name: 'goes below the floor',
    mutant: { plan: withPolicy({ minHealthy: 0, maxUnavailable: '100%' }) },
    finds: /serve, which is less than/,
  },
  {
    name: 'takes out more than it may',
    mutant: { plan: withPolicy({ maxUnavailable: '100%' }) },
    finds: /are out or on their way/,
  },
  {
    name: 'takes the last host of a zone',
    mutant: { look: (view) => ({ ...view, hosts: view.hosts.map((host) => ({ ...host, zone: host.id })) }) },
    from: 81,
    finds: /none serves in/,
  },
  {
    name: 'writes though others have the fleet',
    mutant: { hasNoFence: true },
    from: 62,
    finds: /has been taken/,
  },
  {
    name: 'lets no canary go first',
    mutant: { plan: withPolicy({ canary: { hosts: 0, soakMinutes: 0 } }) },
    finds: /no canary/,
  },
  {
    name: 'does not wait for what the canary shows',
    mutant: {
      plan: (plan, input) =>
        plan(withRunPolicy(input, ({ canary }) => ({ canary: { ...canary, soakMinutes: 0 } }))),
    },
    finds: /well for long enough/,
  },
  {
    name: 'begins outside of windows',
    mutant: {
      plan: withPolicy({
        windows: [
          { hours: '00:00-12:00', timezone: 'UTC' },
          { hours: '12:00-00:00', timezone: 'UTC' },
        ],
      }),
    },
    from: 120,
    finds: /no window is open/,
  },
  {
    name: 'does not pause',
    mutant: { plan: changed((input) => ({ ...input, control: { ...input.control, paused: undefined } })) },
    from: 201,
    finds: /it is paused/,
  },
  {
    name: 'does not freeze',
    mutant: { plan: changed((input) => ({ ...input, gates: { ...input.gates, frozen: undefined } })) },
    from: 167,
    finds: /it is frozen/,
  },
  {
    name: 'goes on while alarms fire',
    mutant: { plan: changed((input) => ({ ...input, gates: { ...input.gates, alarms: [] } })) },
    from: 59,
    finds: /an alarm fires/,
  },
  {
    name: 'leaves nobody alone',
    mutant: {
      look: (view) => ({ ...view, hosts: view.hosts.map((host) => ({ ...host, tags: {}, launched: 0 })) }),
    },
    finds: /it is excluded|too young/,
  },
  {
    name: 'patches hosts that have work',
    mutant: { look: withEmptyHosts },
    finds: /is to patch and has work/,
  },
  {
    name: 'does not reboot',
    mutant: { plan: withRecords(skipReboot) },
    from: 11,
    finds: /needs a reboot|was not rebooted/,
  },
  {
    name: 'does not ask whether hosts are well',
    mutant: { look: withHealth },
    from: 134,
    finds: /was never well/,
  },
  {
    name: 'leaves a host out after a time-out',
    mutant: { plan: leaveOut },
    finds: /is out still/,
  },
  {
    name: 'brings in what others have taken out',
    mutant: { plan: bringAllIn },
    from: 215,
    finds: /others had taken out/,
  },
  {
    name: 'takes out what the table does not know of',
    mutant: { plan: takeOutEarly },
    finds: /nothing says so in the table/,
  },
  {
    name: 'leaves hosts out after an abort',
    mutant: { plan: leaveOutWhenAborting },
    from: 44,
    finds: /out after an abort|out still/,
  },
  {
    name: 'keeps out hosts that nobody has asked for long',
    mutant: { plan: changed((input) => ({ ...input, state: { ...input.state, seen: undefined } })) },
    finds: /nobody has asked it again/,
  },
  { name: 'never ends', mutant: { plan: neverEnd }, finds: /has not ended/ },
  {
    name: 'writes the same again and again',
    mutant: { plan: writeAgain },
    finds: /decided again/,
  },
];

function changed(change: (input: HostPlanInput) => HostPlanInput): NonNullable<Mutant['plan']> {
  return (plan, input) => plan(change(input));
}

function withRunPolicy(input: HostPlanInput, change: (policy: Policy) => Partial<Policy>): HostPlanInput {
  if (input.state.run === undefined) return input;
  const { following } = input;
  return {
    ...input,
    following: { ...following, policy: { ...following.policy, ...change(following.policy) } },
  };
}

/** The run says what it follows; the plan follows something else. */
function withPolicy(policy: Partial<Policy>): NonNullable<Mutant['plan']> {
  return changed((input) => withRunPolicy(input, () => policy));
}

function withRecords(change: (record: HostRecord) => HostRecord): NonNullable<Mutant['plan']> {
  return (plan, input) => {
    const decided = plan(input);
    return { ...decided, records: decided.records.map(change) };
  };
}

function skipReboot(record: HostRecord): HostRecord {
  return record.phase === 'rebooting' ? { ...record, phase: 'bringing-in', step: undefined } : record;
}

function leaveOut(plan: Plan, input: HostPlanInput): HostPlan {
  const decided = plan(input);
  const isLeft = ({ phase }: HostRecord): boolean => phase === 'restoring';
  const records = decided.records.map((record) =>
    isLeft(record) ? { ...record, phase: 'failed' as const, in: input.now } : record,
  );
  const left = new Set(decided.records.filter(isLeft).map(({ id }) => id));
  const effects = decided.effects.map((effect) =>
    effect.kind === 'bring-in' ? { ...effect, hosts: effect.hosts.filter((id) => !left.has(id)) } : effect,
  );
  return { ...decided, records, effects };
}

function withEmptyHosts(view: FleetView): FleetView {
  return {
    ...view,
    hosts: view.hosts.map((host) =>
      host.service === 'leaving' ? { ...host, service: 'out', tasks: { ofServices: 0, others: 0 } } : host,
    ),
  };
}

function withHealth(view: FleetView): FleetView {
  const well = (report: HostReport): HostReport => ({ ...report, isHealthy: true, problems: [] });
  const steps = Object.entries(view.steps).map(([id, outcome]) => [
    id,
    outcome.kind === 'answered'
      ? { ...outcome, result: { ...outcome.result, report: well(outcome.result.report) } }
      : outcome,
  ]);
  return {
    ...view,
    hosts: view.hosts.map((host) => (host.service === 'in' ? { ...host, isServing: true } : host)),
    steps: Object.fromEntries(steps),
  };
}

function bringAllIn(plan: Plan, input: HostPlanInput): HostPlan {
  const decided = plan(input);
  const hosts = input.view.hosts.filter(
    ({ id, service }) => service !== 'in' && input.records[id]?.out === undefined,
  );
  if (input.state.run === undefined || hosts.length === 0) return decided;
  return {
    ...decided,
    effects: [...decided.effects, { kind: 'bring-in', hosts: hosts.map(({ id }) => id) }],
  };
}

function takeOutEarly(plan: Plan, input: HostPlanInput): HostPlan {
  const decided = plan(input);
  const hosts = decided.records.filter(({ phase }) => phase === 'waiting').map(({ id }) => id);
  if (hosts.length === 0) return decided;
  return { ...decided, effects: [...decided.effects, { kind: 'take-out', hosts }] };
}

function leaveOutWhenAborting(plan: Plan, input: HostPlanInput): HostPlan {
  const decided = plan(input);
  if (decided.state.run?.isAborting === undefined) return decided;
  return { ...decided, effects: decided.effects.filter(({ kind }) => kind !== 'bring-in') };
}

function neverEnd(plan: Plan, input: HostPlanInput): HostPlan {
  const decided = plan(input);
  const { run } = input.state;
  if (decided.report === undefined || run === undefined) return decided;
  return { ...decided, state: { ...decided.state, run }, report: undefined };
}

function writeAgain(plan: Plan, input: HostPlanInput): HostPlan {
  const decided = plan(input);
  const records = Object.values(input.records).map((record) => ({
    ...record,
    attempts: record.attempts + 1,
  }));
  return decided.records.length > 0 ? decided : { ...decided, records };
}
