import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlarmMemory } from '../src/alarm-memory.ts';
import type { Change } from '../src/ingest/change.ts';
import { plan } from '../src/plan.ts';
import { RUNS } from './runs.ts';
import { changeAt, NOON, noticeAt } from './support/changes.ts';
import { configOf, WRITTEN } from './support/configs.ts';
import { type Planner, plannerOf } from './support/planner.ts';

const BRIDGE = { via: 'event-bridge' } as const;
const MUTED = { ...BRIDGE, actionsEnabled: true, mutedBy: ['maintenance'] };
const TELL = [{ chat: 'tell' }];

function iso(seconds: number): string {
  return new Date(NOON + seconds * 1000).toISOString();
}

/** Changes 60 seconds apart, each planned when it happens. */
function flap(planner: Planner, count: number): readonly string[] {
  return Array.from(
    { length: count },
    (_, index) => planner.at(index * 60, changeAt(index * 60))[0]?.['chat'] ?? '',
  );
}

describe('a change', () => {
  it('is told to all of its destinations, each time that it comes', () => {
    const planner = plannerOf(configOf({ routes: [{ to: ['page', 'mail'] }] }));
    const both = [{ page: 'tell', mail: 'tell' }];
    expect(planner.at(0, changeAt(0))).toEqual(both);
    expect(planner.at(900, changeAt(0))).toEqual(both);
    expect(planner.writes()).toBe(1);
  });

  it('that is late is told', () => {
    const planner = plannerOf(configOf());
    planner.at(120, changeAt(120));
    expect(planner.at(125, changeAt(60))).toEqual(TELL);
  });

  it('that is late by days is told', () => {
    const planner = plannerOf(configOf());
    planner.at(172_800, changeAt(172_800));
    expect(planner.at(172_805, changeAt(0))).toEqual(TELL);
  });

  it('is decided on with others in the order in which they happened', () => {
    const planner = plannerOf(configOf({ quiet: [quietFor(600)] }));
    const [late, early] = [changeAt(120), changeAt(61)];
    expect(planner.at(130, late, early)).toEqual([{ chat: 'done overtaken' }, { chat: 'hold quiet 600' }]);
  });

  it.each<[name: string, changeOf: (at: number) => Change]>([
    ['older than all that is remembered', changeAt],
    ['of a notice, too', (at) => noticeAt(at, { status: 'progress' })],
  ])('%s is told each time', (_name, changeOf) => {
    const planner = plannerOf(configOf({ flapping: false }));
    const latestFirst = Array.from({ length: 150 }, (_, index) => changeOf((150 - index) * 60));
    for (const change of [...latestFirst, ...latestFirst]) expect(planner.at(9_001, change)).toEqual(TELL);
  });

  it('of more than are remembered at once is told', () => {
    const planner = plannerOf(configOf({ flapping: false }));
    const many = Array.from({ length: 150 }, (_, index) => changeAt(index * 60));
    expect(planner.at(9_001, ...many)).toEqual(many.map(() => ({ chat: 'tell' })));
  });

  it('of more than are remembered at once is withheld while it flaps', () => {
    const planner = plannerOf(configOf());
    const many = Array.from({ length: 150 }, (_, index) => changeAt(index));
    const told = planner.at(149, ...many).map(({ chat }) => chat);
    expect(told.slice(6, -1)).toEqual(many.slice(6, -1).map(() => 'done damped'));
  });

  it('that was held is overtaken, though more have come since than are remembered', () => {
    const constructor = WRITTEN.destinations.chat;
    const planner = plannerOf(
      configOf({
        destinations: { constructor, page: constructor },
        fallback: ['constructor', 'page'],
        flapping: false,
        quiet: [quietFor(9_000, { to: ['constructor'] })],
      }),
    );
    planner.at(0, changeAt(0));
    for (let index = 1; index <= 150; index += 1) planner.at(index * 50, changeAt(index * 50));
    // Where nothing was held, all is told.
    expect(planner.at(9_000, changeAt(0))).toEqual([{ constructor: 'done overtaken', page: 'tell' }]);
  });

  it('with a time that is still to come overtakes nothing for ever', () => {
    const planner = plannerOf(configOf({ quiet: [quietFor(600)] }));
    planner.at(0, changeAt(86_400));
    expect(planner.at(60, changeAt(60))).toEqual([{ chat: 'hold quiet 600' }]);
  });
});

/** Quiet from an hour before noon. */
function quietFor(seconds: number, more: object = {}) {
  return { name: 'q', match: {}, from: iso(-3_600), until: iso(seconds), ...more };
}

describe('actions that are switched off', () => {
  it.each<[name: string, change: Change, told: string]>([
    ['by EventBridge', changeAt(0, { ...BRIDGE, actionsEnabled: false }), 'done disabled'],
    ['by SNS, which CloudWatch does not use then', changeAt(0, { actionsEnabled: false }), 'tell'],
    ['nobody knows', changeAt(0, BRIDGE), 'tell'],
  ])('%s', (_name, change, told) => {
    expect(plannerOf(configOf()).at(0, change)).toEqual([{ chat: told }]);
  });
});

describe('a mute', () => {
  const SUPPRESSED = { ...BRIDGE, composite: { children: [], suppression: { by: 'Alarm' } } };

  it.each<[name: string, change: Change, told: string]>([
    ['is looked at again', changeAt(0, MUTED), 'hold muted 300'],
    ['at its end', changeAt(0, { ...MUTED, mutedUntil: iso(100) }), 'hold muted 100'],
    ['that has ended', changeAt(0, { ...MUTED, mutedUntil: iso(0) }), 'tell'],
    ['does not go for SNS', changeAt(0, { ...MUTED, via: 'sns' }), 'tell'],
    ['does not go for actions', changeAt(0, { ...MUTED, via: 'lambda-action' }), 'tell'],
    ['cannot hold what does not come back', changeAt(0, { ...MUTED, isQueued: false }), 'tell'],
    ['of a composite alarm', changeAt(0, { ...SUPPRESSED, actionsEnabled: true }), 'hold muted 300'],
    ['of which CloudWatch says nothing', changeAt(0, SUPPRESSED), 'hold muted 300'],
  ])('%s', (_name, change, told) => {
    expect(plannerOf(configOf()).at(0, change)).toEqual([{ chat: told }]);
  });

  it('that goes on is looked at less often, and in the end not any more', () => {
    const planner = plannerOf(configOf());
    const change = changeAt(0, MUTED);
    planner.at(0, change);
    expect(planner.at(7_199, change)).toEqual([{ chat: 'hold muted 7499' }]);
    expect(planner.at(7_200, change)).toEqual([{ chat: 'hold muted 9000' }]);
    expect(planner.at(12 * 86_400 - 1, change)).toEqual([{ chat: `hold muted ${12 * 86_400 + 1_799}` }]);
    expect(planner.at(12 * 86_400, change)).toEqual(TELL);
  });

  it('is no matter of what comes by another way as well', () => {
    const planner = plannerOf(configOf());
    planner.at(0, changeAt(0, { ...MUTED, mutedUntil: iso(100) }));
    expect(planner.remarksAt(1, changeAt(0, { via: 'sns' }))).toEqual([]);
    expect(planner.remarksAt(100, changeAt(0, BRIDGE))).toEqual([expect.stringMatching(/muted/)]);
    planner.at(101, changeAt(101));
    expect(planner.at(102, changeAt(0, { via: 'sns' }))).toEqual(TELL);
  });

  it('is over an hour later where CloudWatch never says so', () => {
    const planner = plannerOf(configOf());
    const change = changeAt(0, SUPPRESSED);
    planner.at(0, change);
    expect(planner.at(3_500, change)).toEqual([{ chat: 'hold muted 3600' }]);
    expect(planner.at(3_600, change)).toEqual(TELL);
  });

  it('lets the newest change through when it is over, and none before it', () => {
    const planner = plannerOf(configOf());
    const [first, second] = [changeAt(0, MUTED), changeAt(61, MUTED)];
    planner.at(0, first);
    planner.at(61, second);
    expect(planner.at(300, first)).toEqual([{ chat: 'done overtaken' }]);
    expect(planner.at(361, changeAt(61, { ...BRIDGE, actionsEnabled: true }))).toEqual(TELL);
    expect(planner.at(362, changeAt(0, BRIDGE))).toEqual([{ chat: 'done overtaken' }]);
  });
});

describe('quiet times', () => {
  const ROUTES = { routes: [{ to: ['page', 'mail'] }] };

  it('hold what one destination is told, and no other', () => {
    const planner = plannerOf(configOf({ ...ROUTES, quiet: [quietFor(600, { to: ['mail'] })] }));
    expect(planner.at(0, changeAt(0))).toEqual([{ page: 'tell', mail: 'hold quiet 600' }]);
    expect(planner.at(600, changeAt(0))).toEqual([{ page: 'tell', mail: 'tell' }]);
  });

  it('what has been overtaken by then is not told where it was held', () => {
    const planner = plannerOf(configOf({ ...ROUTES, quiet: [quietFor(600, { to: ['mail'] })] }));
    planner.at(0, changeAt(0));
    expect(planner.at(61, changeAt(61))).toEqual([{ page: 'tell', mail: 'hold quiet 600' }]);
    expect(planner.at(600, changeAt(0))).toEqual([{ page: 'tell', mail: 'done overtaken' }]);
    expect(planner.at(600, changeAt(61))).toEqual([{ page: 'tell', mail: 'tell' }]);
  });

  it('what comes late is overtaken at once, and stays so', () => {
    const planner = plannerOf(configOf({ quiet: [quietFor(600)] }));
    planner.at(61, changeAt(61));
    expect(planner.at(62, changeAt(0))).toEqual([{ chat: 'done overtaken' }]);
    expect(planner.at(700, changeAt(0))).toEqual([{ chat: 'done overtaken' }]);
  });

  it('that last for days forget nothing', () => {
    const day = 86_400;
    const planner = plannerOf(configOf({ quiet: [quietFor(5 * day)] }));
    planner.at(0, changeAt(0));
    planner.at(3 * day, changeAt(3 * day));
    expect(planner.at(5 * day, changeAt(0))).toEqual([{ chat: 'done overtaken' }]);
    expect(planner.at(5 * day, changeAt(3 * day))).toEqual(TELL);
  });

  it('leave out what they are told to, for good', () => {
    const planner = plannerOf(configOf({ quiet: [quietFor(600, { action: 'skip' })] }));
    expect(planner.at(0, changeAt(0))).toEqual([{ chat: 'done quiet' }]);
    expect(planner.at(700, changeAt(0))).toEqual([{ chat: 'done quiet' }]);
    expect(planner.at(701, changeAt(61))).toEqual(TELL);
  });

  it('cannot hold what does not come back', () => {
    const planner = plannerOf(configOf({ quiet: [quietFor(600)] }));
    expect(planner.at(0, changeAt(0, { isQueued: false }))).toEqual(TELL);
  });

  it('that never end do', () => {
    const day = { match: {}, timezone: 'UTC' };
    const quiet = [
      { ...day, name: 'day', hours: '07:00-22:00' },
      { ...day, name: 'night', hours: '22:00-07:00' },
    ];
    const planner = plannerOf(configOf({ quiet }));
    expect(planner.at(0, changeAt(0))).toEqual([{ chat: 'hold quiet 36000' }]);
    expect(planner.at(12 * 86_400, changeAt(0))).toEqual(TELL);
  });
});

describe('flapping', () => {
  const six = ['tell', 'tell', 'tell', 'tell', 'tell', 'tell'];

  it('begins with the sixth change in half an hour', () => {
    expect(flap(plannerOf(configOf()), 8)).toEqual([...six, 'hold flapping 960', 'hold flapping 1020']);
  });

  it('does not begin with six in more', () => {
    const planner = plannerOf(configOf());
    const told = [0, 360, 720, 1_080, 1_440, 1_800].map((at) => planner.at(at, changeAt(at))[0]?.['chat']);
    expect(told).toEqual(six);
    expect(planner.at(1_801, changeAt(1_801))).toEqual(TELL);
    expect(planner.at(1_802, changeAt(1_802))).toEqual([{ chat: 'hold flapping 2402' }]);
  });

  it('is as written', () => {
    const planner = plannerOf(configOf({ flapping: { changes: 3, within: 130, steady: 90 } }));
    expect(flap(planner, 4)).toEqual(['tell', 'tell', 'tell', 'hold flapping 270']);
    expect(flap(plannerOf(configOf({ flapping: false })), 20)).toEqual(
      Array.from({ length: 20 }, () => 'tell'),
    );
  });

  it('lets the last change through when it has been steady, and none before it', () => {
    const planner = plannerOf(configOf());
    flap(planner, 8);
    expect(planner.at(960, changeAt(360))).toEqual([{ chat: 'done damped' }]);
    expect(planner.at(1_019, changeAt(420))).toEqual([{ chat: 'hold flapping 1020' }]);
    expect(planner.at(1_020, changeAt(420))).toEqual(TELL);
    // Once more.
    expect(planner.at(1_030, changeAt(420), changeAt(360))).toEqual([{ chat: 'done damped' }, ...TELL]);
  });

  it('says so, and what was not told', () => {
    const planner = plannerOf(configOf());
    flap(planner, 5);
    expect(planner.remarksAt(300, changeAt(300))).toEqual([expect.stringMatching(/^Flapping: 6 changes/)]);
    planner.at(360, changeAt(360));
    planner.at(420, changeAt(420));
    planner.at(480, changeAt(480));
    const steady = [expect.stringMatching(/^Steady.* 2 changes were not told/)];
    expect(planner.remarksAt(1_080, changeAt(480))).toEqual(steady);
    expect(planner.remarksAt(1_081, changeAt(480))).toEqual(steady);
    expect(planner.remarksAt(1_082, changeAt(1_082))).toEqual([]);
  });

  it('says what was not told where nothing came back in time', () => {
    const planner = plannerOf(configOf());
    flap(planner, 8);
    expect(planner.remarksAt(1_100, changeAt(1_100))).toEqual([
      expect.stringMatching(/^2 changes were not told/),
    ]);
  });

  it('counts anew when it is over', () => {
    const planner = plannerOf(configOf());
    flap(planner, 8);
    planner.at(1_020, changeAt(420));
    const told = Array.from(
      { length: 7 },
      (_, index) => planner.at(1_100 + index, changeAt(1_100 + index))[0]?.['chat'],
    );
    expect(told).toEqual([...six, 'hold flapping 1706']);
  });

  it('is over for a change that comes long after, whatever became of those before', () => {
    const planner = plannerOf(configOf());
    flap(planner, 8);
    expect(planner.at(1_021, changeAt(1_021))).toEqual(TELL);
    expect(planner.at(1_022, changeAt(420))).toEqual([{ chat: 'done damped' }]);
  });

  it('is over when nothing has been withheld, too', () => {
    const planner = plannerOf(configOf());
    flap(planner, 6);
    expect(planner.at(901, changeAt(901))).toEqual(TELL);
    expect(planner.at(902, changeAt(902))).toEqual(TELL);
  });

  it('counts what comes late', () => {
    const planner = plannerOf(configOf());
    const told = [0, 60, 120, 240, 300].map((at) => planner.at(at, changeAt(at))[0]?.['chat']);
    expect(told).toEqual(['tell', 'tell', 'tell', 'tell', 'tell']);
    expect(planner.at(310, changeAt(180))).toEqual(TELL);
    expect(planner.at(320, changeAt(320))).toEqual([{ chat: 'hold flapping 920' }]);
  });

  it('withholds what comes late only if it happened then', () => {
    const planner = plannerOf(configOf());
    flap(planner, 8);
    expect(planner.at(430, changeAt(-5))).toEqual(TELL);
    expect(planner.at(431, changeAt(390))).toEqual([{ chat: 'done damped' }]);
    planner.at(1_020, changeAt(420));
    expect(planner.at(1_021, changeAt(391))).toEqual([{ chat: 'done damped' }]);
  });

  it('that is told of hours later is found all the same', () => {
    const planner = plannerOf(configOf());
    const changes = Array.from({ length: 10 }, (_, index) => changeAt(index * 60));
    const wait = 'hold flapping 7260';
    expect(planner.at(7_200, ...changes).map(({ chat }) => chat)).toEqual([
      ...six,
      'done damped',
      'done damped',
      'done damped',
      wait,
    ]);
    expect(planner.at(7_205, changeAt(600)).map(({ chat }) => chat)).toEqual(['hold flapping 7265']);
    expect(planner.at(7_260, changeAt(540)).map(({ chat }) => chat)).toEqual(['done damped']);
    expect(planner.at(7_265, changeAt(600)).map(({ chat }) => chat)).toEqual(['tell']);
  });

  it('cannot hold what does not come back', () => {
    const planner = plannerOf(configOf());
    flap(planner, 6);
    expect(planner.at(360, changeAt(360, { isQueued: false }))).toEqual(TELL);
  });

  it('is no more where the config says so by now', () => {
    const planner = plannerOf(configOf());
    flap(planner, 7);
    planner.configure(configOf({ flapping: false }));
    expect(planner.at(361, changeAt(360))).toEqual(TELL);
  });

  it('goes by the time series', () => {
    const planner = plannerOf(configOf());
    flap(planner, 6);
    const other = changeAt(360, { contributor: { id: 'c', attributes: {} } });
    expect(planner.at(360, other)).toEqual(TELL);
  });

  it('counts while it is muted', () => {
    const planner = plannerOf(configOf());
    for (let index = 0; index < 7; index += 1) planner.at(index * 60, changeAt(index * 60, MUTED));
    expect(planner.at(660, changeAt(360, BRIDGE))).toEqual([{ chat: 'hold flapping 960' }]);
    expect(planner.at(960, changeAt(360, BRIDGE))).toEqual(TELL);
  });
});

describe('notices', () => {
  it('never flap', () => {
    const planner = plannerOf(configOf());
    for (let at = 0; at < 20; at += 1)
      expect(planner.at(at, noticeAt(at, { status: 'progress' }))).toEqual(TELL);
  });

  it('that stand alone are overtaken by none', () => {
    const planner = plannerOf(configOf({ quiet: [quietFor(600)] }));
    const held = [{ chat: 'hold quiet 600' }];
    expect(planner.at(0, noticeAt(0))).toEqual(held);
    expect(planner.at(60, noticeAt(60), noticeAt(0))).toEqual([...held, ...held]);
    expect(planner.at(600, noticeAt(0))).toEqual(TELL);
    expect(planner.writes()).toBe(0);
  });

  it('of one course are', () => {
    const planner = plannerOf(configOf({ quiet: [quietFor(600)] }));
    const [start, end] = [noticeAt(0, { status: 'start' }), noticeAt(60, { status: 'end' })];
    planner.at(0, start);
    planner.at(60, end);
    expect(planner.at(600, start)).toEqual([{ chat: 'done overtaken' }]);
    expect(planner.at(600, end)).toEqual(TELL);
  });
});

it('decides the same again', () => {
  const batches = fc.array(
    fc.record({
      seconds: fc.integer({ min: 0, max: 600 }),
      changes: fc.array(fc.integer({ min: -600, max: 6_000 }), { minLength: 1, maxLength: 10 }),
      isMuted: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  );
  const config = configOf({
    flapping: { changes: 3, within: 900, steady: 60 },
    routes: [{ to: ['chat', 'mail', 'page'] }],
    quiet: [quietFor(900, { to: ['mail'] }), quietFor(1_800, { to: ['page'], action: 'skip' })],
  });
  fc.assert(
    fc.property(batches, (course) => {
      let memories: ReadonlyMap<string, AlarmMemory> = new Map();
      let now = NOON;
      for (const { seconds, changes: times, isMuted } of course) {
        now += seconds * 1000;
        const changes = times.map((at) => changeAt(at, isMuted ? MUTED : BRIDGE));
        const first = plan({ changes, memories, config, now });
        memories = new Map([...memories, ...first.memories]);
        const second = plan({ changes, memories, config, now });
        expect(second.decisions).toEqual(first.decisions);
        expect(second.memories.size).toBe(0);
      }
    }),
    { numRuns: RUNS },
  );
});
