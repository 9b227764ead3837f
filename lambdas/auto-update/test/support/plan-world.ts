import { fromSeed, type Chance } from './plan-chance.ts';
import type { HostFleet } from '../../src/config.ts';
import type { StepResult } from '../../src/host-report.ts';
import type { Effect } from '../../src/plan-types.ts';
import type { HostRecord } from '../../src/host-record.ts';
import type { FleetView, Host, StepOutcome } from '../../src/view.ts';
import { hostOf } from './hosts.ts';
import { MINUTE, report } from './plan-input.ts';

/** What is wrong with a host of the world. */
export type Fault =
  | 'none'
  | 'hangs in drain'
  | 'patch fails'
  | 'patch breaks'
  | 'never answers'
  | 'does not reboot'
  | 'is unwell after'
  | 'does not come in'
  | 'is unwell in soak'
  | 'loses answers'
  | 'dies';

const FAULTS: readonly Fault[] = [
  'hangs in drain',
  'patch fails',
  'patch breaks',
  'never answers',
  'does not reboot',
  'is unwell after',
  'does not come in',
  'is unwell in soak',
  'loses answers',
  'dies',
];

interface Machine {
  readonly id: string;
  readonly zone: string;
  readonly launched: number;
  readonly fault: Fault;
  /** Out before anybody came. */
  readonly wasOut: boolean;
  service: 'in' | 'leaving' | 'out';
  since: number;
  /** Broken by its fault. */
  isIll: boolean;
  updates: number;
  needsReboot: boolean;
  boot: number;
  digest: number;
  rebootAt: number;
  readonly results: Map<string, StepResult>;
}

interface Command {
  readonly host: string;
  readonly at: number;
  readonly after: number;
  readonly outcome: StepOutcome;
}

/** Machines that do as they are told, or do not: as little as the plan needs, with a clock that only {@link World.pass} moves. */
export interface World {
  readonly machines: ReadonlyMap<string, Machine>;
  now(): number;
  view(records: Readonly<Record<string, HostRecord>>): FleetView;
  /** Carries out effects. @returns commands by host */
  apply(effects: readonly Effect[]): Readonly<Record<string, string>>;
  pass(minutes: number): void;
  kill(id: string): void;
}

export function createWorld({
  seed,
  size,
  zones,
  start,
  following,
  faulty,
}: {
  readonly seed: number;
  readonly size: number;
  readonly zones: number;
  readonly start: number;
  readonly following: HostFleet;
  /** Share of hosts with a fault, 0 to 1. */
  readonly faulty: number;
}): World {
  const chance = fromSeed(seed);
  const machines = new Map<string, Machine>();
  for (let at = 0; at < size; at += 1) {
    const machine = machineOf(`h${at}`, `zone-${at % zones}`, { start, chance, faulty });
    machines.set(machine.id, machine);
  }
  const commands = new Map<string, Command>();
  let now = start;
  const settle = (): void => {
    for (const machine of machines.values()) live(machine, now);
    for (const [id, { fault, service }] of machines)
      if (fault === 'dies' && service !== 'in' && chance() < 0.3) machines.delete(id);
  };
  return {
    machines,
    now: () => now,
    view: (records) => ({
      at: now,
      hosts: [...machines.values()].map((machine) => hostIn(machine, following)),
      steps: Object.fromEntries(
        Object.values(records).flatMap(({ id, step }) => {
          const command = step?.command === undefined ? undefined : commands.get(step.command);
          if (command === undefined) return [];
          const isThere = now - command.at >= command.after;
          return [[id, isThere ? command.outcome : ({ kind: 'pending' } as const)]];
        }),
      ),
    }),
    apply: (effects) => {
      const sentTo: Record<string, string> = {};
      for (const effect of effects) {
        for (const id of effect.hosts) {
          const machine = machines.get(id);
          if (machine === undefined) continue;
          if (effect.kind === 'take-out') takeOut(machine, now);
          else if (effect.kind === 'bring-in') bringIn(machine, now);
          else {
            const command = `c-${commands.size}`;
            commands.set(command, { host: id, at: now, ...does(machine, effect, { now, chance }) });
            sentTo[id] = command;
          }
        }
      }
      return sentTo;
    },
    pass: (minutes) => {
      now += minutes * MINUTE;
      settle();
    },
    kill: (id) => void machines.delete(id),
  };
}

function machineOf(
  id: string,
  zone: string,
  { start, chance, faulty }: { readonly start: number; readonly chance: Chance; readonly faulty: number },
): Machine {
  const fault = chance() < faulty ? (FAULTS[Math.floor(chance() * FAULTS.length)] ?? 'none') : 'none';
  const wasOut = chance() < faulty / 5;
  return {
    id,
    zone,
    launched: start - Math.floor(chance() * 100) * 3_600_000,
    fault,
    wasOut,
    service: wasOut ? 'out' : 'in',
    since: 0,
    isIll: false,
    updates: chance() < 0.8 ? 3 : 0,
    needsReboot: false,
    boot: 1,
    digest: 1,
    rebootAt: Infinity,
    results: new Map(),
  };
}

function hostIn(machine: Machine, { mode }: HostFleet): Host {
  const { id, zone, launched, service, isIll } = machine;
  const isServing = service === 'in' && !isIll;
  const tasks = { ofServices: service === 'out' ? 0 : 2, others: 0 };
  return hostOf({ id, zone, launched, service, isServing, ...(mode === 'ecs' ? { tasks } : {}) });
}

function takeOut(machine: Machine, now: number): void {
  if (machine.service !== 'in') return;
  machine.service = 'leaving';
  machine.since = now;
}

function bringIn(machine: Machine, now: number): void {
  if (machine.service === 'in') return;
  machine.service = 'in';
  machine.since = now;
  if (machine.fault === 'does not come in' && machine.digest > 1) machine.isIll = true;
}

function live(machine: Machine, now: number): void {
  const { service, since, fault } = machine;
  if (service === 'leaving' && fault !== 'hangs in drain' && now - since >= 2 * MINUTE)
    machine.service = 'out';
  if (now >= machine.rebootAt) {
    machine.rebootAt = Infinity;
    machine.boot += 1;
    machine.needsReboot = false;
  }
  if (fault === 'is unwell in soak' && service === 'in' && machine.digest > 1 && now - since >= 2 * MINUTE)
    machine.isIll = true;
}

function does(
  machine: Machine,
  { action, step }: Extract<Effect, { readonly kind: 'send' }>,
  { now, chance }: { readonly now: number; readonly chance: Chance },
): Pick<Command, 'after' | 'outcome'> {
  const { fault } = machine;
  if (fault === 'never answers' && machine.service !== 'in')
    return { after: 0, outcome: { kind: 'pending' } };
  if (fault === 'loses answers' && chance() < 0.4)
    return { after: MINUTE, outcome: { kind: 'lost', reason: 'delivery timed out' } };
  // A host does no step twice, but for asking how it is.
  const known = machine.results.get(step);
  if (known === undefined) change(machine, action, now);
  const result = known ?? resultOf(machine, step, action);
  machine.results.set(step, result);
  return { after: chance() < 0.5 ? 0 : MINUTE, outcome: { kind: 'answered', result } };
}

function change(machine: Machine, action: string, now: number): void {
  const { fault } = machine;
  if (action === 'patch' && fault !== 'patch fails' && machine.updates > 0) {
    machine.digest += 1;
    machine.updates = fault === 'patch breaks' ? 1 : 0;
    machine.needsReboot = machine.id.length % 2 === 0;
  }
  if (action === 'reboot' && fault !== 'does not reboot') machine.rebootAt = now + MINUTE;
}

function resultOf(machine: Machine, step: string, action: string): StepResult {
  const { fault, updates, needsReboot, boot, digest } = machine;
  const isBad = action === 'patch' && ((fault === 'patch fails' && updates > 0) || fault === 'patch breaks');
  return {
    step,
    result: isBad ? 'failed' : updates === 0 && action === 'check' ? 'nothing' : 'ok',
    packages:
      isBad && fault === 'patch breaks' ? 'broken' : action === 'patch' && !isBad ? 'changed' : 'unchanged',
    report: report({
      updates,
      needsReboot,
      boot: `boot-${boot}`,
      digest: `digest-${digest}`,
      isHealthy: !machine.isIll && !(fault === 'is unwell after' && digest > 1),
    }),
  };
}
