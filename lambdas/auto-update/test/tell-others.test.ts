import { describe, expect, it } from 'vitest';
import type { EndedRun, RunOutcome } from '../src/state.ts';
import type { Told } from '../src/told.ts';
import { tellOthers } from '../src/tell-others.ts';
import { NOW, stateOf as emptyState, workScene } from './support/fleet-work.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Of a fleet that the next environment knows to be looked at. */
const stateOf = (given: Parameters<typeof emptyState>[0] = {}) => emptyState({ looked: NOW, ...given });
const TOLD: Told = { title: 'begun', severity: 'info', key: 'run-1', status: 'start', at: NOW };
const ENDED: Told = { ...TOLD, title: 'ended', status: 'end' };
const RELEASE = { id: 'web-20261122T020000Z', pins: { 'amzn-2023': 'releasever:2023.9.20260101' } };

/** A run that ended at that time. */
function endedAt(ended: number, outcome: RunOutcome): EndedRun {
  return { id: RELEASE.id, began: ended - HOUR, ended, outcome, release: RELEASE };
}

describe('notices', () => {
  it('are told, and told no more', async () => {
    const scene = workScene({});
    await tellOthers('web', stateOf({ outbox: [TOLD, ENDED] }), scene.work);
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
    await tellOthers('web', stateOf({ outbox: [TOLD, ENDED] }), scene.work);
    expect(scene.published).toHaveLength(1);
    expect(scene.saved[0]?.state?.outbox).toEqual([TOLD]);
    expect(scene.errors).toEqual(['a notice could not be published']);
  });

  it('are none: nothing is written', async () => {
    const scene = workScene({});
    await tellOthers('web', stateOf(), scene.work);
    expect(scene.saved).toEqual([]);
    expect(scene.promotions.size).toBe(0);
  });
});

describe('the next environment', () => {
  it('is told of a release that runs well', async () => {
    const scene = workScene({});
    const promote = { release: RELEASE, at: NOW };
    await tellOthers('web', stateOf({ promote }), scene.work);
    expect(scene.promotions.get('dev/web')).toMatchObject({ releases: [promote] });
    expect(scene.saved[0]?.state?.promote).toBeUndefined();
  });

  it('is told later where the table is down', async () => {
    const scene = workScene({ isTableDown: true });
    const promote = { release: RELEASE, at: NOW };
    await tellOthers('web', stateOf({ promote }), scene.work);
    expect(scene.saved).toEqual([]);
    expect(scene.errors).toEqual(['the table of promotions could not be written']);
  });

  it.each<
    [
      name: string,
      alarms: readonly string[],
      outcome: RunOutcome | undefined,
      last: number,
      at: number | undefined,
    ]
  >([
    ['an alarm', ['web-errors'], undefined, 0, NOW],
    ['an alarm that it was told of within the hour', ['web-errors'], undefined, NOW - HOUR + 1, undefined],
    ['an alarm that fires still after an hour', ['web-errors'], undefined, NOW - HOUR, NOW],
    ['a run that ended badly', [], 'stopped', NOW - 1, NOW],
    ['a run in which some failed', [], 'partly', 0, NOW],
    ['a run that somebody aborted', [], 'aborted', 0, NOW],
    ['a run that it was told of', [], 'stopped', NOW, undefined],
    ['a run that ended well', [], 'done', 0, undefined],
    ['nothing', [], undefined, 0, undefined],
  ])('is told that this one is not quiet: %s', async (_name, alarms, outcome, last, at) => {
    const scene = workScene({ alarms });
    const ended = outcome === undefined ? undefined : endedAt(NOW, outcome);
    await tellOthers('web', stateOf({ disturbed: last, last: ended }), scene.work);
    expect(scene.promotions.get('dev/web')?.disturbed).toBe(at);
    expect(scene.saved[0]?.state?.disturbed).toBe(at);
  });

  it('is told of an alarm within the hour, where a run has ended since the last one', async () => {
    const scene = workScene({ alarms: ['web-errors'] });
    const last = endedAt(NOW - MINUTE, 'done');
    const state = stateOf({ disturbed: NOW - 2 * MINUTE, last });
    await tellOthers('web', state, scene.work);
    expect(scene.promotions.get('dev/web')?.disturbed).toBe(NOW);
  });

  it('is told of a run that ended badly by the next tick, where the one that ended it was killed', async () => {
    const scene = workScene({});
    const last = endedAt(NOW - MINUTE, 'stopped');
    await tellOthers('web', stateOf({ disturbed: NOW - HOUR, last }), scene.work);
    expect(scene.promotions.get('dev/web')?.disturbed).toBe(last.ended);
    expect(scene.saved[0]?.state?.disturbed).toBe(last.ended);
  });

  it.each<[name: string, alarms: readonly string[], outcome: RunOutcome]>([
    ['a run that ended badly, also after another one has ended well', [], 'stopped'],
    ['an alarm that is over by then', ['web-errors'], 'done'],
  ])('is told later of what was wrong while the table was down: %s', async (_name, alarms, outcome) => {
    const down = workScene({ alarms, isTableDown: true });
    await tellOthers('web', stateOf({ last: endedAt(NOW, outcome) }), down.work);
    const [saved] = down.saved;
    expect(saved?.state).toMatchObject({ disturbing: NOW });
    expect(saved?.state?.disturbed).toBeUndefined();

    const still = workScene({ isTableDown: true });
    await tellOthers('web', saved?.state ?? stateOf(), still.work);
    expect(still.saved).toEqual([]);

    const scene = workScene({});
    const known = { ...saved?.state, last: endedAt(NOW + HOUR, 'done') };
    await tellOthers('web', stateOf(known), { ...scene.work, now: NOW + HOUR });
    expect(scene.promotions.get('dev/web')?.disturbed).toBe(NOW);
    expect(scene.saved[0]?.state).toMatchObject({ disturbed: NOW, looked: NOW + HOUR });
    expect(scene.saved[0]?.state?.disturbing).toBeUndefined();
  });

  it('is told of a run that ended well after what was wrong, where it is told of both at once', async () => {
    const scene = workScene({});
    const before = [{ release: RELEASE, at: NOW - 9 * HOUR }];
    scene.promotions.set('dev/web', { environment: 'dev', fleet: 'web', releases: before, looked: NOW });
    const promote = { release: RELEASE, at: NOW };
    await tellOthers('web', stateOf({ disturbing: NOW - HOUR, promote }), scene.work);
    expect(scene.promotions.get('dev/web')).toMatchObject({ releases: [promote], disturbed: NOW - HOUR });
  });

  it.each<[name: string, minutes: number, at: number | undefined]>([
    ['for a moment', 14, undefined],
    ['for long', 15, NOW],
  ])('is told that this one is not quiet while alarms cannot be read: %s', async (_name, minutes, at) => {
    const scene = workScene({});
    const gates = { alarms: [], unreadable: ['alarms: not allowed'] };
    await tellOthers('web', stateOf({ unreadable: NOW - minutes * 60_000 }), { ...scene.work, gates });
    expect(scene.promotions.get('dev/web')?.disturbed).toBe(at);
  });

  it.each<[name: string, last: number | undefined, isTold: boolean]>([
    ['never told', undefined, true],
    ['told within the hour', NOW - HOUR + 1, false],
    ['told an hour ago', NOW - HOUR, true],
  ])('is told hourly that somebody looks: %s', async (_name, last, isTold) => {
    const scene = workScene({});
    await tellOthers('web', stateOf({ looked: last }), scene.work);
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
    await tellOthers('web', stateOf({ looked: last }), scene.work);
    expect(scene.promotions.get('dev/web')?.disturbed).toBe(at);
    expect(scene.saved[0]?.state?.disturbed).toBe(at);
  });

  it('has heard that this one was not quiet, and that was not written down here', async () => {
    const scene = workScene({});
    const told = { environment: 'dev', fleet: 'web', releases: [], looked: NOW - HOUR, disturbed: NOW - 9 };
    scene.promotions.set('dev/web', told);
    await tellOthers('web', stateOf({ looked: NOW - HOUR }), scene.work);
    expect(scene.saved[0]?.state?.disturbed).toBe(NOW - 9);
  });
});
