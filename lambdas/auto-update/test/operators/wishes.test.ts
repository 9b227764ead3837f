import { timeText } from '@kmscrypt/lambda';
import { describe, expect, test } from 'vitest';
import { abortCommand } from '../../src/operators/abort.ts';
import { pauseCommand } from '../../src/operators/pause.ts';
import { resumeCommand } from '../../src/operators/resume.ts';
import { startCommand } from '../../src/operators/start.ts';
import type { Looked } from '../../src/ports.ts';
import type { RefreshState } from '../../src/refresh-state.ts';
import { EMPTY_STATE } from '../../src/state.ts';
import { printedBy } from './support/run-command.ts';
import { recordOf, recordsOf, RUN } from './support/runs.ts';
import { HOUR, MINUTE, NOW, worldOf } from './support/world.ts';

const WEB = { fleet: ['web'] };
const going = {
  state: { ...EMPTY_STATE, run: RUN },
  records: recordsOf(
    recordOf('i-1', 'patching', { out: { at: NOW, was: 'in' } }),
    recordOf('i-2', 'waiting'),
    recordOf('i-3', 'failed', { out: { at: NOW, was: 'in' } }),
    recordOf('i-4', 'soaking', { run: 'web-20261121T030000Z' }),
  ),
};

/** A group whose refresh has been in this phase for 3 minutes; its soak is 5. @param id AWS's */
function refreshing(phase: RefreshState['phase'], minutes = 3, id?: string): Partial<Looked> {
  const fleet = { ...RUN.fleet, mode: 'refresh', group: 'web', image: '/image', warmupSeconds: 300 } as const;
  const refresh: RefreshState = {
    phase,
    since: NOW - minutes * MINUTE,
    template: 'lt-1',
    from: { version: 3, image: 'ami-1' },
    before: [],
    image: { id: 'ami-2', architecture: 'arm64', created: 0 },
    refresh: id,
  };
  return { state: { ...EMPTY_STATE, run: { ...RUN, fleet, refresh } } };
}

describe('pause', () => {
  test('who, why and when by the clock of the table', async () => {
    const world = worldOf({ looked: { web: { at: NOW - HOUR } } });
    const text = await printedBy(pauseCommand(world), { ...WEB, reason: 'kernel bug' });
    const paused = { at: NOW - HOUR, by: 'alice@laptop', reason: 'kernel bug' };
    expect(world.wished).toEqual([['web', { format: 1, paused }]]);
    expect(text).toContain('web: paused by alice@laptop at 2026-11-22T03:00:00Z: kernel bug');
    expect(text).toContain('no run is under way, and none begins');
  });

  const before = { format: 1, paused: { at: NOW - HOUR, by: 'bob', reason: 'holidays' } } as const;

  test('again, without a reason, leaves who paused first, and why', async () => {
    const world = worldOf({ looked: { web: { control: before } } });
    const text = await printedBy(pauseCommand(world), { ...WEB, by: 'carol' });
    expect(world.wished).toEqual([]);
    expect(text).toContain('it is paused already, by bob at 2026-11-22T03:00:00Z: holidays');
  });

  test.each<[phase: RefreshState['phase'], id: string | undefined, line: string]>([
    ['versioning', undefined, 'waits: no refresh is started'],
    ['starting', undefined, 'waits: no refresh is started'],
    ['starting', 'r-1', 'goes on: AWS replaces hosts by itself, and only an abort ends that'],
    ['refreshing', 'r-1', 'goes on: AWS replaces hosts by itself, and only an abort ends that'],
    ['verifying', 'r-1', 'goes on: every host has the new image'],
    ['verifying', undefined, 'goes on: nothing is replaced in it'],
    ['rolling-back', 'r-1', 'goes on: AWS rolls the group back'],
  ])('of a refresh: %s with %s', async (phase, id, line) => {
    const world = worldOf({ looked: { web: refreshing(phase, 3, id) } });
    const text = await printedBy(pauseCommand(world), WEB);
    expect(text).toContain(`run ${RUN.id} ${line}`);
    expect(text).not.toContain('0 hosts');
  });

  test('who and why are given, a run under way, a pause before', async () => {
    const world = worldOf({ looked: { web: { ...going, control: before } } });
    const text = await printedBy(pauseCommand(world), { ...WEB, by: 'carol', reason: 'launch' });
    expect(world.wished).toEqual([
      ['web', { format: 1, paused: { at: NOW, by: 'carol', reason: 'launch' } }],
    ]);
    expect(text).toContain(`run ${RUN.id} goes on with 1 host under way`);
    expect(text).toContain('it was paused already, by bob at 2026-11-22T03:00:00Z');
  });
});

describe('resume', () => {
  test('ends the pause, and leaves other wishes', async () => {
    const start = { at: 1, by: 'bob' };
    const control = { format: 1, paused: { at: NOW, by: 'bob' }, start } as const;
    const world = worldOf({ looked: { web: { control } } });
    await printedBy(resumeCommand(world), WEB);
    expect(world.wished).toEqual([['web', { format: 1, paused: undefined, start }]]);
  });

  test('writes nothing where there is no pause', async () => {
    const world = worldOf();
    expect(await printedBy(resumeCommand(world), WEB)).toContain('it was not paused');
    expect(world.wished).toEqual([]);
  });
});

describe('start', () => {
  test('asks for a run', async () => {
    const world = worldOf();
    const text = await printedBy(startCommand(world), WEB);
    expect(world.wished).toEqual([['web', { format: 1, start: { at: NOW, by: 'alice@laptop' } }]]);
    expect(text).toContain('it begins with the next tick on which a window is open');
  });

  test('says where a pause holds it', async () => {
    const control = { format: 1, paused: { at: NOW, by: 'bob' } } as const;
    const world = worldOf({ looked: { web: { control } } });
    expect(await printedBy(startCommand(world), WEB)).toContain('the fleet is paused');
    expect(world.wished).toHaveLength(1);
  });

  test('writes nothing where a run is under way', async () => {
    const world = worldOf({ looked: { web: going } });
    expect(await printedBy(startCommand(world), WEB)).toContain(`run ${RUN.id} is under way already`);
    expect(world.wished).toEqual([]);
  });
});

describe('abort', () => {
  test('names the run, and says what becomes of its hosts', async () => {
    const world = worldOf({ looked: { web: going } });
    const text = await printedBy(abortCommand(world), WEB);
    const abort = { at: NOW, by: 'alice@laptop', run: RUN.id };
    expect(world.wished).toEqual([['web', { format: 1, abort }]]);
    expect(text).toContain('1 host under way: brought into service');
    expect(text).toContain('1 failed host out of service: asked once more');
    expect(text).toContain(
      `the next run is due at ${timeText(RUN.began + 23 * HOUR)}; pause keeps it from beginning`,
    );
  });

  test('of no run is an error', async () => {
    const world = worldOf();
    await expect(printedBy(abortCommand(world), WEB)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(world.wished).toEqual([]);
  });

  test('of all fleets ends those runs that there are', async () => {
    const world = worldOf({ looked: { web: going } });
    const text = await printedBy(abortCommand(world), { all: true });
    expect(world.wished.map(([fleet]) => fleet)).toEqual(['web']);
    expect(text).toContain('jobs: no run is under way, and nothing was aborted');
  });

  test('of all fleets, none of which has a run, is an error', async () => {
    const world = worldOf();
    await expect(printedBy(abortCommand(world), { all: true })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('of fleets that are named, one of which has no run: nothing is written', async () => {
    const world = worldOf({ looked: { web: going } });
    const asked = printedBy(abortCommand(world), { fleet: ['web', 'jobs'] });
    await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(world.wished).toEqual([]);
  });

  test('takes back a start that no run has been begun for', async () => {
    const control = { format: 1, start: { at: NOW - HOUR, by: 'bob' } } as const;
    const world = worldOf({ looked: { web: { control } } });
    const text = await printedBy(abortCommand(world), WEB);
    expect(world.wished).toEqual([['web', { format: 1, start: undefined }]]);
    expect(text).toContain('asked for by bob');
  });

  test('before any host is begun with', async () => {
    const world = worldOf({ looked: { web: { state: going.state } } });
    const text = await printedBy(abortCommand(world), WEB);
    expect(text).toContain('no host is under way: the run ends with the next tick');
  });

  test.each<[phase: RefreshState['phase'], minutes: number, id: string | undefined, line: string]>([
    ['versioning', 3, undefined, 'no host has been replaced yet'],
    ['starting', 3, undefined, 'no refresh is known to have been started'],
    ['starting', 3, 'r-1', 'AWS is asked to roll the group back'],
    ['refreshing', 3, 'r-1', 'AWS is asked to roll the group back'],
    ['verifying', 3, 'r-1', 'AWS rolls back until about 2026-11-22T04:02:00Z'],
    ['verifying', 5, 'r-1', 'too late to roll back'],
    ['verifying', 3, undefined, 'nothing is replaced in this run'],
    ['rolling-back', 3, 'r-1', 'AWS rolls the group back already'],
  ])('of a refresh: %s for %i minutes with %s', async (phase, minutes, id, line) => {
    const world = worldOf({ looked: { web: refreshing(phase, minutes, id) } });
    expect(await printedBy(abortCommand(world), WEB)).toContain(line);
    expect(world.wished).toHaveLength(1);
  });

  test('twice writes once', async () => {
    const control = { format: 1, abort: { at: NOW, by: 'bob', run: RUN.id } } as const;
    const world = worldOf({ looked: { web: { ...going, control } } });
    expect(await printedBy(abortCommand(world), WEB)).toContain('was asked for already by bob');
    expect(world.wished).toEqual([]);
  });

  test('one of a run before is written over', async () => {
    const control = { format: 1, abort: { at: 1, by: 'bob', run: 'web-20261121T030000Z' } } as const;
    const world = worldOf({ looked: { web: { ...going, control } } });
    await printedBy(abortCommand(world), WEB);
    expect(world.wished).toMatchObject([['web', { abort: { run: RUN.id, by: 'alice@laptop' } }]]);
  });
});

describe('which fleet', () => {
  test('has to be said where there are several', async () => {
    const world = worldOf();
    await expect(printedBy(pauseCommand(world))).rejects.toMatchObject({ code: 'USAGE' });
    expect(world.wished).toEqual([]);
  });

  test.each<[name: string, options: object, fleets: readonly string[]]>([
    ['all', { all: true }, ['web', 'jobs', 'old']],
    ['some', { fleet: ['jobs', 'web', 'jobs'] }, ['jobs', 'web']],
    ['one of the past, whose run has not ended', { fleet: ['old'] }, ['old']],
  ])('%s', async (_, options, fleets) => {
    const world = worldOf({ active: ['old', 'web'] });
    await printedBy(pauseCommand(world), { ...options });
    expect(world.wished.map(([fleet]) => fleet)).toEqual(fleets);
  });

  test('the only one need not be said', async () => {
    const world = worldOf();
    await printedBy(pauseCommand(world), {}, { fleets: { web: { mode: 'ecs', cluster: 'web' } } });
    expect(world.wished.map(([fleet]) => fleet)).toEqual(['web']);
  });

  test('all of them and some of them is an error', async () => {
    const world = worldOf();
    const asked = printedBy(pauseCommand(world), { all: true, fleet: ['web'] });
    await expect(asked).rejects.toMatchObject({ code: 'USAGE' });
    expect(world.wished).toEqual([]);
  });

  test('one that is not there is an error', async () => {
    const asked = printedBy(pauseCommand(worldOf()), { fleet: ['wbe'] });
    await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND', hints: ['fleets: web, jobs'] });
  });
});

test('as JSON', async () => {
  const json: unknown = JSON.parse(await printedBy(pauseCommand(worldOf()), { ...WEB, json: true }));
  expect(json).toEqual([
    { fleet: 'web', changed: true, control: { format: 1, paused: { at: NOW, by: 'alice@laptop' } } },
  ]);
});

test.each(['by', 'reason'])('--%s of more than 200 characters is refused', async (option) => {
  const world = worldOf();
  const asked = printedBy(pauseCommand(world), { ...WEB, [option]: 'x'.repeat(201) });
  await expect(asked).rejects.toMatchObject({ code: 'USAGE' });
  expect(world.wished).toEqual([]);
});
