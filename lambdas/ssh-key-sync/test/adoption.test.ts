import { describe, expect, it } from 'vitest';
import type { SyncConfig } from '../src/config.ts';
import type { Plan } from '../src/plan-types.ts';
import { plan } from '../src/plan.ts';
import { configOf } from './support/plan-config.ts';
import { approval, at, event, failed, idOf, keys, members } from './support/plan-evidence.ts';
import { createPlanWorld, type PlanWorld } from './support/plan-world.ts';

const NAMES = ['amy', 'ben', 'cleo', 'dan', 'eve', 'finn'];
const CHANGED = 'the config has changed';

/** The config with these groups for `dev-app`. */
function groups(login: readonly string[], sudo: readonly string[], most = 2): SyncConfig {
  const hosts = { 'dev-app': { tags: { stage: 'dev' }, login, sudo, document: 'ssh-keys' } };
  return configOf({ hosts, removals: { most, percent: 0 } });
}

/** Six users in `dev`, two of them in `ops`. */
function sixUsers(most = 2): PlanWorld {
  const world = createPlanWorld(groups(['dev'], ['ops'], most));
  world.run(
    -999,
    members(-1000, 'dev', ...NAMES),
    members(-1000, 'ops', 'amy', 'ben'),
    ...NAMES.map((name, i) => keys(-1000, name, i)),
  );
  world.settle();
  return world;
}

function shown(changes: Plan['gains']): readonly string[] {
  return changes.map(({ login, what, why }) => `${login} ${what}: ${why}`);
}

function codes({ problems }: Plan): readonly string[] {
  return problems.map(({ code, subject }) => `${code} ${subject}`);
}

describe('a group that is not there', () => {
  it('leaves the groups before it in force, and is told with each run', () => {
    const world = sixUsers();
    const before = world.access();
    world.deploy(groups(['devs'], ['ops'], 100));
    const first = world.run(5);
    expect(first.state.todo.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['group devs']);
    const second = world.run(6, failed(5, 'devs', true));
    const third = world.run(7);
    for (const { losses, gains, heldBack, manifests } of [first, second, third])
      expect({ losses, gains, heldBack, manifests }).toEqual({
        losses: [],
        gains: [],
        heldBack: [],
        manifests: [],
      });
    expect([second, third].map(codes)).toEqual([['GROUP_MISSING own:devs'], ['GROUP_MISSING own:devs']]);
    expect(third.state.todo).toEqual([]);
    expect(world.access()).toEqual(before);
  });

  it('still lets go who leaves a group that is in force', () => {
    const world = sixUsers();
    world.deploy(groups(['devs'], ['ops']));
    world.run(6, failed(5, 'devs', true));
    const { losses } = world.run(7, event(6, 'left', 'cleo', 'dev'));
    expect(losses.map(({ login }) => login)).toEqual(['cleo']);
  });

  it('is in force once it is there', () => {
    const world = sixUsers();
    world.deploy(groups(['devs'], ['ops']));
    world.run(6, failed(5, 'devs', true));
    const planned = world.run(8, members(7, 'devs', ...NAMES));
    expect([planned.losses, planned.gains, codes(planned)]).toEqual([[], [], []]);
    expect(planned.state.rules).toEqual({ 'dev-app': { login: ['own:devs'], sudo: ['own:ops'] } });
    expect(planned.state.missing).toBeUndefined();
  });

  it('is not taken over where it has been in the config before, either', () => {
    const world = createPlanWorld(groups(['dev', 'devs'], ['ops']));
    world.run(-999, members(-1000, 'dev', 'amy'), members(-1000, 'ops'), keys(-1000, 'amy', 1));
    world.run(-998, failed(-999, 'devs', true));
    const hosts = {
      'dev-app': { tags: { stage: 'dev' }, login: ['dev'], sudo: ['devs'], document: 'ssh-keys' },
    };
    world.deploy(configOf({ hosts }));
    expect(codes(world.run(5))).toEqual([]);
    const other = { tags: { stage: 'prod' }, login: ['dev'], document: 'ssh-keys' };
    world.deploy(configOf({ hosts: { ...hosts, 'prod-app': other } }));
    world.run(6);
    world.deploy(configOf({ hosts: { ...hosts, 'prod-app': { ...other, login: ['devs'] } } }));
    const planned = world.run(7);
    expect([planned.losses, codes(planned)]).toEqual([[], ['GROUP_MISSING own:devs']]);
  });

  it('is forgotten where the config is put right', () => {
    const world = sixUsers();
    world.deploy(groups(['devs'], ['ops']));
    world.run(6, failed(5, 'devs', true));
    world.deploy(groups(['dev'], ['ops']));
    const planned = world.run(7);
    expect([planned.losses, codes(planned), planned.state.missing]).toEqual([[], [], undefined]);
    expect(world.access()).toHaveLength(6);
  });
});

it('a new group gives, once it has been read, and is told as a gain', () => {
  const world = sixUsers();
  world.deploy(groups(['dev', 'guests'], ['ops']));
  expect(world.run(5).gains).toEqual([]);
  const { gains, losses, manifests } = world.run(7, members(6, 'guests', 'zoe'), keys(6, 'zoe', 99));
  expect(shown(gains)).toEqual([`zoe login: in own:guests (read of ${timeOf(6)})`]);
  expect(losses).toEqual([]);
  expect(manifests).toHaveLength(1);
});

it('a group that gives more than before is told as a gain by the config', () => {
  const world = sixUsers();
  world.deploy(groups([], ['dev', 'ops']));
  expect(shown(world.run(5).gains)).toEqual(
    ['cleo', 'dan', 'eve', 'finn'].map((login) => `${login} sudo: ${CHANGED}`),
  );
});

it('what a config takes away within the cap goes at once, and is told as a loss', () => {
  const world = sixUsers();
  world.deploy(groups(['dev'], []));
  const { losses, heldBack, manifests, state } = world.run(5);
  expect(shown(losses)).toEqual([`amy sudo: ${CHANGED}`, `ben sudo: ${CHANGED}`]);
  expect([heldBack, state.heldConfig]).toEqual([[], undefined]);
  expect(manifests.map(({ isNew }) => isNew)).toEqual([true]);
  expect(world.run(6).losses).toEqual([]);
});

describe('what a config takes away over the cap', () => {
  function held(): { readonly world: PlanWorld; readonly planned: Plan } {
    const world = sixUsers(1);
    world.deploy(groups(['dev'], [], 1));
    return { world, planned: world.run(5) };
  }

  it('is held whole', () => {
    const { world, planned } = held();
    const { heldConfig } = planned.state;
    expect(heldConfig).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{12}$/),
      since: at(5),
      reason: 'config',
      users: [idOf('amy'), idOf('ben')],
      losses: [`${idOf('amy')} dev-app sudo`, `${idOf('ben')} dev-app sudo`],
      counted: { users: 2, of: 6 },
    });
    expect([planned.losses, planned.manifests]).toEqual([[], []]);
    expect(shown(planned.heldBack)).toEqual([`amy sudo: ${CHANGED}`, `ben sudo: ${CHANGED}`]);
    expect(codes(planned)).toEqual([`REMOVALS_HELD ${heldConfig?.id}`]);
    expect(world.run(65).state.heldConfig).toEqual(heldConfig);
  });

  it('goes with an approval of it', () => {
    const { world, planned } = held();
    const after = world.run(10, approval(planned.state.heldConfig?.id ?? ''));
    expect(after.losses.map(({ login }) => login)).toEqual(['amy', 'ben']);
    expect([codes(after), after.heldBack, after.state.heldConfig]).toEqual([[], [], undefined]);
  });

  it.each([
    { name: 'another id', more: [], id: () => '0123456789ab' },
    { name: 'a run with a failed read', more: [failed(9, 'ops')], id: (id: string) => id },
  ])('stays with an approval of $name', ({ more, id }) => {
    const { world, planned } = held();
    const { heldConfig } = planned.state;
    const after = world.run(10, ...more, approval(id(heldConfig?.id ?? '')));
    expect([after.losses, after.state.heldConfig]).toEqual([[], heldConfig]);
    expect(codes(after).join()).toContain('APPROVAL_UNKNOWN');
  });

  it('stays, with its id, where by now fewer would lose something', () => {
    const { world, planned } = held();
    const { heldConfig } = planned.state;
    const after = world.run(10, event(9, 'left', 'amy', 'ops'));
    expect(shown(after.losses)).toEqual([`amy sudo: left own:ops (event of ${timeOf(9)})`]);
    expect(after.state.heldConfig).toEqual({
      ...heldConfig,
      users: [idOf('ben')],
      losses: [`${idOf('ben')} dev-app sudo`],
    });
    expect(world.run(11).losses).toEqual([]);
    const approved = world.run(12, approval(heldConfig?.id ?? ''));
    expect(approved.losses.map(({ login }) => login)).toEqual(['ben']);
  });

  it('is another where somebody else would lose something, too', () => {
    const { world, planned } = held();
    const { heldConfig } = planned.state;
    const after = world.run(10, event(9, 'joined', 'cleo', 'ops'), approval(heldConfig?.id ?? ''));
    expect(after.losses).toEqual([]);
    expect(after.state.heldConfig?.id).not.toBe(heldConfig?.id);
    expect(after.state.heldConfig?.users).toEqual(['amy', 'ben', 'cleo'].map(idOf));
  });

  it('stays where somebody else would lose something instead of others, though by now it would fit', () => {
    const world = sixUsers(2);
    world.deploy(groups([], ['ops'], 2));
    expect(world.run(5).state.heldConfig?.users).toHaveLength(4);
    for (const [place, name] of ['cleo', 'dan', 'eve'].entries())
      world.run(10 + place, event(9, 'left', name, 'dev'));
    world.run(70, members(70, 'dev', 'amy', 'ben', 'finn', 'zoe'), keys(70, 'zoe', 99));
    for (const seconds of [75, 80]) {
      const { losses, state } = world.run(seconds);
      expect(losses).toEqual([]);
      expect(state.heldConfig).toMatchObject({
        users: [idOf('finn'), idOf('zoe')],
        counted: { users: 4, of: 6 },
      });
    }
  });

  it('goes with a config that allows as many as were held', () => {
    const { world } = held();
    world.deploy(groups(['dev'], [], 2));
    expect(world.run(10).losses.map(({ login }) => login)).toEqual(['amy', 'ben']);
  });

  it('is no more where the config is as it was', () => {
    const { world } = held();
    world.deploy(groups(['dev'], ['ops'], 1));
    const { state, losses, heldBack } = world.run(10);
    expect([state.heldConfig, losses, heldBack]).toEqual([undefined, [], []]);
  });
});

describe('what fits the cap waits', () => {
  it('for a run without a failed read', () => {
    const world = sixUsers();
    world.deploy(groups(['dev'], []));
    const { losses, heldBack, state } = world.run(5, failed(4, 'dev'));
    expect([losses, heldBack.length, state.heldConfig]).toEqual([[], 2, undefined]);
    expect(world.run(6).losses).toHaveLength(2);
  });

  it('for a run in which nobody else loses anything', () => {
    const world = sixUsers();
    world.deploy(groups(['dev'], []));
    const { losses, state } = world.run(5, event(4, 'left', 'cleo', 'dev'));
    expect(losses.map(({ login }) => login)).toEqual(['cleo']);
    expect(state.heldConfig).toBeUndefined();
    expect(world.run(6).losses.map(({ login }) => login)).toEqual(['amy', 'ben']);
  });
});

it('a host group that is new does not wait', () => {
  const world = sixUsers();
  const hosts = {
    'dev-app': { tags: { stage: 'dev' }, login: ['dev'], sudo: ['ops'], document: 'ssh-keys' },
    'prod-app': { tags: { stage: 'prod' }, sudo: ['ops'], document: 'ssh-keys' },
  };
  world.deploy(configOf({ hosts }));
  expect(world.run(5).gains.map(({ login, hostGroup, what, why }) => [login, hostGroup, what, why])).toEqual(
    ['amy', 'ben'].flatMap((login) => ['login', 'sudo'].map((what) => [login, 'prod-app', what, CHANGED])),
  );
});

it('a state of before there were rules takes those of the config', () => {
  const world = sixUsers();
  const { rules: _, ...old } = world.state;
  const config = groups(['dev'], []);
  const { gains, losses, heldBack, state } = plan({
    config,
    state: old,
    evidence: [],
    todo: [],
    read: old.read,
    now: at(5),
  });
  expect([gains, losses, heldBack]).toEqual([[], [], []]);
  expect(state.rules).toEqual({ 'dev-app': { login: ['own:dev'], sudo: [] } });
});

function timeOf(seconds: number): string {
  return `${new Date(at(seconds)).toISOString().slice(0, 19)}Z`;
}
