import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULTS } from '../../src/config/policy.ts';
import type { HostLine, RunReport } from '../../src/plan-types.ts';
import type { Run } from '../../src/state.ts';
import {
  endNotice,
  failureNotice,
  progressNotice,
  remarkNotice,
  startNotice,
} from '../../src/words/notices.ts';

const BEGAN = Date.UTC(2026, 10, 22, 2);
const RUN: Run = {
  id: 'web-20261122T020000Z',
  began: BEGAN,
  cause: 'schedule',
  fleet: {
    mode: 'ecs',
    name: 'web',
    cluster: 'web',
    nonServiceTasks: 'wait',
    services: [],
    policy: DEFAULTS,
  },
  size: 12,
  release: { id: 'web-20261122T020000Z', pins: {} },
  canaries: ['i-1'],
};
const LINE: HostLine = {
  id: 'i-1',
  name: 'web-1',
  zone: 'eu-central-1a',
  result: 'updated',
  isOut: false,
  from: '6.1.0-27',
  to: '6.1.0-28',
  packages: 3,
  changes: ['openssl 3.0.14 → 3.0.15'],
  hasRebooted: true,
  minutesOut: 9,
};
const REPORT: RunReport = {
  format: 1,
  run: RUN.id,
  environment: 'prod',
  fleet: 'web',
  mode: 'ecs',
  began: BEGAN,
  ended: BEGAN + 3_600_000,
  outcome: 'done',
  release: 'the newest packages',
  hosts: [LINE],
  oldest: { id: 'i-9', days: 12 },
  leastServing: 11,
  floor: 10,
};
const OUT: HostLine = { ...LINE, id: 'i-2', result: 'failed', why: 'its agent does not answer', isOut: true };

test('a start says how many hosts, who goes first, and how to hold it', () => {
  const told = startNotice(RUN);
  expect(told).toMatchObject({
    title: 'update of web has begun: 12 hosts; i-1 first',
    severity: 'info',
    key: RUN.id,
    status: 'start',
    at: BEGAN,
    facts: { fleet: 'web', run: RUN.id, mode: 'ecs', hosts: '12' },
  });
  expect(told.text).toContain('kmscrypt-lambda auto-update abort --fleet web');
});

test('a start names a few canaries alone', () => {
  const canaries = ['i-1', 'i-2', 'i-3', 'i-4', 'i-5'];
  expect(startNotice({ ...RUN, canaries }).title).toContain('i-1, i-2, i-3 and 2 more first');
  expect(startNotice({ ...RUN, canaries: [] }).title).toBe('update of web has begun: 12 hosts');
});

test.each([
  [0, 4, 0],
  [1, 3, 33],
  [4, 4, 100],
  [5, 4, 100],
  [0, 0, 100],
])('progress: %i of %i is %i %%', (done, total, percent) => {
  expect(progressNotice(RUN, { done, total, now: BEGAN })).toMatchObject({
    status: 'progress',
    severity: 'info',
    key: RUN.id,
    percent,
  });
});

describe('failures', () => {
  const failure = { code: 'REBOOT_TIMEOUT', text: 'it is not back after 15 minutes', at: BEGAN } as const;

  test('of a host: an incident of its own, with what to do', () => {
    const told = failureNotice(RUN, { ...failure, host: 'i-2' });
    expect(told).toMatchObject({
      title: 'update of web: i-2 has failed: it is not back after 15 minutes',
      severity: 'error',
      key: `${RUN.id}/i-2`,
      status: 'event',
      facts: { host: 'i-2', code: 'REBOOT_TIMEOUT' },
    });
    expect(told.text).toMatch(/^REBOOT_TIMEOUT: it is not back after 15 minutes\ncure: /u);
  });

  test('of a run: closed by its end', () => {
    expect(failureNotice(RUN, failure)).toMatchObject({ severity: 'error', key: RUN.id, status: 'event' });
  });
});

describe('ends', () => {
  test.each<[outcome: RunReport['outcome'], hosts: readonly HostLine[], severity: string]>([
    ['done', [LINE], 'info'],
    ['partly', [LINE], 'warning'],
    ['partly', [LINE, OUT], 'error'],
    ['stopped', [LINE], 'error'],
    ['rolled-back', [LINE], 'error'],
    ['aborted', [LINE], 'warning'],
    ['aborted', [OUT], 'error'],
    ['gave-up', [LINE], 'warning'],
  ])('%s with %j is %s', (outcome, hosts, severity) => {
    expect(endNotice({ ...REPORT, outcome, hosts })).toMatchObject({
      severity,
      key: RUN.id,
      status: 'end',
      at: REPORT.ended,
    });
  });

  test('who aborted it, and why', () => {
    const aborted = { at: REPORT.ended, by: 'bob', reason: 'bad openssl' };
    const told = endNotice({ ...REPORT, outcome: 'aborted', aborted, hosts: [LINE] });
    expect(told.title).toBe('update of web was aborted by bob (bad openssl): 1 host: 1 updated');
  });

  test('stopped, because no host could be asked', () => {
    const hosts = [{ ...LINE, result: 'left out' as const }];
    const told = endNotice({ ...REPORT, outcome: 'stopped', hosts });
    expect(told.title).toBe('update of web was stopped, no host could be asked: 1 host: 1 left out');
  });

  test.each<[reason: string | undefined, title: string]>([
    ['somebody has cancelled the refresh', 'was stopped (somebody has cancelled the refresh): 1 host'],
    [undefined, 'was stopped: 1 host'],
  ])('a group that was stopped, because of %s', (reason, title) => {
    const hosts = [{ ...LINE, result: 'left out' as const }];
    const told = endNotice({ ...REPORT, mode: 'refresh', outcome: 'stopped', reason, hosts });
    expect(told.title).toBe(`update of web ${title}: 1 left out`);
  });

  test('hosts that are kept out are named', () => {
    const told = endNotice({ ...REPORT, outcome: 'partly', hosts: [LINE, OUT] });
    expect(told.title).toBe(
      'update of web is done in part: 2 hosts: 1 updated, 1 failed; kept out of service: i-2',
    );
  });

  test('a long report is cut between lines, and says where all of it is', () => {
    const hosts = Array.from({ length: 500 }, (_, index) => ({ ...LINE, id: `i-${index}` }));
    const { text = '' } = endNotice({ ...REPORT, hosts });
    expect(text.length).toBeLessThanOrEqual(8_000);
    expect(text.length).toBeGreaterThan(7_000);
    expect(text).toMatch(
      /\n… and \d+ more lines: kmscrypt-lambda auto-update report --run web-20261122T020000Z$/u,
    );
  });
});

test('a remark is a line, or a line and a text', () => {
  expect(remarkNotice(RUN, { text: 'the config has changed', at: 7 })).toEqual({
    title: 'update of web: the config has changed',
    severity: 'info',
    key: RUN.id,
    status: 'event',
    at: 7,
    facts: { fleet: 'web', run: RUN.id },
  });
  expect(remarkNotice(RUN, { text: 'x'.repeat(300), at: 7 })).toMatchObject({ text: 'x'.repeat(300) });
});

test('every notice fits, whatever hosts and tags say', () => {
  const words = fc.string({ unit: 'binary', maxLength: 9_000 });
  fc.assert(
    fc.property(words, fc.integer({ min: 0, max: 300 }), (text, count) => {
      const host = { ...OUT, name: text, why: text, changes: [text] };
      const hosts = Array.from({ length: count }, (_, index) => ({ ...host, id: `i-${index}` }));
      const run = { ...RUN, canaries: hosts.map(({ id }) => id) };
      for (const told of [
        startNotice(run),
        failureNotice(run, { code: 'NO_ANSWER', text, at: 0, host: 'i-1' }),
        remarkNotice(run, { text, at: 0 }),
        endNotice({ ...REPORT, release: text, hosts }),
      ]) {
        expect(told.title.length).toBeLessThanOrEqual(200);
        expect(told.title).toMatch(/^[^\p{Cc}\u2028\u2029]+$/u);
        expect((told.text ?? '').length).toBeLessThanOrEqual(8_000);
        expect(told.text ?? '').toMatch(/^[^\p{Cc}\u2028\u2029]*(?:\n[^\p{Cc}\u2028\u2029]*)*$/u);
        for (const fact of Object.values(told.facts ?? {})) expect(fact.length).toBeLessThanOrEqual(1_000);
      }
    }),
    { numRuns: 100 },
  );
});
