import fc from 'fast-check';
import type { Evidence, EventClaim } from '../../src/evidence.ts';
import { at, idOf } from './plan-evidence.ts';
import { edKey } from './plan-keys.ts';

/** One run of the plan: its time in seconds after `T`, and what comes in, none of it later than that. */
export interface PlanRun {
  readonly seconds: number;
  readonly evidence: readonly Evidence[];
}

/** Users by what their ids are made of, with the names that they may have: some are namesakes, one has the name of an account of the system, some those of Object's functions. */
const PEOPLE = [
  ['amy', ['amy', 'ben@one']],
  ['ben', ['ben@one', 'ben@two']],
  ['cleo', ['ben@two', 'constructor']],
  ['dan', ['__proto__', 'amy', 'valueOf']],
  ['eve', ['root', 'eve']],
] as const;
const GROUPS = ['dev', 'ops'];

const person = fc
  .constantFrom(...PEOPLE)
  .chain(([id, names]) => fc.record({ id: fc.constant(idOf(id)), name: fc.constantFrom(...names) }));
const group = fc.constantFrom(...GROUPS);
const key = fc.nat(2);
const groups = fc.subarray(GROUPS);
const people = fc.uniqueArray(person, { selector: ({ id }) => id, maxLength: 5 });

/** What is read or told, without its time. */
const fact = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('members'), group, users: people }) },
  {
    weight: 2,
    arbitrary: person.chain((each) =>
      fc.record({
        kind: fc.constant('user'),
        id: fc.constant(each.id),
        name: fc.constant(each.name),
        groups,
      }),
    ),
  },
  { weight: 1, arbitrary: person.map(({ name }) => ({ kind: 'gone', name })) },
  {
    weight: 4,
    arbitrary: fc.record({ person, numbers: fc.uniqueArray(key) }).map(({ person: { id }, numbers }) => ({
      kind: 'keys',
      user: id,
      keys: numbers.map((number) => ({ id: `APKA${id}${number}`, body: edKey(number) })),
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.array(fc.record({ person, number: key, name: fc.constantFrom('a', 'b') })),
        fc.option(person, { nil: undefined }),
      )
      .map(([all, only]) => ({
        kind: 'parameters',
        user: only?.id,
        keys: [
          ...new Map(
            all
              .filter(({ person: { id } }) => only === undefined || id === only.id)
              .map(({ person: { id }, number, name }) => [
                id + name,
                { user: id, name, body: edKey(number) },
              ]),
          ).values(),
        ],
      })),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('event'), change: change() }) },
);

const FAILED = { kind: 'failed', what: { kind: 'group', name: 'ops' }, reason: 'Throttling' };

/** Runs in the order of time, up to 20 minutes; `failures`: how many of a hundred have a failed read. */
export function planRuns({ failures }: { readonly failures: number }): fc.Arbitrary<readonly PlanRun[]> {
  const evidence = fc.record({ fact, age: fc.oneof(fc.integer({ min: 0, max: 130 }), fc.constant(0)) });
  const run = fc.record({
    after: fc.constantFrom(0, 1, 30, 60, 61, 70, 400),
    all: fc.array(evidence, { maxLength: 7 }),
    isFailed: fc.nat(99).map((number) => number < failures),
  });
  return fc.array(run, { minLength: 1, maxLength: 8 }).map((runs) => {
    let seconds = 200;
    let count = 0;
    return runs.map(({ after, all, isFailed }) => {
      seconds += after;
      // No two reads begin in the same millisecond; events have whole seconds.
      const read = all.map((each, place) => ({
        ...each.fact,
        source: 'own',
        at: at(seconds - each.age) - (each.fact.kind === 'event' ? 0 : count + place),
      }));
      count += all.length;
      const failed = isFailed ? [{ ...FAILED, source: 'own', at: at(seconds) }] : [];
      return { seconds, evidence: [...read, ...failed] as readonly Evidence[] };
    });
  });
}

function change(): fc.Arbitrary<EventClaim['change']> {
  const type = fc.constantFrom('joined', 'left', 'key-active', 'key-ended', 'user-deleted', 'user-renamed');
  return fc
    .record({ type, person, group, number: key })
    .map(({ type: kind, person: { id, name }, group: which, number }) => {
      switch (kind) {
        case 'joined':
        case 'left':
          return { type: kind, user: id, group: which };
        case 'key-active':
        case 'key-ended':
          return { type: kind, user: id, key: `APKA${id}${number}` };
        case 'user-deleted':
          return { type: kind, user: id };
        default:
          return { type: kind, user: id, to: name };
      }
    });
}
