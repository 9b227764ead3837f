import { describe, expect, test } from 'vitest';
import { statusCommand } from '../../src/operators/status.ts';
import type { Looked } from '../../src/ports.ts';
import { EMPTY_STATE, type Run } from '../../src/state.ts';
import { printedBy } from './support/run-command.ts';
import { recordOf, recordsOf, RUN } from './support/runs.ts';
import { HOUR, MINUTE, NOW, worldOf } from './support/world.ts';

const WEB = { fleet: ['web'] };
const statusOf = (looked: Partial<Looked>, active: readonly string[] = []): Promise<string> =>
  printedBy(statusCommand(worldOf({ looked: { web: looked }, active })), WEB);

test('before anything has been', async () => {
  expect(await statusOf({})).toBe(`web: no run is under way
  there has not been one yet
  the Lambda has not looked at it yet`);
});

test('between runs', async () => {
  const last = { id: RUN.id, began: 0, ended: NOW - HOUR, outcome: 'done', release: RUN.release } as const;
  const held = [{ code: 'PAUSED', text: 'it is paused' }] as const;
  const control = { format: 1, paused: { at: NOW - HOUR, by: 'bob', reason: 'holidays' } } as const;
  expect(await statusOf({ state: { ...EMPTY_STATE, last, held, ticked: NOW - MINUTE }, control }))
    .toBe(`web: no run is under way
  the last one, web-20261122T030000Z: done, ended 1 hour ago (2026-11-22T03:00:00Z)
  held back: it is paused [PAUSED]
  paused by bob at 2026-11-22T03:00:00Z: holidays
  last tick: 1 minute ago (2026-11-22T03:59:00Z)`);
});

const withRun = (run: Partial<Run>, more: Partial<Looked> = {}): Partial<Looked> => ({
  state: { ...EMPTY_STATE, run: { ...RUN, ...run }, ticked: NOW - MINUTE },
  ...more,
});

test('a run, and how far each host is', async () => {
  const out = { at: NOW - 30 * MINUTE, was: 'in' } as const;
  const failure = { code: 'REBOOT_TIMEOUT', text: 'it is not back', at: NOW } as const;
  const records = recordsOf(
    recordOf('i-1', 'done'),
    recordOf('i-2', 'patching', { name: 'web-2', attempts: 2, out }),
    recordOf('i-3', 'failed', { out, failure }),
    recordOf('i-4', 'failed', { out, in: NOW, failure: { ...failure, code: 'DRAIN_TIMEOUT' } }),
    recordOf('i-5', 'skipped', { skipped: { code: 'EXCLUDED', text: 'tag auto-update=off' } }),
    recordOf('i-6', 'waiting'),
    recordOf('i-7', 'done', { run: 'web-20261121T030000Z' }),
  );
  const looked = withRun({ canariesDone: NOW - 20 * MINUTE, leastServing: 3 }, { records });
  expect(await statusOf(looked))
    .toBe(`web: run web-20261122T030000Z is under way, begun 1 hour ago (2026-11-22T03:00:00Z)
  brought to: the newest packages
  fewest hosts in service so far: 3
  4 hosts when it began: 1 waiting, 1 patching, 1 done, 1 skipped, 2 failed
  first: i-1, well 20 minutes ago (2026-11-22T03:40:00Z)
  under way
    i-2 (web-2), eu-central-1a: patching for 3 minutes, attempt 2
  failed, and in service
    i-4, eu-central-1a: failed for 3 minutes: it is not back [DRAIN_TIMEOUT]
  left out
    i-5, eu-central-1a: skipped for 3 minutes: tag auto-update=off [EXCLUDED]
  to be begun with
    i-6, eu-central-1a: waiting for 3 minutes
  KEPT OUT OF SERVICE
    i-3, eu-central-1a: failed for 3 minutes: it is not back [REBOOT_TIMEOUT]
  last tick: 1 minute ago (2026-11-22T03:59:00Z)`);
});

describe('what else there is to say', () => {
  test.each<[name: string, looked: Partial<Looked>, line: string]>([
    ['asked for', withRun({ cause: 'asked' }), '(2026-11-22T03:00:00Z), asked for'],
    ['being aborted', withRun({ isAborting: true }), 'it is being aborted'],
    ['stopped', withRun({ stopped: 'failures' }), 'no further host is begun with: too many have failed'],
    ['gave up', withRun({ stopped: 'gave-up' }), 'no further host is begun with: it has taken too long'],
    ['an old config', withRun({ isConfigOld: true }), 'the config has changed since'],
    [
      'a note of the last tick',
      { state: { ...EMPTY_STATE, notes: ['there is no freeze parameter /nope'] } },
      'note: there is no freeze parameter /nope',
    ],
    [
      'blind',
      { state: { ...EMPTY_STATE, blind: { since: NOW - 3 * MINUTE, reason: 'not allowed' } } },
      'CANNOT BE LOOKED AT for 3 minutes: not allowed',
    ],
    [
      'a command that SSM refuses',
      withRun(
        {},
        {
          records: recordsOf(
            recordOf('i-1', 'checking', {
              step: { action: 'check', id: 's', at: NOW, refused: 'no document' },
            }),
          ),
        },
      ),
      'i-1, eu-central-1a: checking for 3 minutes; SSM has refused the command: no document',
    ],
    [
      'who aborted the last run, and why',
      {
        state: {
          ...EMPTY_STATE,
          last: { id: RUN.id, began: RUN.began, ended: NOW, outcome: 'aborted', release: RUN.release },
        },
        control: { format: 1, abort: { at: NOW, by: 'bob', run: RUN.id, reason: 'bad openssl' } },
      },
      'aborted by bob at 2026-11-22T04:00:00Z: bad openssl',
    ],
    [
      'a host that an earlier run has kept out',
      {
        records: recordsOf(
          recordOf('i-3', 'failed', { run: 'web-20261121T030000Z', out: { at: NOW - HOUR, was: 'in' } }),
        ),
      },
      'i-3, eu-central-1a: failed for 3 minutes, by web-20261121T030000Z',
    ],
    ['nobody asked yet', withRun({}), 'none has been asked yet'],
    [
      'an abort that waits',
      withRun({}, { control: { format: 1, abort: { at: NOW, by: 'bob', run: RUN.id } } }),
      'abort asked for by bob',
    ],
    [
      'a start that waits',
      { control: { format: 1, start: { at: NOW, by: 'bob' } } },
      'a run is asked for by bob',
    ],
    [
      'a tick at work',
      { lease: { fence: 7, until: NOW + 2 * MINUTE } },
      'a tick is at work on it (fence 7), for 2 minutes more at most',
    ],
    [
      'notices to be told',
      {
        state: {
          ...EMPTY_STATE,
          outbox: [{ title: 't', severity: 'info', key: 'k', status: 'event', at: NOW }],
        },
      },
      '1 notice not surely published yet',
    ],
  ])('%s', async (_, looked, line) => {
    expect(await statusOf(looked)).toContain(line);
  });

  test('the lease of a tick that has ended', async () => {
    expect(await statusOf({ lease: { fence: 7, until: NOW } })).not.toContain('at work');
  });

  test('a start that a run has been begun for is of the past', async () => {
    const last = {
      id: RUN.id,
      began: NOW - HOUR,
      ended: NOW,
      outcome: 'done',
      release: RUN.release,
    } as const;
    const control = { format: 1, start: { at: NOW - 2 * HOUR, by: 'bob' } } as const;
    expect(await statusOf({ state: { ...EMPTY_STATE, last }, control })).not.toContain('asked for');
  });

  test('an abort of a run before is of the past', async () => {
    const abort = { at: NOW, by: 'bob', run: 'web-20261121T030000Z' };
    expect(await statusOf(withRun({}, { control: { format: 1, abort } }))).not.toContain('abort');
  });
});

test('a refresh', async () => {
  const refresh = {
    phase: 'refreshing',
    since: NOW - 5 * MINUTE,
    template: 'lt-1',
    from: { version: 3, image: 'ami-1' },
    before: [],
    version: 4,
    image: { id: 'ami-2', architecture: 'arm64', created: 0 },
    refresh: 'r-1',
    percent: 40,
  } as const;
  const fleet = { ...RUN.fleet, mode: 'refresh', group: 'web', image: '/image', warmupSeconds: 300 } as const;
  const text = await statusOf(withRun({ fleet, refresh }));
  expect(text).toContain(`  refreshing for 5 minutes, 40 %
  waits until AWS has replaced every host
  from ami-1 (version 3 of lt-1) to ami-2 (version 4)
  instance refresh r-1`);
  expect(await statusOf(withRun({ fleet }))).toContain('nothing has been begun yet');
});

test('a fleet of the past, and control characters of tags', async () => {
  const records = recordsOf(recordOf('i-1', 'patching', { name: 'web\u001B[31m' }));
  const world = worldOf({ looked: { old: withRun({}, { records }) }, active: ['old'] });
  const text = await printedBy(statusCommand(world), { fleet: ['old'] });
  expect(text).toContain('it is no longer in the config');
  expect(text).toContain(String.raw`i-1 (web\u{1b}[31m)`);
});

test('as JSON', async () => {
  const world = worldOf({ looked: { web: withRun({}) } });
  const json: unknown = JSON.parse(await printedBy(statusCommand(world), { json: true }));
  expect(json).toMatchObject([
    { fleet: 'web', state: { run: { id: RUN.id } }, control: { format: 1 } },
    { fleet: 'jobs' },
  ]);
});
