import { expect, it } from 'vitest';
import { laneKey, subjectKey } from '../../src/deliver/record-keys.ts';
import { changesOf } from '../support/simulation/changes.ts';
import { fifoQueue } from '../support/simulation/fifo-queue.ts';
import { judge } from '../support/simulation/judge.ts';
import { createLife } from '../support/simulation/life.ts';
import type { PostOffice } from '../support/simulation/post-office.ts';
import { randomOf } from '../support/simulation/random.ts';
import { simStore } from '../support/simulation/sim-store.ts';
import type { Acceptance } from '../support/simulation/sim-vendor.ts';
import { virtualClock } from '../support/simulation/virtual-clock.ts';

const CLOCK = virtualClock();
const BEGIN = CLOCK.now();
const CHANGES = changesOf({ transitions: 3, subjects: 1, spread: 3_000, begin: BEGIN }, randomOf(1));
const [FIRST, SECOND, THIRD] = CHANGES.map(({ key }) => key);

interface Case {
  readonly marks?: Readonly<Record<string, string>>;
  /** Keys in the order in which they came, a second apart. */
  readonly accepted: readonly (string | undefined)[];
  readonly isAnswered?: boolean;
  readonly counted?: number;
  readonly pace?: number;
  readonly held?: readonly unknown[];
}

const ALL = { accepted: [FIRST, SECOND, THIRD] };

it.each<[name: string, given: Case, violation: RegExp | undefined]>([
  ['all is well', ALL, undefined],
  ['one has no mark', { ...ALL, marks: { [String(SECOND)]: 'lost' } }, /is lost/],
  ['one is still being sent', { ...ALL, marks: { [String(SECOND)]: 'sending' } }, /is sending/],
  ['one is marked, and is not there', { accepted: [FIRST, THIRD] }, /is sent, but is 0 times/],
  ['one is there twice', { accepted: [FIRST, SECOND, SECOND, THIRD], counted: 1 }, /is there 2 times/],
  [
    'so it is, and nobody could know',
    { accepted: [FIRST, SECOND, SECOND, THIRD], isAnswered: false, counted: 1 },
    undefined,
  ],
  [
    'so it is, and it is not counted',
    { accepted: [FIRST, SECOND, SECOND, THIRD], isAnswered: false },
    /0 were counted/,
  ],
  ['out of order', { accepted: [SECOND, FIRST, THIRD] }, /came before/],
  [
    'superseded by nothing',
    { accepted: [FIRST, SECOND], marks: { [String(THIRD)]: 'superseded' } },
    /by nothing/,
  ],
  [
    'refused, and not in the dead-letter queue',
    { accepted: [FIRST, SECOND], marks: { [String(THIRD)]: 'refused' } },
    /is refused/,
  ],
  ['too fast', { ...ALL, pace: 1_001 }, /only 1000 ms/],
  ['something is left', { ...ALL, held: [{}] }, /still holds/],
])('finds it: %s', async (_name, given, violation) => {
  const { accepted, isAnswered = true, counted = 0, pace = 0, held = [], marks = {} } = given;
  const life = createLife();
  const store = simStore(CLOCK, 0);
  const name = 'chat';
  const own = CHANGES.map(({ key }) => ({ key, status: marks[key] ?? 'sent', at: 0 })).filter(
    ({ status }) => status !== 'lost',
  );
  const { signal } = new AbortController();
  const item = { version: 0, expires: new Date(0) };
  await store.memory.put(
    { ...item, key: subjectKey(name, CHANGES[0]?.subject ?? ''), value: { marks: own } },
    signal,
  );
  await store.memory.put({ ...item, key: laneKey(name), value: { held } }, signal);
  const times = accepted.map((key, index) => ({ key: key ?? '', time: BEGIN + index * 1_000 }));
  const office: PostOffice = {
    name,
    target: {
      rules: { storms: 'each', late: 'tell', isIdempotent: false, pace, atOnce: 1, takesGraphs: false },
      window: 0,
    },
    queue: fifoQueue(name, CLOCK, { visibility: 1, maxReceives: 1 }),
    letters: [],
    vendor: {
      send: async () => ({}),
      accepted: times.map(({ key, time }): Acceptance => ({
        key,
        keys: [key],
        time,
        isDigest: false,
        life,
        isAnswered,
      })),
      arrivals: times.map(({ time }) => time),
    },
    store,
    random: randomOf(1),
    endsAt: () => Infinity,
    hasHiccups: false,
    giveUpAfter: 12,
    clock: CLOCK,
    counts: { possibleDoubles: counted, digests: 0, invocations: 0, crashes: 0 },
  };
  const handedOver = new Map(CHANGES.map(({ key }, order) => [key, { time: BEGIN, order }]));
  const { violations } = judge(office, CHANGES, handedOver);
  if (violation === undefined) expect(violations).toEqual([]);
  else expect(violations).toEqual([expect.stringMatching(violation)]);
});
