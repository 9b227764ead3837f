import { describe, expect, it } from 'vitest';
import { configOf } from './support/plan-config.ts';
import { approval, at, event, failed, idOf, keys, members, parameters } from './support/plan-evidence.ts';
import { createPlanWorld, type PlanWorld } from './support/plan-world.ts';

const TREE = configOf({ parameters: '/ssh', removals: { most: 2, percent: 20 } });
const NONE = configOf({ removals: { most: 2, percent: 20 } });
const NAMES = Array.from({ length: 100 }, (_, i) => `user${i}`);
const ALL = parameters(-1000, ...NAMES.map((name, i) => [name, 'laptop', i] as const));

/** A hundred users of `dev` with keys in the tree alone, but for those after the first few, who have one in IAM. */
function worldOf(treeOnly: number): PlanWorld {
  const world = createPlanWorld(TREE);
  const tree = parameters(-1000, ...NAMES.slice(0, treeOnly).map((name, i) => [name, 'laptop', i] as const));
  const iam = NAMES.map((name, i) => (i < treeOnly ? keys(-1000, name) : keys(-1000, name, i)));
  world.run(-999, members(-1000, 'dev', ...NAMES), members(-1000, 'ops'), tree, ...iam);
  world.settle();
  return world;
}

describe('a config that no longer has the tree of parameters', () => {
  it('takes nothing from more users than the cap allows, until it is approved', () => {
    const world = worldOf(100);
    world.deploy(NONE);
    const { losses, heldBack, problems, state } = world.run(5);
    expect(losses).toEqual([]);
    expect(heldBack).toHaveLength(100);
    expect(problems.map(({ code }) => code)).toEqual(['REMOVALS_HELD']);
    expect(state.held).toMatchObject({ since: at(5), users: NAMES.map(idOf).toSorted() });
    expect(state.todo).toEqual([]);
    expect(world.access()).toHaveLength(100);

    const again = world.run(400);
    expect(again.state.held).toEqual(state.held);
    expect(again.losses).toEqual([]);

    const approved = world.run(405, approval(state.held?.id ?? ''));
    expect(approved.losses).toHaveLength(100);
    expect(approved.problems).toEqual([]);
    expect(approved.state.held).toBeUndefined();
    expect(world.access()).toEqual([]);
    const known = (): readonly string[] =>
      Object.values(world.state.users).flatMap((user) => Object.keys(user.keys));
    expect(known()).toHaveLength(100);
    world.run(3_000);
    expect(known()).toEqual([]);
  });

  it('takes its keys from as many users as the cap allows, at once', () => {
    const world = worldOf(1);
    world.deploy(NONE);
    const { losses, problems } = world.run(5);
    expect(losses.map(({ login, why }) => `${login}: ${why}`)).toEqual([
      'user0: the config no longer has the tree of parameters with the key parameter:laptop',
    ]);
    expect(problems).toEqual([]);
    expect(world.access()).toHaveLength(99);
  });

  it('takes nothing away in a run with a failed read', () => {
    const world = worldOf(1);
    world.deploy(NONE);
    expect(world.run(5, failed(4, 'ops')).losses).toEqual([]);
    expect(world.access()).toHaveLength(100);
    expect(world.run(65).losses).toHaveLength(1);
  });

  it('holds nothing any more once the tree is back, before it has been read again', () => {
    const world = worldOf(100);
    world.deploy(NONE);
    world.run(5);
    world.deploy(TREE);
    const back = world.run(10);
    expect(back.state.held).toBeUndefined();
    expect([back.losses, back.heldBack, back.problems]).toEqual([[], [], []]);
    expect(world.access()).toHaveLength(100);
    expect(world.run(100, { ...ALL, at: at(90) }).losses).toEqual([]);
    expect(world.access()).toHaveLength(100);
  });

  it('gives nobody anything by its keys', () => {
    const world = worldOf(100);
    world.run(1, event(0, 'left', 'user0', 'dev'));
    world.deploy(NONE);
    world.run(5);
    const { gains } = world.run(205, members(200, 'dev', ...NAMES), keys(200, 'user0'));
    expect(gains).toEqual([]);
  });
});
