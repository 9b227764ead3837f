import { DEFAULTS } from '../../../src/config/policy.ts';
import type { HostRecord, Phase } from '../../../src/host-record.ts';
import type { Run } from '../../../src/state.ts';
import { MINUTE, NOW } from './world.ts';

export const RUN: Run = {
  id: 'web-20261122T030000Z',
  began: NOW - 60 * MINUTE,
  cause: 'schedule',
  fleet: {
    mode: 'in-place',
    name: 'web',
    tags: { role: 'web' },
    targetGroups: [],
    services: [],
    policy: DEFAULTS,
  },
  size: 4,
  release: { id: 'web-20261122T030000Z', pins: {} },
  canaries: ['i-1'],
};

export function recordOf(id: string, phase: Phase, more: Partial<HostRecord> = {}): HostRecord {
  return {
    id,
    run: RUN.id,
    phase,
    since: NOW - 3 * MINUTE,
    attempts: 1,
    zone: 'eu-central-1a',
    ...more,
  };
}

/** By id. */
export function recordsOf(...records: readonly HostRecord[]): Readonly<Record<string, HostRecord>> {
  return Object.fromEntries(records.map((record) => [record.id, record]));
}
