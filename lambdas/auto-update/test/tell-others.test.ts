import { describe, expect, it } from 'vitest';
import type { RunReport } from '../src/plan-types.ts';
import type { Told } from '../src/told.ts';
import { tellOthers } from '../src/tell-others.ts';
import { NOW, stateOf as emptyState, workScene } from './support/fleet-work.ts';

const HOUR = 3_600_000;
/** Of a fleet that the next environment knows to be looked at. */
const stateOf = (given: Parameters<typeof emptyState>[0] = {}) => emptyState({ looked: NOW, ...given });
const TOLD: Told = { title: 'begun', severity: 'info', key: 'run-1', status: 'start', at: NOW };
const ENDED: Told = { ...TOLD, title: 'ended', status: 'end' };
const RELEASE = { id: 'web-20261122T020000Z', pins: { 'amzn-2023': 'releasever:2023.9.20260101' } };

function reportOf(outcome: RunReport['outcome']): RunReport {
  return {
    format: 1,
    run: 'web-20261122T020000Z',
    environment: 'dev',
    fleet: 'web',
    mode: 'in-place',
    began: NOW - HOUR,
    ended: NOW,
    outcome,
    release: 'the newest packages',
    hosts: [],
  };
}

describe('notices', () => {
  it('are told, and told no more', async () => {
    const scene = workScene({});
    await tellOthers('web', stateOf({ outbox: [TOLD, ENDED] }), { ...scene.work, report: undefined });
    expect(scene.published).toEqual([
      expect.objectContaining({ kind: 'kmscrypt.notice', title: 'begun', status: 'start' }),
      expect.objectContaining({ title: 'ended', status: 'end' }),
    ]);
    expect(scene.saved).toEqual([{ state: stateOf(), records: [] }]);
  });

  it('that cannot be told stay, and the others are told', async () => {
    const scene = workScene({
      publish: async ({ Message = '' }) => {
        if (Message.includes('begun')) throw new Error('the topic is down');
        return {};
      },
    });
    await tellOthers('web', stateOf({ outbox: [TOLD, ENDED] }), { ...scene.work, report: undefined });
    expect(scene.published).toHaveLength(1);
    expect(scene.saved[0]?.state?.outbox).toEqual([TOLD]);
    expect(scene.errors).toEqual(['a notice could not be published']);
  });

  it('are none: nothing is written', async () => {
    const scene = workScene({});
    await tellOthers('web', stateOf(), { ...scene.work, report: undefined });
    expect(scene.saved).toEqual([]);
    expect(scene.promotions.size).toBe(0);
  });
});

describe('the next environment', () => {
  it('is told of a release that runs well', async () => {
    const scene = workScene({});
    const promote = { release: RELEASE, at: NOW };
    await tellOthers('web', stateOf({ promote }), { ...scene.work, report: reportOf('done') });
    expect(scene.promotions.get('dev/web')).toMatchObject({ releases: [promote] });
    expect(scene.saved[0]?.state?.promote).toBeUndefined();
  });

  it('is told later where the table is down', async () => {
    const scene = workScene({ isTableDown: true });
    const promote = { release: RELEASE, at: NOW };
    await tellOthers('web', stateOf({ promote }), { ...scene.work, report: reportOf('done') });
    expect(scene.saved).toEqual([]);
    expect(scene.errors).toEqual(['the table of promotions could not be written']);
  });

  it.each<
    [
      name: string,
      alarms: readonly string[],
      outcome: RunReport['outcome'] | undefined,
      last: number,
      at: number | undefined,
    ]
  >([
    ['an alarm', ['web-errors'], undefined, 0, NOW],
    ['an alarm that it was told of within the hour', ['web-errors'], undefined, NOW - HOUR + 1, undefined],
    ['an alarm that fires still after an hour', ['web-errors'], undefined, NOW - HOUR, NOW],
    ['a run that ended badly', [], 'stopped', NOW - 1, NOW],
    ['a run in which some failed', [], 'partly', 0, NOW],
    ['a run that ended well', [], 'done', 0, undefined],
    ['nothing', [], undefined, 0, undefined],
  ])('is told that this one is not quiet: %s', async (_name, alarms, outcome, last, at) => {
    const scene = workScene({ alarms });
    const report = outcome === undefined ? undefined : reportOf(outcome);
    await tellOthers('web', stateOf({ disturbed: last }), { ...scene.work, report });
    expect(scene.promotions.get('dev/web')?.disturbed).toBe(at);
    expect(scene.saved[0]?.state?.disturbed).toBe(at);
  });

  it('is told of an alarm within the hour, where a run has ended since the last one', async () => {
    const scene = workScene({ alarms: ['web-errors'] });
    const last = {
      id: 'web-1',
      began: NOW - HOUR,
      ended: NOW - 60_000,
      outcome: 'done',
      release: RELEASE,
    } as const;
    const state = stateOf({ disturbed: NOW - 120_000, last });
    await tellOthers('web', state, { ...scene.work, report: undefined });
    expect(scene.promotions.get('dev/web')?.disturbed).toBe(NOW);
  });

  it('is told that this one is not quiet while alarms cannot be read', async () => {
    const scene = workScene({});
    const gates = { alarms: [], unreadable: ['alarms: not allowed'] };
    await tellOthers('web', stateOf(), { ...scene.work, gates, report: undefined });
    expect(scene.promotions.get('dev/web')?.disturbed).toBe(NOW);
  });

  it.each<[name: string, last: number | undefined, isTold: boolean]>([
    ['never told', undefined, true],
    ['told within the hour', NOW - HOUR + 1, false],
    ['told an hour ago', NOW - HOUR, true],
  ])('is told hourly that somebody looks: %s', async (_name, last, isTold) => {
    const scene = workScene({});
    await tellOthers('web', stateOf({ looked: last }), { ...scene.work, report: undefined });
    expect(scene.promotions.get('dev/web')?.looked).toBe(isTold ? NOW : undefined);
    expect(scene.saved[0]?.state?.looked).toBe(isTold ? NOW : undefined);
  });

  it.each<[name: string, hours: number, at: number | undefined]>([
    ['after an hour', 1, undefined],
    ['after seven hours', 7, NOW],
  ])('is told that nobody has looked for long, and that is known here too: %s', async (_name, hours, at) => {
    const scene = workScene({});
    const last = NOW - hours * HOUR;
    scene.promotions.set('dev/web', { environment: 'dev', fleet: 'web', releases: [], looked: last });
    await tellOthers('web', stateOf({ looked: last }), { ...scene.work, report: undefined });
    expect(scene.promotions.get('dev/web')?.disturbed).toBe(at);
    expect(scene.saved[0]?.state?.disturbed).toBe(at);
  });

  it('has heard that this one was not quiet, and that was not written down here', async () => {
    const scene = workScene({});
    const told = { environment: 'dev', fleet: 'web', releases: [], looked: NOW - HOUR, disturbed: NOW - 9 };
    scene.promotions.set('dev/web', told);
    await tellOthers('web', stateOf({ looked: NOW - HOUR }), { ...scene.work, report: undefined });
    expect(scene.saved[0]?.state?.disturbed).toBe(NOW - 9);
  });
});
