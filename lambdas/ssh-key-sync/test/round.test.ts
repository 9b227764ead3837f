import { describe, expect, it } from 'vitest';
import { hasFailedRead, oneRound } from '../src/round.ts';
import { emptyState, type State } from '../src/state.ts';
import { configOf } from './support/plan-config.ts';
import { event, failed, idOf, keys, members, T } from './support/plan-evidence.ts';
import { createPlanWorld } from './support/plan-world.ts';
import { createRunWorld, TICK } from './support/run-world.ts';

const NAMES = ['amy', 'ben', 'cleo', 'dan'];

/** Four users of `dev`; nothing is due. */
function believed(config = configOf()): State {
  const world = createPlanWorld(config);
  const known = NAMES.map((name, number) => keys(-1000, name, number));
  world.run(-999, members(-1000, 'dev', ...NAMES), members(-1000, 'ops'), ...known);
  return { ...world.state, todo: [] };
}

const leave = (...names: readonly string[]) => names.map((name) => event(-5, 'left', name, 'dev'));

describe('a round', () => {
  it.each([
    { name: 'takes what is due', hasFailed: false, losers: ['amy'] },
    { name: 'takes nothing where a read failed in one before', hasFailed: true, losers: [] },
  ])('$name', async ({ hasFailed, losers }) => {
    const world = createRunWorld(0);
    const stored = await world.memory.store.save(believed(), undefined, new AbortController().signal);
    const work = { stored, state: believed(), isOurs: false };
    const { plan } = await oneRound(world.input(), { work, told: leave('amy'), hasFailed });
    expect(plan.losses.map(({ name }) => name)).toEqual(losers);
    expect(plan.heldBack.map(({ name }) => name)).toEqual(hasFailed ? ['amy'] : []);
  });

  it('writes nothing where nothing has changed', async () => {
    const world = createRunWorld(2);
    await world.run(TICK);
    const saves = world.memory.saves.length;
    expect(saves).toBeGreaterThan(0);
    const work = { stored: world.memory.stored, state: world.state, isOurs: false };
    await oneRound(world.input(), { work, told: [], hasFailed: false });
    expect(world.memory.saves).toHaveLength(saves);
  });

  it('holds what is over the cap, and the next round holds it still', async () => {
    const config = configOf({ removals: { most: 1, percent: 0 } });
    const world = createRunWorld(0, config);
    const state = believed(config);
    const stored = await world.memory.store.save(state, undefined, new AbortController().signal);
    const input = world.input();
    const one = await oneRound(input, {
      work: { stored, state, isOurs: false },
      told: leave('amy', 'ben'),
      hasFailed: false,
    });
    const other = await oneRound(input, { work: one.work, told: [], hasFailed: false });
    for (const { plan } of [one, other]) {
      expect(plan.losses).toEqual([]);
      expect(plan.state.held?.users).toEqual(['amy', 'ben'].map(idOf));
    }
  });

  it('gives up where others write all the time', async () => {
    const world = createRunWorld(1);
    await world.memory.store.save(emptyState(20_000), undefined, new AbortController().signal);
    const work = { stored: world.memory.stored, state: believed(), isOurs: false };
    world.onSave = () => world.memory.write((state) => state);
    const round = oneRound(world.input(), { work, told: leave('amy'), hasFailed: false });
    await expect(round).rejects.toThrow('written by others');
  });
});

it.each([
  { name: 'no read', evidence: leave('amy'), expected: false },
  { name: 'a read that failed', evidence: [failed(T, 'dev')], expected: true },
  { name: 'a group that is not there', evidence: [failed(T, 'dev', true)], expected: false },
])('$name counts in later rounds: $expected', ({ evidence, expected }) => {
  expect(hasFailedRead({ evidence })).toBe(expected);
});
