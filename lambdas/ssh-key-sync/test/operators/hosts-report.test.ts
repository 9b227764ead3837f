import { expect, test } from 'vitest';
import type { HostsSeen } from '../../src/hosts.ts';
import type { RunningHost } from '../../src/hosts/running-host.ts';
import { hostsReport } from '../../src/operators/hosts-report.ts';
import { hostsText } from '../../src/operators/hosts-text.ts';
import type { HostRecord } from '../../src/state.ts';
import { ARN, configOf, MANIFEST, NOW, stateOf } from './support/state.ts';

const { [ARN]: RECORD } = stateOf().hosts;

function host(id: string, record?: Partial<HostRecord>): RunningHost {
  const instance = {
    id,
    arn: ARN.replace('i-0abc', id),
    name: id === 'i-1' ? 'web' : undefined,
    launched: 0,
  };
  const known = record === undefined || RECORD === undefined ? undefined : { ...RECORD, ...record };
  return { hostGroup: 'dev-app', instance, record: known };
}

const LATE = host('i-1', { version: 41 });
const FAILED = host('i-2', { result: 'failed', problems: ['disk is full'] });
const SEEN: HostsSeen = {
  hosts: {},
  running: [LATE, FAILED, host('i-3', {}), host('i-4')],
  behind: [{ ...LATE, needed: 42, why: 'has version 41' }],
  failed: [FAILED],
  expired: ['dev-app'],
  done: [],
  failures: [{ what: 'instances', hostGroup: 'prod-app', reason: 'access denied' }],
};

test('each host counts once; one that has its version and failed is told, too', () => {
  const [dev, prod] = hostsReport(SEEN, { config: configOf(), state: stateOf() });
  expect(dev).toMatchObject({ running: 4, upToDate: 2, onTheWay: 1, isExpired: true });
  expect(prod).toMatchObject({ running: 0, problem: 'access denied', manifest: undefined });
});

test('a host that reports for another group is not up to date', () => {
  const seen = { ...SEEN, running: [host('i-3', { hostGroup: 'prod-app' })], behind: [], failed: [] };
  const [dev] = hostsReport(seen, { config: configOf(), state: stateOf() });
  expect(dev).toMatchObject({ upToDate: 0, onTheWay: 1 });
});

test('for people', () => {
  expect(hostsText(hostsReport(SEEN, { config: configOf(), state: stateOf() }), NOW)).toBe(
    `dev-app: version 42 of 2026-11-22T03:00:00Z, EXPIRED at 2026-11-22T05:00:00Z
  4 hosts running: 2 up to date, 1 not yet, 1 behind, 1 failed
  behind: i-1 (web): has version 41; what it should have is of 2026-11-22T03:00:00Z; reported 1 minute ago
  failed: i-2: failed: disk is full; reported 1 minute ago

prod-app: no manifest yet
  which hosts run cannot be asked for: access denied`,
  );
  const unput = stateOf({ manifests: { 'dev-app': { ...MANIFEST, put: 0 } } });
  expect(hostsText(hostsReport(SEEN, { config: configOf(), state: unput }), NOW)).toContain(
    'not in the bucket yet',
  );
});
