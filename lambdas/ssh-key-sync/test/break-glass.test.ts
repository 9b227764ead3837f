import { describe, expect, it } from 'vitest';
import type { Plan } from '../src/plan-types.ts';
import { configOf } from './support/plan-config.ts';
import { event, keys, members } from './support/plan-evidence.ts';
import { edKey } from './support/plan-keys.ts';
import { createPlanWorld, type PlanWorld } from './support/plan-world.ts';

const KEYS = [edKey(99)];

/** alice has 20000, and bob 20001. */
function worldOf(more: Readonly<Record<string, unknown>> = {}): PlanWorld {
  const world = createPlanWorld(configOf(more));
  world.run(
    -999,
    members(-1000, 'dev', 'alice', 'bob'),
    members(-1000, 'ops'),
    keys(-1000, 'alice', 1),
    keys(-1000, 'bob', 2),
  );
  world.settle();
  return world;
}

/** `LOGIN UID RIGHT` of the only manifest; nothing where it is as before. */
function usersOf({ manifests }: Plan): readonly string[] {
  return manifests.flatMap(({ manifest }) =>
    manifest.users.map(({ login, uid, right }) => `${login} ${uid} ${right}`),
  );
}

describe('a break-glass user', () => {
  it.each([
    {
      name: 'UID',
      more: { uids: { from: 30_000 }, breakGlass: { uid: 20_000, keys: KEYS } },
      what: 'UID 20000',
    },
    { name: 'login name', more: { breakGlass: { login: 'alice', keys: KEYS } }, what: 'login name alice' },
  ])('is left out while a user has its $name', ({ more, what }) => {
    const world = worldOf();
    world.deploy(configOf(more));
    const { gains, losses, problems, manifests } = world.run(5);
    expect([gains, losses, manifests]).toEqual([[], [], []]);
    expect(problems).toEqual([
      {
        code: 'BREAK_GLASS_TAKEN',
        subject: more.breakGlass.login ?? 'break-glass',
        message: `the ${what} is that of own:alice; the break-glass user is on no host that has the latest manifest`,
      },
    ]);
    expect(world.access()).toEqual(['alice APKA1', 'bob APKA2']);
    expect(world.state.breakGlassUids).toBeUndefined();
  });

  it('is left out where a user had its UID', () => {
    const world = worldOf();
    world.run(5, event(0, 'user-deleted', 'alice'));
    world.deploy(configOf({ uids: { from: 30_000 }, breakGlass: { uid: 20_000, keys: KEYS } }));
    const planned = world.run(3_000);
    expect(planned.problems.map(({ code }) => code)).toEqual(['BREAK_GLASS_TAKEN']);
    expect(usersOf(planned)).toEqual(['bob 20001 login']);
  });

  it('gets the login name of who has no access any more', () => {
    const world = worldOf();
    world.run(5, event(0, 'user-deleted', 'alice'));
    world.deploy(configOf({ breakGlass: { login: 'alice', keys: KEYS } }));
    const planned = world.run(3_000);
    expect(planned.problems).toEqual([]);
    expect(usersOf(planned)).toEqual(['alice 19999 keep', 'bob 20001 login']);
  });

  it('gets the login name that `names` takes from a user', () => {
    const world = worldOf();
    world.deploy(configOf({ breakGlass: { login: 'alice', keys: KEYS }, names: { alice: 'ally' } }));
    const planned = world.run(5);
    expect(planned.problems).toEqual([]);
    expect(usersOf(planned)).toEqual(['alice 19999 keep', 'ally 20000 login', 'bob 20001 login']);
  });

  it('leaves its UID to nobody', () => {
    const world = worldOf({
      uids: { from: 20_000, to: 29_999 },
      breakGlass: { uid: 30_000, keys: KEYS },
    });
    expect(world.state.breakGlassUids).toEqual([30_000]);
    world.deploy(configOf({ uids: { from: 30_000, to: 40_000 }, breakGlass: { uid: 19_000, keys: KEYS } }));
    world.run(5, members(0, 'dev', 'alice', 'bob', 'carol'), keys(0, 'carol', 3));
    expect(world.state.users['AIDACAROL']?.uid).toBe(30_001);
    expect(world.state.breakGlassUids).toEqual([30_000, 19_000]);
  });
});
