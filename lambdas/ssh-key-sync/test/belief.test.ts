import { describe, expect, it } from 'vitest';
import type { Evidence } from '../src/evidence.ts';
import { event, failed, gone, keys, members, parameters, person } from './support/plan-evidence.ts';
import { configOf } from './support/plan-config.ts';
import { createPlanWorld } from './support/plan-world.ts';

/** Alice (login) and Bob (login and sudo) since long ago, seen 1,000 seconds before `T`. */
const START: readonly Evidence[] = [
  members(-1000, 'dev', 'alice', 'bob'),
  members(-1000, 'ops', 'bob'),
  keys(-1000, 'alice', 1),
  keys(-1000, 'bob', 2),
];
const BOTH = ['alice APKA1', 'bob+ APKA2'];
const BOB = ['bob+ APKA2'];

/** A run: when, and what comes in. */
type Run = readonly [seconds: number, ...evidence: readonly Evidence[]];

interface Row {
  readonly name: string;
  readonly runs: readonly Run[];
  /** Who has access after each run. */
  readonly expected: readonly (readonly string[])[];
}

/** Who has access after each run. */
function accessAfter(runs: readonly Run[]): readonly (readonly string[])[] {
  const world = createPlanWorld();
  world.run(-999, ...START);
  expect(world.access()).toEqual(BOTH);
  return runs.map(([seconds, ...evidence]) => {
    world.run(seconds, ...evidence);
    return world.access();
  });
}

describe('a membership that reads miss', () => {
  it.each<Row>([
    { name: 'stays after one read', runs: [[1, members(0, 'dev', 'bob')]], expected: [BOTH] },
    {
      name: 'stays after a second read less than a minute later',
      runs: [
        [1, members(0, 'dev', 'bob')],
        [60, members(59.9, 'dev', 'bob')],
      ],
      expected: [BOTH, BOTH],
    },
    {
      name: 'ends with a second read a minute later',
      runs: [
        [1, members(0, 'dev', 'bob')],
        [61, members(60, 'dev', 'bob')],
      ],
      expected: [BOTH, BOB],
    },
    {
      name: 'ends with a read of the user a minute later',
      runs: [
        [1, members(0, 'dev', 'bob')],
        [61, person(60, 'alice')],
      ],
      expected: [BOTH, BOB],
    },
    {
      name: 'stays if a read between them shows it',
      runs: [
        [1, members(0, 'dev', 'bob')],
        [31, members(30, 'dev', 'alice', 'bob')],
        [61, members(60, 'dev', 'bob')],
        [121, members(120, 'dev', 'bob')],
      ],
      expected: [BOTH, BOTH, BOTH, BOB],
    },
    {
      name: 'stays if a read between them that comes in late shows it',
      runs: [
        [1, members(0, 'dev', 'bob')],
        [61, members(60, 'dev', 'bob'), members(30, 'dev', 'alice', 'bob')],
      ],
      expected: [BOTH, BOTH],
    },
    {
      name: 'ends although an older read that comes in late shows it',
      runs: [
        [1, members(0, 'dev', 'bob')],
        [60.5, members(-10, 'dev', 'alice', 'bob')],
        [61, members(60, 'dev', 'bob')],
        [62, members(59, 'dev', 'alice', 'bob')],
      ],
      expected: [BOTH, BOTH, BOB, BOB],
    },
    {
      name: 'begins again with a later read that shows it',
      runs: [
        [1, members(0, 'dev', 'bob')],
        [61, members(60, 'dev', 'bob')],
        [62, members(61, 'dev', 'alice', 'bob'), keys(61, 'alice', 1)],
      ],
      expected: [BOTH, BOB, BOTH],
    },
    {
      name: 'stays while any read fails, and ends with the next run',
      runs: [[1, members(0, 'dev', 'bob')], [61, members(60, 'dev', 'bob'), failed(60, 'ops')], [62]],
      expected: [BOTH, BOTH, BOB],
    },
    {
      name: 'stays if only the name is not found, twice: a renamed user',
      runs: [
        [1, gone(0, 'alice')],
        [61, gone(60, 'alice')],
        [71, members(70, 'dev', 'alice', 'bob')],
      ],
      expected: [BOTH, BOTH, BOTH],
    },
    {
      name: 'ends if the name is not found, and the group does not have it a minute later',
      runs: [
        [1, gone(0, 'alice')],
        [61, members(60, 'dev', 'bob')],
      ],
      expected: [BOTH, BOB],
    },
  ])('$name', ({ runs, expected }) => {
    expect(accessAfter(runs)).toEqual(expected);
  });
});

describe('a membership that an event ends', () => {
  it.each<Row>([
    { name: 'ends at once', runs: [[5, event(0, 'left', 'alice', 'dev')]], expected: [BOB] },
    {
      name: 'does not come back with a read that may be from before',
      runs: [
        [5, event(0, 'left', 'alice', 'dev')],
        [62, members(60.9, 'dev', 'alice', 'bob'), keys(60.9, 'alice', 1)],
      ],
      expected: [BOB, BOB],
    },
    {
      name: 'comes back with a read that cannot be from before',
      runs: [
        [5, event(0, 'left', 'alice', 'dev')],
        [62, members(61, 'dev', 'alice', 'bob'), keys(61, 'alice', 1)],
      ],
      expected: [BOB, BOTH],
    },
    {
      name: 'stays where a later read has shown it',
      runs: [
        [70, members(65, 'dev', 'alice', 'bob')],
        [71, event(0, 'left', 'alice', 'dev')],
      ],
      expected: [BOTH, BOTH],
    },
    {
      name: 'ends where the read that showed it may be from before',
      runs: [
        [60, members(55, 'dev', 'alice', 'bob')],
        [71, event(0, 'left', 'alice', 'dev')],
      ],
      expected: [BOTH, BOB],
    },
    {
      name: 'stays where a later event has begun it',
      runs: [
        [20, event(10, 'joined', 'alice', 'dev')],
        [21, event(0, 'left', 'alice', 'dev')],
      ],
      expected: [BOTH, BOTH],
    },
    {
      name: 'ends where an event of the same second has begun it',
      runs: [[20, event(10, 'joined', 'alice', 'dev'), event(10, 'left', 'alice', 'dev')]],
      expected: [BOB],
    },
    {
      name: 'stays while any read fails, and ends with the next run',
      runs: [[5, event(0, 'left', 'alice', 'dev'), failed(3, 'ops')], [6]],
      expected: [BOTH, BOB],
    },
    {
      name: 'stays where a read shows it before it could be taken away',
      runs: [
        [5, event(0, 'left', 'alice', 'dev'), failed(3, 'ops')],
        [62, members(61, 'dev', 'alice', 'bob')],
      ],
      expected: [BOTH, BOTH],
    },
    {
      name: 'ends with the user',
      runs: [
        [5, event(0, 'user-deleted', 'alice')],
        [6, members(5, 'dev', 'alice', 'bob'), keys(5, 'alice', 1)],
      ],
      expected: [BOB, BOB],
    },
  ])('$name', ({ runs, expected }) => {
    expect(accessAfter(runs)).toEqual(expected);
  });
});

describe('a membership that an event begins', () => {
  it.each<Row>([
    {
      name: 'begins at once for who is in another group',
      runs: [[5, event(0, 'joined', 'alice', 'ops')]],
      expected: [['alice+ APKA1', 'bob+ APKA2']],
    },
    {
      name: 'stays while reads that miss it may be from before',
      runs: [
        [5, event(0, 'joined', 'alice', 'ops')],
        [20, members(1, 'ops', 'bob')],
        [61, members(60.9, 'ops', 'bob')],
      ],
      expected: [
        ['alice+ APKA1', 'bob+ APKA2'],
        ['alice+ APKA1', 'bob+ APKA2'],
        ['alice+ APKA1', 'bob+ APKA2'],
      ],
    },
    {
      name: 'does not begin where a later read has not shown it',
      runs: [
        [70, members(61, 'ops', 'bob')],
        [71, event(0, 'joined', 'alice', 'ops')],
      ],
      expected: [BOTH, BOTH],
    },
    {
      name: 'does not begin where a later event has ended it already',
      runs: [
        [20, event(10, 'left', 'alice', 'ops')],
        [21, event(0, 'joined', 'alice', 'ops')],
      ],
      expected: [BOTH, BOTH],
    },
    {
      name: 'begins again after it ended',
      runs: [
        [5, event(0, 'left', 'bob', 'ops')],
        [15, event(10, 'joined', 'bob', 'ops')],
      ],
      expected: [['alice APKA1', 'bob APKA2'], BOTH],
    },
    {
      name: 'waits for a read of a user who is not known',
      runs: [
        [5, event(0, 'joined', 'carol', 'dev')],
        [62, person(61, 'carol', 'dev')],
        [63, keys(62, 'carol', 3)],
      ],
      expected: [BOTH, BOTH, [...BOTH, 'carol APKA3']],
    },
    {
      name: 'waits for a read of a user who was in no group any more',
      runs: [
        [5, event(0, 'left', 'alice', 'dev')],
        [105, event(100, 'joined', 'alice', 'ops')],
        [107, person(106, 'alice'), keys(106, 'alice', 1)],
        [108, keys(107, 'alice', 1)],
      ],
      expected: [BOB, BOB, ['alice+ APKA1', ...BOB], ['alice+ APKA1', ...BOB]],
    },
    {
      name: 'is of nobody whose name may be another user by now',
      runs: [
        [5, event(0, 'left', 'alice', 'dev')],
        [105, event(100, 'joined', 'alice', 'dev')],
        [106, person(105, 'alice#2', 'dev'), keys(105, 'alice#2', 9)],
      ],
      expected: [BOB, BOB, ['alice APKA9', ...BOB]],
    },
  ])('$name', ({ runs, expected }) => {
    expect(accessAfter(runs)).toEqual(expected);
  });
});

describe('a user with another name', () => {
  it.each<Row>([
    {
      name: 'keeps access, under the new login name',
      runs: [[5, event(0, 'user-renamed', 'alice', 'alicia')]],
      expected: [['alicia APKA1', 'bob+ APKA2']],
    },
    {
      name: 'is not called as a read from before has it',
      runs: [
        [5, event(0, 'user-renamed', 'alice', 'alicia')],
        [30, members(29, 'dev', 'alice', 'bob')],
      ],
      expected: [
        ['alicia APKA1', 'bob+ APKA2'],
        ['alicia APKA1', 'bob+ APKA2'],
      ],
    },
    {
      name: 'is not called as an earlier event has it',
      runs: [
        [5, event(0, 'user-renamed', 'alice', 'carol')],
        [6, event(-5, 'user-renamed', 'alice', 'dora')],
      ],
      expected: [
        ['bob+ APKA2', 'carol APKA1'],
        ['bob+ APKA2', 'carol APKA1'],
      ],
    },
  ])('$name', ({ runs, expected }) => {
    expect(accessAfter(runs)).toEqual(expected);
  });
});

describe('a key', () => {
  it.each<Row>([
    { name: 'stays after one read that misses it', runs: [[1, keys(0, 'alice')]], expected: [BOTH] },
    {
      name: 'ends with a second read a minute later',
      runs: [
        [1, keys(0, 'alice')],
        [61, keys(60, 'alice')],
      ],
      expected: [BOTH, BOB],
    },
    { name: 'ends with an event at once', runs: [[5, event(0, 'key-ended', 'alice', 1)]], expected: [BOB] },
    {
      name: 'that ended does not come back with a read from before',
      runs: [
        [5, event(0, 'key-ended', 'alice', 1)],
        [10, keys(9, 'alice', 1)],
        [70, keys(61, 'alice', 1)],
      ],
      expected: [BOB, BOB, BOTH],
    },
    {
      name: 'opens nothing before its body is read',
      runs: [
        [5, event(0, 'key-active', 'alice', 7)],
        [6, keys(5, 'alice', 1, 7)],
      ],
      expected: [BOTH, ['alice APKA1 APKA7', 'bob+ APKA2']],
    },
    {
      name: 'opens again with an event once its body is known',
      runs: [
        [5, event(0, 'key-ended', 'alice', 1)],
        [15, event(10, 'key-active', 'alice', 1)],
      ],
      expected: [BOB, BOTH],
    },
    {
      name: 'of a user who was in no group meanwhile has to be read again',
      runs: [
        [5, event(0, 'left', 'alice', 'dev')],
        [105, person(100, 'alice', 'dev')],
        [106, keys(105, 'alice', 1)],
      ],
      expected: [BOB, BOB, BOTH],
    },
  ])('$name', ({ runs, expected }) => {
    expect(accessAfter(runs)).toEqual(expected);
  });
});

describe('parameters', () => {
  it('are keys of users who are known, and wait for those who are not', () => {
    const world = createPlanWorld(configOf({ parameters: '/ssh' }));
    world.run(-999, ...START, parameters(-1000, ['alice', 'laptop', 5], ['carol', 'desk', 6]));
    expect(world.access()).toEqual(['alice APKA1 parameter:laptop', 'bob+ APKA2']);
    world.run(1, members(0, 'dev', 'alice', 'bob', 'carol'));
    expect(world.access()).toEqual(['alice APKA1 parameter:laptop', 'bob+ APKA2', 'carol parameter:desk']);
  });

  it('with another value are other keys, and the one before ends with a second read', () => {
    const world = createPlanWorld(configOf({ parameters: '/ssh' }));
    world.run(-999, ...START, parameters(-1000, ['alice', 'laptop', 5]));
    world.run(1, parameters(0, ['alice', 'laptop', 6]));
    expect(world.access()[0]).toMatch(/^alice APKA1 parameter:laptop parameter:laptop:[0-9a-f]{12}$/);
    world.run(61, parameters(60, ['alice', 'laptop', 6]));
    expect(world.access()[0]).toMatch(/^alice APKA1 parameter:laptop:[0-9a-f]{12}$/);
  });

  it('of one user say nothing of the others, and those are not looked for again', () => {
    const world = createPlanWorld(configOf({ parameters: '/ssh' }));
    world.run(-999, ...START, parameters(-1000, ['alice', 'laptop', 5], ['bob', 'desk', 6]));
    const all = world.access();
    world.run(1, { ...parameters(0), user: 'AIDAALICE' });
    expect(world.access()).toEqual(all);
    const again = world.state.todo.filter(({ kind }) => kind === 'parameters');
    expect(again.map(({ name }) => name)).toEqual(['AIDAALICE']);
    world.run(61, { ...parameters(60), user: 'AIDAALICE' });
    expect(world.access()).toEqual(['alice APKA1', 'bob+ APKA2 parameter:desk']);
  });

  it.each([
    { users: 10, names: Array.from({ length: 10 }, (_, number) => `AIDAU${number}`) },
    { users: 11, names: [''] },
  ])('that $users users miss are looked for again: $names', ({ users, names }) => {
    const world = createPlanWorld(configOf({ parameters: '/ssh' }));
    const all = Array.from({ length: users }, (_, number) => `u${number}`);
    const tree = all.map((name, number) => [name, 'laptop', number] as const);
    const read = all.map((name, number) => keys(-1000, name, number + 100));
    world.run(
      -999,
      members(-1000, 'dev', ...all),
      members(-1000, 'ops'),
      ...read,
      parameters(-1000, ...tree),
    );
    world.run(1, parameters(0));
    const again = world.state.todo.filter(({ kind }) => kind === 'parameters');
    expect(again.map(({ name }) => name)).toEqual(names);
  });

  it('keep their ids while they have the same value', () => {
    const world = createPlanWorld(configOf({ parameters: '/ssh' }));
    world.run(-999, ...START, parameters(-1000, ['alice', 'laptop', 5]));
    world.run(1, parameters(0, ['alice', 'laptop', 6]));
    world.run(61, parameters(60, ['alice', 'laptop', 6]));
    const [before] = world.access();
    // By then the value before has been forgotten.
    for (const time of [2_000, 2_100, 2_200]) {
      const { gains, losses } = world.run(time + 1, parameters(time, ['alice', 'laptop', 6]));
      expect([gains, losses]).toEqual([[], []]);
    }
    expect(world.access()[0]).toBe(before);
    expect(Object.keys(world.state.users['AIDAALICE']?.keys ?? {})).not.toContain('parameter:laptop');
  });
});
