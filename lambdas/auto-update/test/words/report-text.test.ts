import { describe, expect, test } from 'vitest';
import type { HostLine, RunReport } from '../../src/plan-types.ts';
import { countsText, reportText } from '../../src/words/report-text.ts';

const host = (id: string, more: Partial<HostLine>): HostLine => ({
  id,
  zone: 'eu-central-1a',
  result: 'updated',
  isOut: false,
  packages: 0,
  changes: [],
  hasRebooted: false,
  ...more,
});
const REPORT: RunReport = {
  format: 1,
  run: 'web-20261122T020000Z',
  environment: 'prod',
  fleet: 'web',
  mode: 'in-place',
  began: Date.UTC(2026, 10, 22, 2),
  ended: Date.UTC(2026, 10, 22, 3, 12),
  outcome: 'partly',
  release: 'pinned to releasever:2023.9.20260101 (amzn-2023)',
  hosts: [
    host('i-1', {
      name: 'web-1',
      from: '6.1.0-27',
      to: '6.1.0-28',
      packages: 4,
      changes: ['linux 6.1.0-27 → 6.1.0-28', 'openssl 3.0.14 → 3.0.15'],
      hasRebooted: true,
      minutesOut: 9,
    }),
    host('i-2', { result: 'nothing to do' }),
    host('i-3', {
      result: 'failed',
      why: 'did not reboot',
      code: 'NOT_REBOOTED',
      isOut: true,
      minutesOut: 41,
    }),
    host('i-4', { result: 'failed', why: 'its tasks did not end' }),
    host('i-5', { result: 'left out', why: 'tag auto-update=off', code: 'EXCLUDED' }),
    host('i-6', { result: 'gone', why: 'it was terminated' }),
  ],
  oldest: { id: 'i-5', days: 40 },
  leastServing: 4,
  floor: 3,
};

test('what matters most comes first', () => {
  expect(reportText(REPORT)).toBe(`web-20261122T020000Z: partly
fleet web of prod, in-place; 2026-11-22T02:00:00Z to 2026-11-22T03:12:00Z, 1 hour 12 minutes
brought to: pinned to releasever:2023.9.20260101 (amzn-2023)
6 hosts: 1 updated, 1 nothing to do, 2 failed, 1 gone, 1 left out
fewest hosts in service: 4 (floor: 3)
updated the longest ago: i-5, 40 days ago

KEPT OUT OF SERVICE
  i-3, eu-central-1a: did not reboot [NOT_REBOOTED]; 41 minutes out of service
    cure: reboot it, and see there why it did not: journalctl -b

failed, and in service
  i-4, eu-central-1a: its tasks did not end

gone
  i-6, eu-central-1a: it was terminated

left out
  i-5, eu-central-1a: tag auto-update=off [EXCLUDED]

updated
  i-1 (web-1), eu-central-1a: 6.1.0-27 → 6.1.0-28; 4 packages; rebooted; 9 minutes out of service
    linux 6.1.0-27 → 6.1.0-28, openssl 3.0.14 → 3.0.15, 2 more

nothing to do
  i-2, eu-central-1a`);
});

test('why a group is not done', () => {
  expect(reportText({ ...REPORT, mode: 'refresh', reason: '9 of 10 hosts serve' })).toMatch(
    /^web-20261122T020000Z: partly\nwhy: 9 of 10 hosts serve\nfleet web/u,
  );
});

describe('versions', () => {
  test.each<[name: string, versions: Partial<HostLine>, line: string]>([
    ['both', { from: 'a', to: 'b' }, 'a → b'],
    ['the same', { from: 'a', to: 'a' }, 'a'],
    ['before alone', { from: 'a' }, 'a'],
    ['after alone', { to: 'b' }, 'b'],
  ])('%s', (_, versions, line) => {
    expect(reportText({ ...REPORT, hosts: [host('i-1', versions)] })).toContain(
      `i-1, eu-central-1a: ${line}`,
    );
  });
});

test('no hosts', () => {
  expect(countsText([])).toBe('0 hosts');
  const bare = { ...REPORT, hosts: [], oldest: undefined, leastServing: undefined, floor: undefined };
  expect(reportText(bare).split('\n')).toHaveLength(4);
});

test('who aborted it, the pin of a host, and what there is to know of one that is well', () => {
  const hosts = [host('i-1', { pin: 'releasever:2023.9', remarks: ['2 packages are kept back'] })];
  const aborted = { at: Date.UTC(2026, 10, 22, 3), by: 'bob', reason: 'bad openssl' };
  const text = reportText({ ...REPORT, outcome: 'aborted', aborted, hosts });
  expect(text).toContain('aborted by bob at 2026-11-22T03:00:00Z: bad openssl\nbrought to:');
  expect(text).toContain('  i-1, eu-central-1a: pinned to releasever:2023.9\n    2 packages are kept back');
});
