import { describe, expect, it } from 'vitest';
import type { Evidence, MembersRead } from '../src/evidence.ts';
import { plan } from '../src/plan.ts';
import { configOf } from './support/plan-config.ts';
import { at, event, failed, idOf, keys, members } from './support/plan-evidence.ts';
import { edKey } from './support/plan-keys.ts';
import { createPlanWorld, type PlanWorld } from './support/plan-world.ts';

/** All in `dev` with a key each, whose number is the place in the list. */
function all(seconds: number, ...names: readonly string[]): readonly Evidence[] {
  return [members(seconds, 'dev', ...names), ...names.map((name, i) => keys(seconds, name, i))];
}

/** Logins and UIDs by UserId; of those who have one. */
function given({ state: { users } }: PlanWorld): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(users).flatMap(([id, { login, uid }]) =>
      uid === undefined ? [] : [[id, `${login} ${uid}`]],
    ),
  );
}

function worldOf(more: Readonly<Record<string, unknown>>, ...evidence: readonly Evidence[]): PlanWorld {
  const world = createPlanWorld(configOf(more));
  world.run(-999, members(-1000, 'ops'), ...evidence);
  return world;
}

interface Row {
  readonly name: string;
  readonly config?: Readonly<Record<string, unknown>>;
  /** In `dev`, in the order of time. */
  readonly runs: readonly (readonly string[])[];
  readonly expected: Readonly<Record<string, string>>;
  /** Of the last run. */
  readonly problems: readonly string[];
}

const BREAK_GLASS = { login: 'rescue', uid: 19_999, keys: [edKey(99)] };

describe('login names', () => {
  it.each<Row>([
    {
      name: 'are mapped, with UIDs in the order of UserIds',
      runs: [['b.c@example.com', 'Alice', '_x.y.z']],
      expected: { AIDAALICE: 'alice 20000', AIDABCEXAMPLECOM: 'b_c 20001', AIDAXYZ: 'x_y_z 20002' },
      problems: [],
    },
    {
      name: 'are those of the config first',
      config: { names: { bob: 'robert', 'own:carol': 'caroline' } },
      runs: [['bob', 'carol']],
      expected: { AIDABOB: 'robert 20000', AIDACAROL: 'caroline 20001' },
      problems: [],
    },
    {
      name: "are nobody else's where the config gives them",
      config: { names: { bob: 'robert' } },
      runs: [['robert']],
      expected: {},
      problems: ['NAME_TAKEN own:robert'],
    },
    {
      name: 'of the system are refused',
      runs: [['root', 'admin@example.com', 'alice']],
      expected: { AIDAALICE: 'alice 20000' },
      problems: ['NAME_REFUSED own:admin@example.com', 'NAME_REFUSED own:root'],
    },
    {
      name: "may be those of Object's own functions",
      runs: [['constructor', 'valueOf', 'toString', '__proto__']],
      expected: {
        AIDACONSTRUCTOR: 'constructor 20000',
        AIDAPROTO: 'proto__ 20001',
        AIDATOSTRING: 'tostring 20002',
        AIDAVALUEOF: 'valueof 20003',
      },
      problems: [],
    },
    {
      name: 'of more than 32 characters are refused',
      runs: [['a'.repeat(33), 'b'.repeat(32)]],
      expected: { [idOf('b'.repeat(32))]: `${'b'.repeat(32)} 20000` },
      problems: [`NAME_REFUSED own:${'a'.repeat(33)}`],
    },
    {
      name: 'of the break-glass user are taken',
      config: { breakGlass: BREAK_GLASS },
      runs: [['rescue']],
      expected: {},
      problems: ['NAME_TAKEN own:rescue'],
    },
    {
      name: "that two ask for at once are nobody's",
      runs: [['a@one', 'a@two', 'bob']],
      expected: { AIDABOB: 'bob 20000' },
      problems: ['NAME_TAKEN own:a@one', 'NAME_TAKEN own:a@two'],
    },
    {
      name: 'stay with who has them',
      runs: [['a@two'], ['a@one', 'a@two']],
      expected: { AIDAATWO: 'a 20000' },
      problems: ['NAME_TAKEN own:a@one'],
    },
  ])('$name', ({ config = {}, runs, expected, problems }) => {
    const world = worldOf(config);
    const codes = runs.map((names, i) =>
      world
        .run(i * 100 + 1, ...all(i * 100, ...names))
        .problems.map(({ code, subject }) => `${code} ${subject}`),
    );
    expect(given(world)).toEqual(expected);
    expect(codes.at(-1)?.toSorted()).toEqual(problems);
  });

  it('become free for a namesake, who gets another UID', () => {
    const world = worldOf({}, ...all(-1000, 'alice', 'bob'));
    world.run(5, event(0, 'user-deleted', 'alice'));
    world.run(105, members(100, 'dev', 'alice#2', 'bob'), keys(100, 'alice#2', 9));
    expect(given(world)).toEqual({
      AIDAALICE: 'undefined 20000',
      AIDABOB: 'bob 20001',
      AIDAALICE2: 'alice 20002',
    });
    expect(world.access()).toEqual(['alice APKA9', 'bob APKA1']);
  });

  it('come back to who had them, with the same UID', () => {
    const world = worldOf({}, ...all(-1000, 'alice', 'bob'));
    world.run(5, event(0, 'left', 'alice', 'dev'));
    expect(world.access()).toEqual(['bob APKA1']);
    world.run(105, members(100, 'dev', 'alice', 'bob'), keys(100, 'alice', 0));
    expect(given(world)).toEqual({ AIDAALICE: 'alice 20000', AIDABOB: 'bob 20001' });
  });

  it('do not come back where a namesake has them', () => {
    const world = worldOf({}, ...all(-1000, 'alice', 'bob'));
    world.run(5, event(0, 'left', 'alice', 'dev'));
    world.run(105, members(100, 'dev', 'alice#2', 'bob'), keys(100, 'alice#2', 9));
    const { problems } = world.run(
      205,
      renamed(members(200, 'dev', 'alice', 'alice#2', 'bob')),
      keys(200, 'alice', 0),
    );
    expect(problems.map(({ code }) => code)).toEqual(['NAME_TAKEN']);
    expect(world.access()).toEqual(['alice APKA9', 'bob APKA1']);
  });

  it('follow a rename, and go to who asks for the one given up', () => {
    const world = worldOf({}, ...all(-1000, 'alice', 'bob'));
    world.run(5, event(0, 'user-renamed', 'alice', 'carol'), event(0, 'user-renamed', 'bob', 'alice'));
    expect(given(world)).toEqual({ AIDAALICE: 'carol 20000', AIDABOB: 'alice 20001' });
  });

  it('stay as they are where the new one cannot be had', () => {
    const world = worldOf({}, ...all(-1000, 'alice', 'bob'));
    const { problems } = world.run(
      5,
      event(0, 'user-renamed', 'alice', 'bob'),
      event(0, 'user-renamed', 'bob', 'root'),
    );
    expect(given(world)).toEqual({ AIDAALICE: 'alice 20000', AIDABOB: 'bob 20001' });
    expect(problems.map(({ code, subject }) => `${code} ${subject}`)).toEqual([
      'NAME_REFUSED own:root',
      'NAME_TAKEN own:bob',
    ]);
  });
});

it.each<{
  readonly name: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly runs: readonly (readonly string[])[];
  readonly expected: readonly string[];
}>([
  {
    name: 'asked for by two',
    runs: [['a@one', 'a@two']],
    expected: ['asked for by own:a@two, too', 'asked for by own:a@one, too'],
  },
  { name: 'given to another', runs: [['a@two'], ['a@one', 'a@two']], expected: ['that of own:a@two'] },
  {
    name: 'that of the break-glass user',
    config: { breakGlass: { ...BREAK_GLASS, login: 'a' } },
    runs: [['a@one', 'a@two']],
    expected: ['that of the break-glass user', 'that of the break-glass user'],
  },
])('the problem says whose a login name is: $name', ({ config = {}, runs, expected }) => {
  const world = worldOf(config);
  const found = runs.map((names, i) => world.run(i * 100 + 1, ...all(i * 100, ...names)).problems);
  expect(found.at(-1)?.map(({ message }) => message)).toEqual(
    expected.map((whose) => `the login name a is ${whose}; no access`),
  );
});

describe('UIDs', () => {
  it('are given until none is left', () => {
    const world = worldOf({ uids: { from: 30_000, to: 30_001 } });
    const { problems } = world.run(5, ...all(0, 'alice', 'bob', 'carol'));
    expect(given(world)).toEqual({ AIDAALICE: 'alice 30000', AIDABOB: 'bob 30001' });
    expect(problems.map(({ code, subject }) => `${code} ${subject}`)).toEqual(['UIDS_USED_UP own:carol']);
  });

  it.each([
    { name: 'earlier', from: 20_000, expected: 30_001 },
    { name: 'later', from: 35_000, expected: 35_000 },
  ])('are never those given before, where the config begins $name', ({ from, expected }) => {
    const { state } = worldOf({ uids: { from: 30_000, to: 39_999 } }, ...all(-1000, 'alice'));
    const planned = plan({
      config: configOf({ uids: { from, to: 39_999 } }),
      state,
      evidence: all(0, 'alice', 'bob'),
      todo: [],
      read: state.read,
      now: at(1),
    });
    expect(planned.state.users['AIDABOB']?.uid).toBe(expected);
  });

  it('do not move while a read fails, nor do names', () => {
    const world = worldOf({}, ...all(-1000, 'alice'));
    world.run(5, event(0, 'user-renamed', 'alice', 'carol'), failed(4, 'ops'));
    expect(given(world)).toEqual({ AIDAALICE: 'alice 20000' });
    world.run(6);
    expect(given(world)).toEqual({ AIDAALICE: 'carol 20000' });
  });
});

/** With `alice` as the name of all whose id begins so. */
function renamed(read: MembersRead): Evidence {
  return {
    ...read,
    users: read.users.map(({ id, name }) => ({ id, name: id.startsWith('AIDAALICE') ? 'alice' : name })),
  };
}
