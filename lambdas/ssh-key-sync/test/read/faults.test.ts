import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Evidence } from '../../src/evidence.ts';
import { read } from '../../src/read.ts';
import { emptyState, type State, type Todo } from '../../src/state.ts';
import { wholeReadTodos } from '../../src/whole-read.ts';
import { RUNS } from '../runs.ts';
import {
  awsFailure,
  type MemoryIam,
  memoryDirectory,
  memoryTree,
  type MemoryUser,
} from '../support/memory-iam.ts';
import { readConfigOf, userOf } from '../support/reading.ts';

const NOW = Date.parse('2026-11-22T04:00:00Z');
const config = readConfigOf({ hosts: { app: ['ops'], db: ['dev'] }, parameters: '/ssh-keys' });
const SILENT = { info: () => {}, warn: () => {}, error: () => {} };
const GROUPS = ['ops', 'dev', 'web'];

const people = fc
  .array(fc.record({ groups: fc.subarray(GROUPS), keys: fc.array(fc.boolean(), { maxLength: 5 }) }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((users): MemoryIam => ({
    groups: GROUPS,
    users: users.map(({ groups, keys }, number) => ({
      id: `AIDAEXAMPLE${number}`,
      name: `user${number}`,
      groups,
      keys: keys.map((isActive, key) => ({ id: `APKA${number}K${key}`, isActive })),
    })),
  }));
/** Whether each call fails, one after the other; those after the last pass. */
const faults = fc.array(fc.boolean(), { maxLength: 40 });

/** Everyone is known, with the keys that `known` picks, and as members of all groups. */
function stateOf({ users }: MemoryIam, known: readonly boolean[]): State {
  const before = users.map(({ id, name, keys }, number) => {
    const ids = keys.filter((_, key) => known[(number + key) % known.length]).map((key) => key.id);
    return [
      id,
      userOf(name, { keys: ids, groups: { 'own:ops': { seen: 1 }, 'own:dev': { seen: 1 } } }),
    ] as const;
  });
  return { ...emptyState(20_000), users: Object.fromEntries(before), read: { started: NOW, complete: 0 } };
}

function activeOf(user: MemoryUser | undefined): readonly string[] {
  return user?.keys.filter(({ isActive }) => isActive).map(({ id }) => id) ?? [];
}

/** What it would have to say. */
function truthOf(evidence: Evidence, { users }: MemoryIam): unknown {
  switch (evidence.kind) {
    case 'members':
      return users
        .filter(({ groups }) => groups.includes(evidence.group))
        .map(({ id, name }) => ({ id, name }));
    case 'user':
      return users.find(({ name }) => name === evidence.name)?.groups.filter((group) => group !== 'web');
    case 'keys':
      return activeOf(users.find(({ id }) => id === evidence.user));
    case 'gone':
      return users.some(({ name }) => name === evidence.name);
    case 'parameters':
      return users.map(({ id }) => id);
    default:
      return undefined;
  }
}

function saidBy(evidence: Evidence): unknown {
  switch (evidence.kind) {
    case 'members':
      return evidence.users;
    case 'user':
      return evidence.groups;
    case 'keys':
      return evidence.keys.map(({ id }) => id);
    case 'gone':
      return false;
    case 'parameters':
      return evidence.keys.map(({ user }) => user);
    default:
      return undefined;
  }
}

function isRead({ kind, name }: Todo, evidence: readonly Evidence[]): boolean {
  return evidence.some((each) => {
    if (each.kind === 'members') return kind === 'group' && each.group === name;
    if (each.kind === 'user' || each.kind === 'gone') return kind === 'user' && each.name === name;
    if (each.kind === 'keys') return kind === 'keys' && each.user === name;
    return each.kind === 'parameters' && kind === 'parameters';
  });
}

it('says all that IAM has, or that it failed; and what is not read is left', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        iam: people,
        known: fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }),
        faults,
        /** Milliseconds that a call takes, and that there are in all. */
        pace: fc.integer({ min: 0, max: 200 }),
        time: fc.integer({ min: 1, max: 4_000 }),
        endsAt: fc.option(fc.nat(60)),
      }),
      async ({ iam, known, faults: failing, pace, time, endsAt }) => {
        const ended = new AbortController();
        let clock = NOW;
        let count = 0;
        const onCall = async (): Promise<void> => {
          count += 1;
          const isFailing = failing[count - 1] === true;
          clock += pace;
          // Answers do not come in the order of the calls.
          for (let turns = count % 5; turns > 0; turns -= 1) await Promise.resolve();
          if (count === endsAt) ended.abort();
          if (isFailing || ended.signal.aborted) throw awsFailure();
        };
        const one = (kind: Todo['kind'], name: string): Todo => ({
          kind,
          source: 'own',
          name,
          due: NOW - 1,
          failures: 0,
          isWhole: false,
        });
        const given = [
          ...wholeReadTodos(config, NOW),
          one('user', 'user0'),
          one('user', 'nobody'),
          one('keys', 'AIDAEXAMPLE0'),
        ];
        const output = await read({
          todo: given,
          config,
          state: stateOf(iam, known),
          directories: { own: memoryDirectory({ iam, onCall, page: 2 }).directory },
          parameters: memoryTree(
            iam.users.map(({ id }) => id),
            onCall,
          ),
          now: () => clock,
          until: NOW + time,
          signal: ended.signal,
          logger: SILENT,
        });
        for (const each of output.evidence) {
          seen.add(each.kind);
          expect(saidBy(each)).toEqual(truthOf(each, iam));
        }
        const failed = output.evidence.flatMap((each) => (each.kind === 'failed' ? [each.what] : []));
        for (const todo of [...given, ...failed.map(({ kind, name }) => one(kind, name))]) {
          const isLeft = output.todo.some(({ kind, name }) => kind === todo.kind && name === todo.name);
          expect(isLeft || isRead(todo, output.evidence)).toBe(true);
        }
        if (output.todo.length > 0) return;
        const members = iam.users.filter(({ groups }) => groups.includes('ops') || groups.includes('dev'));
        for (const { id } of members) expect(isRead(one('keys', id), output.evidence)).toBe(true);
        seen.add('whole');
      },
    ),
    { numRuns: RUNS * 5 },
  );
  expect([...seen].toSorted()).toEqual(['failed', 'gone', 'keys', 'members', 'parameters', 'user', 'whole']);
});

it('comes to its end in the passes after the last fault, whatever failed before', async () => {
  await fc.assert(
    fc.asyncProperty(people, faults, async (iam, failing) => {
      let clock = NOW;
      let count = 0;
      let todo = wholeReadTodos(config, NOW);
      const evidence: Evidence[] = [];
      const onCall = (): void => {
        count += 1;
        clock += 100;
        if (failing[count - 1] === true) throw awsFailure();
      };
      const { directory } = memoryDirectory({ iam, onCall, page: 2 });
      const parameters = memoryTree([], onCall);
      const parts = {
        config,
        directories: { own: directory },
        parameters,
        signal: new AbortController().signal,
        logger: SILENT,
      };
      for (let pass = 0; pass < 200 && todo.length > 0; pass += 1) {
        const state = stateOf(iam, [false]);
        const output = await read({ ...parts, todo, state, now: () => clock, until: clock + 1_000 });
        evidence.push(...output.evidence);
        ({ todo } = output);
        clock += 60_000;
      }
      expect(todo).toEqual([]);
      for (const { id, groups } of iam.users) {
        const isMember = groups.includes('ops') || groups.includes('dev');
        const keys = evidence.some((each) => each.kind === 'keys' && each.user === id);
        expect(keys).toBe(isMember);
      }
    }),
    { numRuns: RUNS },
  );
});
