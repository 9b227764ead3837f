import { createHash } from 'node:crypto';
import type { Fleet } from '../../src/config.ts';
import { DEFAULTS } from '../../src/config/policy.ts';
import type { HostReport } from '../../src/host-report.ts';
import type { HostLine, RunReport } from '../../src/plan-types.ts';
import { EMPTY_STATE, type FleetState, type Run } from '../../src/state.ts';
import type { HostRecord } from '../../src/host-record.ts';

/** What nothing can make shorter: the same each time. */
export function noise(seed: string, digits = 16): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, digits);
}

export function fleetOf(name: string): Fleet {
  return {
    mode: 'in-place',
    name,
    tags: { fleet: [name] },
    targetGroups: [],
    services: [],
    policy: DEFAULTS,
  };
}

export function runOf(fleet: string, changes: Partial<Run> = {}): Run {
  return {
    id: `${fleet}-20261122T020000Z`,
    began: Date.UTC(2026, 10, 22, 2),
    cause: 'schedule',
    fleet: fleetOf(fleet),
    size: 3,
    release: { id: `${fleet}-20261122T020000Z`, pins: {} },
    canaries: ['i-1'],
    ...changes,
  };
}

export function stateWith(changes: Partial<FleetState> = {}): FleetState {
  return { ...EMPTY_STATE, ticked: 1, ...changes };
}

export function hostReport(seed: string): HostReport {
  const packages = Array.from({ length: 20 }, (_, at) => ({
    name: `lib${noise(`${seed}${at}`, 6)}`,
    from: '3.0.14-1~deb12u1',
    to: '3.0.15-1~deb12u1',
  }));
  return {
    boot: noise(`boot ${seed}`, 32),
    kernel: '6.1.0-28-amd64',
    platform: 'debian-12',
    architecture: 'x86_64',
    updates: 20,
    security: 12,
    needsReboot: true,
    digest: noise(`digest ${seed}`),
    pin: 'none',
    isHealthy: true,
    problems: [],
    packages,
    morePackages: 12,
  };
}

export function recordWith(id: string, changes: Partial<HostRecord> = {}): HostRecord {
  return { id, run: 'web-1', phase: 'waiting', since: 1, attempts: 0, zone: 'eu-west-1a', ...changes };
}

/** As long as records get. */
export function longRecord(id: string): HostRecord {
  return recordWith(id, { before: hostReport(`${id} before`), after: hostReport(`${id} after`) });
}

export function reportWith(fleet: string, changes: Partial<RunReport> = {}): RunReport {
  return {
    format: 1,
    run: `${fleet}-20261122T020000Z`,
    environment: 'stage',
    fleet,
    mode: 'in-place',
    began: 1,
    ended: 2,
    outcome: 'done',
    release: 'at least what dev has',
    hosts: [],
    ...changes,
  };
}

/** As long as lines get, and no two alike. */
export function hostLine(at: number): HostLine {
  const id = `i-${noise(String(at), 17)}`;
  return {
    id,
    name: `web-${at}`,
    zone: 'eu-west-1a',
    result: 'updated',
    isOut: false,
    from: noise(`from ${at}`, 40),
    to: noise(`to ${at}`, 40),
    packages: 30,
    changes: Array.from({ length: 10 }, (_, change) => `${noise(`${at} ${change}`, 40)} 1 → 2`),
    hasRebooted: true,
    minutesOut: 7,
  };
}

/** `i-1` to `i-N`. */
export function many(count: number): readonly HostRecord[] {
  return Array.from({ length: count }, (_, at) => recordWith(`i-${at + 1}`));
}
