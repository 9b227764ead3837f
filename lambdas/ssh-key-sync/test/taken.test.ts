import { describe, expect, it } from 'vitest';
import type { Evidence } from '../src/evidence.ts';
import { takenAfter, takenLately } from '../src/taken.ts';
import { configOf } from './support/plan-config.ts';
import { approval, at, event, idOf, keys, members } from './support/plan-evidence.ts';
import { createPlanWorld, type PlanWorld } from './support/plan-world.ts';

const MINUTE = 60_000;
const NOW = at(0);
const config = { readEvery: 15 };

describe('who has lost something lately', () => {
  const quiet = { started: NOW - 90 * MINUTE, complete: NOW - 90 * MINUTE };
  const underWay = { started: NOW - 40 * MINUTE, complete: NOW - 90 * MINUTE };
  it.each([
    { name: 'within the time between two whole reads', read: quiet, minutes: 15, counts: true },
    { name: 'longer ago', read: quiet, minutes: 16, counts: false },
    { name: 'in the whole read that is under way', read: underWay, minutes: 40, counts: true },
    { name: 'before it', read: underWay, minutes: 41, counts: false },
  ])('$name: $counts', ({ read, minutes, counts }) => {
    const taken = { AIDA1: NOW - minutes * MINUTE };
    const lately = takenLately({ taken }, { config, read, now: NOW });
    expect([...lately]).toEqual(counts ? Object.entries(taken) : []);
  });
});

it.each([
  { name: 'nobody', losers: [], gainers: ['AIDA1'], expected: undefined },
  { name: 'who was known', losers: [], gainers: [], expected: { AIDA1: 1 } },
  { name: 'who is new, and who was known', losers: ['AIDA2'], gainers: [], expected: { AIDA1: 1, AIDA2: 9 } },
  { name: 'who loses and gains', losers: ['AIDA1'], gainers: ['AIDA1'], expected: { AIDA1: 9 } },
])('keeps $name', ({ losers, gainers, expected }) => {
  const now = { losers: new Set(losers), gainers: new Set(gainers), now: 9 };
  expect(takenAfter(new Map([['AIDA1', 1]]), now)).toEqual(expected);
});

const NAMES = ['amy', 'ben', 'cleo', 'dan', 'eve', 'finn', 'gus', 'hal', 'ida', 'jan'];
const HALF_HOUR = 1_800;

/** Ten users in `dev`, of whom two may lose something at a time. */
function tenUsers(): PlanWorld {
  const world = createPlanWorld(configOf({ removals: { most: 2, percent: 20 }, readEvery: 30 }));
  const known = NAMES.map((name, number) => keys(-1000, name, number));
  world.run(-999, members(-1000, 'dev', ...NAMES), members(-1000, 'ops'), ...known);
  return world;
}

/** Two reads miss the keys of these. */
function lose(world: PlanWorld, seconds: number, ...names: readonly string[]): void {
  world.run(seconds + 1, ...names.map((name) => keys(seconds, name)));
  world.run(seconds + 61, ...names.map((name) => keys(seconds + 60, name)));
}

describe('the cap over several runs', () => {
  const leave = (seconds: number, ...names: readonly string[]): readonly Evidence[] =>
    names.map((name) => event(seconds, 'left', name, 'dev'));

  it.each<[name: string, between: (world: PlanWorld) => void, seconds: number, isHeld: boolean]>([
    ['counts who lost something in the run before', () => {}, 100, true],
    ['does not count who did so long ago', () => {}, HALF_HOUR + 62, false],
    ['does not count who has it back', (world) => world.run(90, keys(89, 'amy', 0)), 100, false],
    [
      'counts no more who lost something by an event',
      (world) => world.run(90, ...leave(89, 'ida')),
      100,
      true,
    ],
  ])('%s', (_name, between, seconds, isHeld) => {
    const world = tenUsers();
    lose(world, 0, 'amy', 'ben');
    expect(world.state.held).toBeUndefined();
    between(world);
    lose(world, seconds, 'cleo');
    expect(world.state.held?.users).toEqual(isHeld ? [idOf('cleo')] : undefined);
  });

  it('holds events by what they say alone', () => {
    const world = tenUsers();
    for (const [place, name] of NAMES.slice(0, 6).entries())
      world.run(place * 10 + 5, ...leave(place * 10, name));
    expect([world.access().length, world.state.held, world.state.taken]).toEqual([4, undefined, undefined]);
    lose(world, 100, 'ida');
    expect(world.state.held).toBeUndefined();
  });

  it('does not count what was approved', () => {
    const world = tenUsers();
    lose(world, 0, 'amy', 'ben', 'cleo');
    world.run(70, approval(world.state.held?.id ?? ''));
    expect([world.access().length, world.state.taken]).toEqual([7, undefined]);
    lose(world, 100, 'dan', 'eve');
    expect(world.access()).toHaveLength(5);
  });
});
