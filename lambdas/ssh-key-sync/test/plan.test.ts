import { describe, expect, it } from 'vitest';
import type { Evidence } from '../src/evidence.ts';
import { configOf } from './support/plan-config.ts';
import {
  approval,
  at,
  event,
  failed,
  gone,
  idOf,
  keys,
  members,
  parameters,
  person,
} from './support/plan-evidence.ts';
import { createPlanWorld, type PlanWorld } from './support/plan-world.ts';

const NAMES = ['amy', 'ben', 'cleo', 'dan', 'eve', 'finn', 'gus', 'hal', 'ida', 'jan'];

/** Ten users with a key each in `dev`, nobody else; seen 1,000 seconds before `T`. */
function tenUsers(removals: { readonly most: number; readonly percent: number }): PlanWorld {
  const world = createPlanWorld(configOf({ removals }));
  world.run(
    -999,
    members(-1000, 'dev', ...NAMES),
    members(-1000, 'ops'),
    ...NAMES.map((name, i) => keys(-1000, name, i)),
  );
  world.settle();
  return world;
}

function leave(...names: readonly string[]): readonly Evidence[] {
  return names.map((name) => event(0, 'left', name, 'dev'));
}

/** All but these are in the group. */
function without(seconds: number, ...names: readonly string[]): Evidence {
  return members(seconds, 'dev', ...NAMES.filter((name) => !names.includes(name)));
}

describe('the cap', () => {
  it.each([
    { name: 'two of ten by default', removals: { most: 2, percent: 20 }, leavers: 2, isHeld: false },
    { name: 'three of ten by default', removals: { most: 2, percent: 20 }, leavers: 3, isHeld: true },
    { name: 'as many as `most`', removals: { most: 4, percent: 0 }, leavers: 4, isHeld: false },
    { name: 'one more than `most`', removals: { most: 4, percent: 0 }, leavers: 5, isHeld: true },
    { name: 'as many as `percent`', removals: { most: 0, percent: 59 }, leavers: 5, isHeld: false },
    { name: 'one more than `percent`', removals: { most: 0, percent: 59 }, leavers: 6, isHeld: true },
    { name: 'anybody where it is 0', removals: { most: 0, percent: 0 }, leavers: 1, isHeld: true },
  ])('$name', ({ removals, leavers, isHeld }) => {
    const names = NAMES.slice(0, leavers);
    const byEvents = tenUsers(removals);
    const planned = byEvents.run(5, ...leave(...names));
    expect(planned.state.held?.reason).toBe(isHeld ? 'cap' : undefined);
    expect(byEvents.access()).toHaveLength(isHeld ? 10 : 10 - leavers);
    expect(planned.losses).toHaveLength(isHeld ? 0 : leavers);
    expect(planned.heldBack).toHaveLength(isHeld ? leavers : 0);

    const byReads = tenUsers(removals);
    byReads.run(1, without(0, ...names));
    byReads.run(61, without(60, ...names));
    expect(byReads.access()).toHaveLength(isHeld ? 10 : 10 - leavers);
  });

  it('counts events first, and holds only what reads have found', () => {
    const world = tenUsers({ most: 2, percent: 0 });
    world.run(1, without(0, 'amy'));
    const { state, losses } = world.run(61, without(60, 'amy', 'ben', 'cleo'), ...leave('ben', 'cleo'));
    expect(losses.map(({ login }) => login)).toEqual(['ben', 'cleo']);
    expect(state.held?.losses).toEqual([`${idOf('amy')} own:dev`]);
  });

  it('does not count users who have no access to lose', () => {
    const world = createPlanWorld(configOf({ removals: { most: 1, percent: 0 } }));
    world.run(-999, members(-1000, 'dev', ...NAMES), members(-1000, 'ops'), keys(-1000, 'amy', 1));
    expect(world.run(5, ...leave(...NAMES)).state.held).toBeUndefined();
    expect(world.access()).toEqual([]);
  });
});

describe('what is held', () => {
  it('keeps its id and its time while it is the same', () => {
    const world = tenUsers({ most: 2, percent: 0 });
    const first = world.run(5, ...leave('amy', 'ben', 'cleo')).state.held;
    expect(first).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{12}$/),
      since: at(5),
      reason: 'cap',
      users: ['amy', 'ben', 'cleo'].map(idOf),
      losses: ['amy', 'ben', 'cleo'].map((name) => `${idOf(name)} own:dev`),
      counted: { users: 3, of: 10 },
    });
    expect(world.run(65).state.held).toEqual(first);
  });

  it('lets go what comes later and fits the cap, and keeps its id', () => {
    const world = tenUsers({ most: 2, percent: 0 });
    const first = world.run(5, ...leave('amy', 'ben', 'cleo')).state.held;
    const { state, losses } = world.run(66, event(60, 'left', 'dan', 'dev'));
    expect(losses.map(({ login }) => login)).toEqual(['dan']);
    expect(state.held).toEqual(first);
    const byReads = world.run(300, without(240, 'eve'), without(301, 'eve'));
    expect(byReads.losses.map(({ login }) => login)).toEqual(['eve']);
  });

  it('is another where reads miss more and more', () => {
    const world = tenUsers({ most: 2, percent: 0 });
    world.run(1, without(0, 'amy', 'ben', 'cleo'));
    const first = world.run(61, without(60, 'amy', 'ben', 'cleo')).state.held;
    const fewer = ['amy', 'ben', 'cleo', 'dan'];
    world.run(120, without(119, ...fewer));
    const { state, losses } = world.run(181, without(180, ...fewer));
    expect(losses).toEqual([]);
    expect(state.held?.users).toHaveLength(4);
    expect(state.held?.id).not.toBe(first?.id);
  });

  it('is another where more comes than the cap lets go', () => {
    const world = tenUsers({ most: 2, percent: 0 });
    const first = world.run(5, ...leave('amy', 'ben', 'cleo')).state.held;
    const { state, losses } = world.run(66, ...leave('dan', 'eve', 'finn'));
    expect(losses).toEqual([]);
    expect(state.held?.id).not.toBe(first?.id);
    expect(state.held).toMatchObject({ since: at(66), counted: { users: 6, of: 10 } });
    expect(state.held?.users).toHaveLength(6);
  });

  it('stays, with its id, while it is put right one by one, and nobody loses anything', () => {
    const world = tenUsers({ most: 2, percent: 0 });
    const first = world.run(5, ...leave('amy', 'ben', 'cleo')).state.held;
    const back = (seconds: number, ...names: readonly string[]) =>
      world.run(seconds, ...names.map((name) => person(seconds, name, 'dev')));
    for (const [seconds, name, left] of [
      [70, 'amy', ['ben', 'cleo']],
      [80, 'ben', ['cleo']],
    ] as const) {
      const { state, losses } = back(seconds, name);
      expect(losses).toEqual([]);
      expect(state.held).toEqual({
        ...first,
        users: left.map(idOf),
        losses: left.map((each) => `${idOf(each)} own:dev`),
      });
    }
    expect(back(90, 'cleo').state.held).toBeUndefined();
    expect(world.access()).toHaveLength(10);
  });

  it('goes with an approval of it, also when some of it has been put right', () => {
    const world = tenUsers({ most: 2, percent: 0 });
    const held = world.run(5, ...leave('amy', 'ben', 'cleo')).state.held;
    world.run(70, person(70, 'amy', 'dev'));
    const { losses, problems } = world.run(75, approval(held?.id ?? ''));
    expect(losses.map(({ login }) => login)).toEqual(['ben', 'cleo']);
    expect(problems).toEqual([]);
  });

  it.each([
    { name: 'that allows as many as were held', most: 3, isHeld: false },
    { name: 'that allows only as many as are left', most: 2, isHeld: true },
  ])('with a config $name: $isHeld', ({ most, isHeld }) => {
    const world = tenUsers({ most: 1, percent: 0 });
    world.run(5, ...leave('amy', 'ben', 'cleo'));
    world.run(70, person(70, 'amy', 'dev'));
    world.deploy(configOf({ removals: { most, percent: 0 } }));
    expect(world.run(75).state.held === undefined).toBe(!isHeld);
    expect(world.access()).toHaveLength(isHeld ? 10 : 8);
  });

  it('does not go because there are more users by now', () => {
    const world = tenUsers({ most: 0, percent: 20 });
    world.run(5, ...leave('amy', 'ben', 'cleo'));
    const more = Array.from({ length: 10 }, (_, i) => `new${i}`);
    world.run(70, members(70, 'ops', ...more), ...more.map((name, i) => keys(70, name, 20 + i)));
    world.run(75);
    expect(world.access()).toHaveLength(20);
  });

  it('goes by an event of its own, where it was held by what reads say', () => {
    const world = tenUsers({ most: 2, percent: 0 });
    world.run(1, without(0, 'amy', 'ben', 'cleo'));
    const held = world.run(61, without(60, 'amy', 'ben', 'cleo')).state.held;
    expect(held?.users).toHaveLength(3);
    const { losses, state } = world.run(100, event(90, 'left', 'amy', 'dev'));
    expect(losses.map(({ login }) => login)).toEqual(['amy']);
    expect(state.held).toMatchObject({ id: held?.id, users: [idOf('ben'), idOf('cleo')] });
    expect(world.run(105, event(90, 'left', 'amy', 'dev')).losses).toEqual([]);
  });

  it('goes with an approval of it', () => {
    const world = tenUsers({ most: 2, percent: 0 });
    const held = world.run(5, ...leave('amy', 'ben', 'cleo')).state.held;
    const planned = world.run(10, approval(held?.id ?? ''));
    expect(planned.losses.map(({ login }) => login)).toEqual(['amy', 'ben', 'cleo']);
    expect(planned.state.held).toBeUndefined();
    expect(planned.problems).toEqual([]);
  });

  it.each([
    { name: 'another id', more: [], id: () => '0123456789ab' },
    { name: 'a set that has grown', more: leave('dan', 'eve', 'finn'), id: (id: string) => id },
    { name: 'a run with a failed read', more: [failed(9, 'ops')], id: (id: string) => id },
  ])('stays with an approval of $name', ({ more, id }) => {
    const world = tenUsers({ most: 2, percent: 0 });
    const held = world.run(5, ...leave('amy', 'ben', 'cleo')).state.held;
    const planned = world.run(10, ...more, approval(id(held?.id ?? '')));
    expect(planned.losses).toEqual([]);
    expect(planned.state.held).toBeDefined();
    expect(planned.problems.map(({ code }) => code)).toContain('APPROVAL_UNKNOWN');
  });

  it('is no more where a read shows it', () => {
    const world = tenUsers({ most: 2, percent: 0 });
    world.run(5, ...leave('amy', 'ben', 'cleo'));
    const { state, heldBack, problems } = world.run(62, without(61, 'nobody'));
    expect({ held: state.held, heldBack, problems }).toEqual({ held: undefined, heldBack: [], problems: [] });
  });
});

describe('a group that is suddenly empty', () => {
  it('keeps its members until it is approved', () => {
    const world = tenUsers({ most: 10, percent: 100 });
    world.run(1, members(0, 'dev'));
    const { state, problems } = world.run(61, members(60, 'dev'));
    expect(state.held?.reason).toBe('empty-group');
    expect(problems.map(({ code, subject }) => `${code} ${subject}`)).toEqual([
      `REMOVALS_HELD ${state.held?.id}`,
      'GROUP_EMPTIED own:dev',
    ]);
    expect(world.access()).toHaveLength(10);
    world.run(62, approval(state.held?.id ?? ''));
    expect(world.access()).toEqual([]);
  });

  it('does not let reads take others away, a cap at a time, while it is held', () => {
    const world = tenUsers({ most: 2, percent: 0 });
    world.run(-500, members(-501, 'ops', 'finn'));
    world.settle();
    world.run(1, members(0, 'ops'));
    expect(world.run(61, members(60, 'ops')).state.held?.reason).toBe('empty-group');
    const lost = ['amy', 'ben', 'cleo', 'dan', 'eve'];
    for (const [seconds, count] of [
      [120, 3],
      [300, 5],
    ] as const) {
      world.run(seconds, without(seconds - 1, ...lost.slice(0, count)));
      const { losses } = world.run(seconds + 61, without(seconds + 60, ...lost.slice(0, count)));
      expect(losses).toEqual([]);
    }
  });

  it('keeps the others where some come back, whatever the cap is', () => {
    const world = tenUsers({ most: 1, percent: 0 });
    world.run(1, members(0, 'dev'));
    const { held } = world.run(61, members(60, 'dev')).state;
    world.deploy(configOf({ removals: { most: 100, percent: 100 } }));
    const { state, losses } = world.run(70, person(70, 'amy', 'dev'), person(70, 'ben', 'dev'));
    expect(losses).toEqual([]);
    expect(state.held).toMatchObject({
      id: held?.id,
      reason: 'empty-group',
      users: NAMES.slice(2).map(idOf),
    });
    expect(world.run(75).losses).toEqual([]);
  });

  it('lets what others lose go', () => {
    const world = createPlanWorld();
    world.run(
      -999,
      members(-1000, 'dev', 'amy', 'ben'),
      members(-1000, 'ops', 'cleo'),
      ...['amy', 'ben', 'cleo'].map((name, i) => keys(-1000, name, i)),
    );
    world.run(1, members(0, 'dev', 'amy'), members(0, 'ops'));
    world.run(61, members(60, 'dev', 'amy'), members(60, 'ops'));
    expect(world.access()).toEqual(['amy APKA0', 'cleo+ APKA2']);
  });

  it('is emptied by events that say so', () => {
    const world = tenUsers({ most: 10, percent: 100 });
    expect(world.run(5, members(1, 'dev'), ...leave(...NAMES)).state.held).toBeUndefined();
    expect(world.access()).toEqual([]);
  });
});

describe('any failed read', () => {
  it('lets additions through, and says what waits', () => {
    const world = tenUsers({ most: 10, percent: 100 });
    const { gains, losses, heldBack, problems, state } = world.run(
      5,
      ...leave('amy'),
      failed(4, 'ops'),
      without(4, 'nobody'),
      person(4, 'kim', 'dev'),
      keys(4, 'kim', 11),
    );
    expect(gains.map(({ login }) => login)).toEqual(['kim']);
    expect(losses).toEqual([]);
    expect(heldBack.map(({ login }) => login)).toEqual(['amy']);
    expect(state.held).toBeUndefined();
    expect(problems.map(({ code }) => code)).toEqual(['READ_FAILED']);
  });

  it('is another problem where there is no such group', () => {
    const { problems } = tenUsers({ most: 10, percent: 100 }).run(5, failed(4, 'ops', true));
    expect(problems.map(({ code, subject }) => `${code} ${subject}`)).toEqual(['GROUP_MISSING own:ops']);
  });
});

describe('what is to be read again', () => {
  it.each<{
    readonly name: string;
    readonly evidence: readonly Evidence[];
    readonly expected: readonly string[];
  }>([
    { name: 'nothing where nothing is open', evidence: [], expected: [] },
    { name: 'a user whom a read missed', evidence: [without(0, 'amy')], expected: ['user amy 60'] },
    {
      name: 'the group where it missed many',
      evidence: [without(0, 'amy', 'ben', 'cleo')],
      expected: ['group dev 60'],
    },
    {
      name: 'the group of a user whose name is not found',
      evidence: [gone(0, 'amy')],
      expected: ['group dev 60'],
    },
    {
      name: 'the keys of a user where a read missed one',
      evidence: [keys(0, 'amy')],
      expected: [`keys ${idOf('amy')} 60`],
    },
    { name: 'a user who left by an event', evidence: leave('amy'), expected: ['user amy 61'] },
    {
      name: 'a user who joined by an event',
      evidence: [event(0, 'joined', 'amy', 'ops')],
      expected: ['user amy 61'],
    },
    {
      name: 'nothing of an event that a later read agrees with',
      evidence: [...leave('amy'), without(61, 'amy')],
      expected: [],
    },
    {
      name: 'keys of a user of whom one ended by an event',
      evidence: [event(0, 'key-ended', 'amy', 0)],
      expected: [`keys ${idOf('amy')} 61`],
    },
    {
      name: 'keys of a user of whom a new one is active',
      evidence: [event(0, 'key-active', 'amy', 77)],
      expected: [`keys ${idOf('amy')} 61`],
    },
    {
      name: 'keys of a new member, at once',
      evidence: [without(0, 'nobody'), person(1, 'kim', 'dev')],
      expected: [`keys ${idOf('kim')} 5`],
    },
  ])('$name', ({ evidence, expected }) => {
    const world = tenUsers({ most: 10, percent: 100 });
    const { state } = world.run(5, ...evidence);
    expect(state.todo.map(({ kind, name, due }) => `${kind} ${name} ${(due - at(0)) / 1000}`)).toEqual(
      expected,
    );
    expect(
      state.todo.every(({ failures, isWhole, source }) => failures === 0 && !isWhole && source === 'own'),
    ).toBe(true);
  });

  it('includes a group that has never been read', () => {
    const world = createPlanWorld();
    expect(world.run(5, members(0, 'dev')).state.todo).toEqual([
      { kind: 'group', source: 'own', name: 'ops', due: at(5), failures: 0, isWhole: false },
    ]);
  });
});

describe('why', () => {
  it.each<{
    readonly name: string;
    readonly runs: readonly Evidence[][];
    readonly expected: readonly string[];
  }>([
    {
      name: 'a group left by an event',
      runs: [[...leave('amy')]],
      expected: ['amy login: left own:dev (event of 2026-11-22T04:00:00Z)'],
    },
    {
      name: 'a group missed by two reads',
      runs: [[without(0, 'amy')], [without(60, 'amy')]],
      expected: [
        'amy login: no longer in own:dev (missed by two reads, of 2026-11-22T04:00:00Z and 2026-11-22T04:01:00Z)',
      ],
    },
    {
      name: 'the last key',
      runs: [[event(0, 'key-ended', 'amy', 0)]],
      expected: ['amy login: key APKA0 deactivated or deleted (event of 2026-11-22T04:00:00Z)'],
    },
    {
      name: 'the user is deleted',
      runs: [[event(0, 'user-deleted', 'amy')]],
      expected: ['amy login: deleted (event of 2026-11-22T04:00:00Z)'],
    },
    {
      name: 'the name is another',
      runs: [[event(0, 'user-renamed', 'amy', 'amelie')]],
      expected: ['amy login: the login name changed from amy to amelie'],
    },
    {
      name: 'the name is another, and one of two keys ends',
      runs: [
        [keys(0, 'amy', 0, 20)],
        [event(60, 'user-renamed', 'amy', 'amelie'), event(60, 'key-ended', 'amy', 20)],
      ],
      expected: ['amy login: the login name changed from amy to amelie'],
    },
  ])('$name', ({ runs, expected }) => {
    const world = tenUsers({ most: 10, percent: 100 });
    const losses = runs.flatMap((evidence, i) => world.run(i * 60 + 1, ...evidence).losses);
    expect(losses.map(({ login, what, why }) => `${login} ${what}: ${why}`)).toEqual(expected);
  });

  it.each<{
    readonly name: string;
    readonly evidence: readonly Evidence[];
    readonly expected: readonly string[];
  }>([
    {
      name: 'a group joined by an event',
      evidence: [event(0, 'joined', 'amy', 'ops')],
      expected: ['amy sudo: joined own:ops (event of 2026-11-22T04:00:00Z)'],
    },
    {
      name: 'a group that a read shows',
      evidence: [members(0, 'ops', 'amy')],
      expected: ['amy sudo: in own:ops (read of 2026-11-22T04:00:00Z)'],
    },
    {
      name: 'a key that a read shows',
      evidence: [keys(0, 'amy', 0, 20)],
      expected: ['amy key: new key APKA20 (read of 2026-11-22T04:00:00Z)'],
    },
    {
      name: 'a parameter of no tree of the config',
      evidence: [parameters(0, ['amy', 'yubikey', 30])],
      expected: [],
    },
  ])('$name', ({ evidence, expected }) => {
    const { gains } = tenUsers({ most: 10, percent: 100 }).run(5, ...evidence);
    expect(gains.map(({ login, what, why }) => `${login} ${what}: ${why}`)).toEqual(expected);
  });
});
