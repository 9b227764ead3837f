import { createTurns } from '../../../lambdas/ssh-key-sync/src/aws/turns.ts';
import type { Directory, Store, Stored } from '../../../lambdas/ssh-key-sync/src/ports.ts';
import { run } from '../../../lambdas/ssh-key-sync/src/run.ts';
import { virtualTime } from '../../../packages/core/test/support/virtual-time.ts';
import { CONFIG, type Person } from './organisation.ts';

/** What reads took. */
export interface ReadFigures {
  readonly calls: number;
  /** Of virtual time. */
  readonly seconds: number;
  readonly runs: number;
}

export interface ReadsMeasured {
  /** With all bodies of keys, and later without. */
  readonly first: ReadFigures;
  readonly steady: ReadFigures;
  /** Of each event about one user, its second read included, in calls. */
  readonly events: ReadonlyMap<string, number>;
}

type People = Map<string, Person>;

const BEGIN = Date.parse('2026-11-22T04:00:00.000Z');
/** Of an invocation's work, in milliseconds; of IAM's answer. */
const TIME = 297_000;
const LATENCY = 60;
/** Between two ticks. */
const TICK = 300_000;
/** As many of a group as IAM gives at once. */
const PAGE = 1_000;
const ACCOUNT = '111122223333';
const QUIET = { info: () => {}, warn: () => {}, error: () => {} };

/** Invokes the Lambda as its queue does, on a virtual clock, for a whole read, a second one, and an event each. */
export async function measureReads(all: readonly Person[], perSecond: number): Promise<ReadsMeasured> {
  const time = virtualTime();
  let calls = 0;
  const count = (): void => void (calls += 1);
  const turn = createTurns({ perSecond, clock: time.now, sleep: time.sleep });
  const ask = async (signal: AbortSignal): Promise<void> => {
    await turn(signal);
    count();
    await time.sleep(LATENCY, signal);
  };
  const people = new Map(all.map((person) => [person.name, person]));
  const store = memoryStore();
  const now = (): number => BEGIN + Math.floor(time.now());
  const invoke = async (payload: unknown): Promise<number | undefined> => {
    const over = new AbortController();
    const ending = endingIn(time, TIME, over.signal);
    const report = await run({
      config: CONFIG,
      directories: { own: directoryOf(people, ask) },
      store,
      fleet: { tell: async () => 'command', instances: async () => [] },
      accounts: { [ACCOUNT]: 'own' },
      calls: () => calls,
      messages: [{ id: 'message', receiveCount: 1, queued: { queue: 'queue', body: '' }, payload }],
      signal: ending,
      answerBy: over.signal,
      now,
      logger: QUIET,
    });
    over.abort(new Error('it is over'));
    const outcome = report.outcomes.get('message');
    return outcome?.status === 'later' ? outcome.retryAfter : undefined;
  };
  /** Until nothing comes back. */
  const work = async (payload: unknown): Promise<ReadFigures> => {
    const begun = { calls, at: time.now() };
    let seconds = 0;
    let runs = 0;
    for (let later: number | undefined = 0; later !== undefined;) {
      if (later > 0) await time.sleep(later * 1_000, undefined);
      later = await invoke(payload);
      runs += 1;
      seconds = (time.now() - begun.at) / 1_000;
    }
    return { calls: calls - begun.calls, seconds, runs };
  };
  const measuring = async (): Promise<ReadsMeasured> => {
    const first = await work({ kind: 'kmscrypt.ssh-keys.tick' });
    await time.sleep(CONFIG.readEvery * 60_000 + TICK, undefined);
    const steady = await work({ kind: 'kmscrypt.ssh-keys.tick' });
    const events = new Map<string, number>();
    for (const [name, happen] of happenings(people, now)) events.set(name, (await work(happen())).calls);
    return { first, steady, events };
  };
  return time.run(measuring());
}

function directoryOf(people: People, ask: (signal: AbortSignal) => Promise<void>): Directory {
  const answered = async <T>(signal: AbortSignal, answer: () => T): Promise<T> => {
    await ask(signal);
    return answer();
  };
  return {
    members: async (group, signal) => {
      const found = [...people.values()].filter(({ groups }) => groups.includes(group));
      for (let page = 0; page < Math.max(1, found.length / PAGE); page += 1) await ask(signal);
      return found.map(({ id, name }) => ({ id, name }));
    },
    user: async (name, signal) => answered(signal, () => people.get(name)),
    groupsOf: async (name, signal) => answered(signal, () => people.get(name)?.groups),
    keys: async (name, signal) =>
      answered(signal, () => people.get(name)?.keys.map(({ id }) => ({ id, isActive: true }))),
    body: async (name, key, signal) =>
      answered(signal, () => people.get(name)?.keys.find(({ id }) => id === key)?.body),
  };
}

/** What happens to a user: who he or she is afterwards, and the call that did it. */
interface Happening {
  readonly name: string;
  readonly eventName: string;
  readonly after: (person: Person, spare: Person) => Person | undefined;
  readonly parameters: (person: Person) => object;
}

const HAPPENINGS: readonly Happening[] = [
  {
    name: 'leaves a group',
    eventName: 'RemoveUserFromGroup',
    after: (person) => ({ ...person, groups: person.groups.slice(1) }),
    parameters: ({ groups: [groupName] }) => ({ groupName }),
  },
  {
    name: 'joins a group',
    eventName: 'AddUserToGroup',
    after: (person) => ({ ...person, groups: [...person.groups, 'group-59'] }),
    parameters: () => ({ groupName: 'group-59' }),
  },
  {
    name: 'deletes a key',
    eventName: 'DeleteSSHPublicKey',
    after: (person) => ({ ...person, keys: person.keys.slice(1) }),
    parameters: ({ keys: [key] }) => ({ sSHPublicKeyId: key?.id }),
  },
  {
    name: 'adds a key',
    eventName: 'UploadSSHPublicKey',
    after: (person, spare) => ({ ...person, keys: [...person.keys, ...spare.keys.slice(1)].slice(0, 4) }),
    parameters: () => ({}),
  },
  { name: 'is deleted', eventName: 'DeleteUser', after: () => undefined, parameters: () => ({}) },
];

/** Each to another user. */
function happenings(people: People, now: () => number): ReadonlyMap<string, () => unknown> {
  const [spare, ...all] = [...people.values()];
  return new Map(
    HAPPENINGS.map(({ name, eventName, after, parameters }, index) => [
      name,
      () => {
        const person = all[index];
        if (person === undefined || spare === undefined) throw new Error('there are too few users');
        const next = after(person, spare);
        if (next === undefined) people.delete(person.name);
        else people.set(person.name, next);
        return {
          'detail-type': 'AWS API Call via CloudTrail',
          source: 'aws.iam',
          account: ACCOUNT,
          detail: {
            eventSource: 'iam.amazonaws.com',
            recipientAccountId: ACCOUNT,
            eventTime: `${new Date(now()).toISOString().slice(0, 19)}Z`,
            eventName,
            requestParameters: { userName: person.name, ...parameters(person) },
          },
        };
      },
    ]),
  );
}

function memoryStore(): Store {
  let stored: Stored | undefined;
  let saves = 0;
  return {
    load: async () => stored,
    save: async (state) => {
      saves += 1;
      stored = { state, tag: `"${saves}"` };
      return stored;
    },
    publish: async () => 'put',
    reports: async () => ({}),
  };
}

function endingIn(
  time: ReturnType<typeof virtualTime>,
  milliseconds: number,
  unless: AbortSignal,
): AbortSignal {
  const ending = new AbortController();
  void time.sleep(milliseconds, unless).then(
    () => ending.abort(new Error('its time is over')),
    () => {},
  );
  return ending.signal;
}
