import { KmscryptError } from '@kmscrypt/core/error';
import { setMaxListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Answer } from '../answer.ts';
import type { Broker } from './broker.ts';

/** Reads in flight, shared by all who want the same. */
export interface InFlight<Key, Value> {
  /**
   * Asks for keys, not necessarily distinct ones.
   *
   * @param signal ends this asking alone: what is unanswered by then fails with the code `ABORTED` within a turn of the event
   *   loop, whether the broker listens or not.
   * @returns an answer a key, in the order of the keys. Rejects only with a bug.
   */
  readonly ask: (keys: readonly Key[], signal: AbortSignal) => Promise<readonly Answer<Value>[]>;
}

/** One call of the broker. */
interface Read<Key, Value> {
  readonly flights: Map<string, Flight<Key, Value>>;
  readonly ending: AbortController;
  /** How many wait for one of its keys. */
  waiting: number;
}

/** One key on its way. */
interface Flight<Key, Value> {
  readonly key: Key;
  readonly name: string;
  readonly read: Read<Key, Value>;
  readonly answer: Promise<Answer<Value>>;
  readonly settle: (answer: Answer<Value>) => void;
  readonly fail: (bug: unknown) => void;
  waiting: number;
}

/**
 * Lets all who ask at once share their reads. What is asked for in one turn of the event loop goes to the broker in one read; a
 * key in flight is joined. A key that is answered is forgotten, so that nothing is cached, least of all a failure. A read
 * ends when nobody waits for any of its keys any more.
 *
 * @param nameOf tells which keys are the same.
 */
export function shareInFlight<Key, Value>(
  broker: Broker<Key, Value>,
  { nameOf }: { readonly nameOf: (key: Key) => string },
): InFlight<Key, Value> {
  const flights = new Map<string, Flight<Key, Value>>();
  let boarding: Read<Key, Value> | undefined;

  const flightOf = (key: Key): Flight<Key, Value> => {
    const name = nameOf(key);
    const known = flights.get(name);
    if (known !== undefined) return known;
    if (boarding === undefined) {
      boarding = { flights: new Map(), ending: new AbortController(), waiting: 0 };
      void depart(boarding);
    }
    const flight = createFlight(key, name, boarding);
    boarding.flights.set(name, flight);
    flights.set(name, flight);
    return flight;
  };

  const depart = async (read: Read<Key, Value>): Promise<void> => {
    await nextTurn();
    boarding = undefined;
    const wanted = [...read.flights.values()];
    try {
      if (wanted.length === 0) return;
      // Each call listens to it; Node 20 would print a warning of the eleventh.
      setMaxListeners(0, read.ending.signal);
      const keys = wanted.map(({ key }) => key);
      const answers = await broker.read(keys, read.ending.signal);
      wanted.forEach(forget);
      for (const [index, { settle, fail, name }] of wanted.entries()) {
        const answer = answers[index];
        if (answer === undefined) fail(new TypeError(`the broker has no answer to ${name}`));
        else settle(answer);
      }
    } catch (bug) {
      wanted.forEach(forget);
      for (const { fail } of wanted) fail(bug);
    }
  };

  const leave = (flight: Flight<Key, Value>): void => {
    const { read } = flight;
    flight.waiting -= 1;
    read.waiting -= 1;
    if (read === boarding) {
      // It has not departed: others may still come aboard.
      if (flight.waiting > 0) return;
      read.flights.delete(flight.name);
      forget(flight);
      return;
    }
    if (read.waiting > 0) return;
    // Whoever asks from now on must not join what ends.
    for (const each of read.flights.values()) forget(each);
    read.ending.abort();
  };

  const forget = (flight: Flight<Key, Value>): void => {
    if (flights.get(flight.name) === flight) flights.delete(flight.name);
  };

  return {
    ask: async (keys, signal) => {
      if (signal.aborted) return keys.map(ended);
      const joined = keys.map(flightOf);
      for (const flight of joined) {
        flight.waiting += 1;
        flight.read.waiting += 1;
      }
      const answers = new Map<number, Answer<Value>>();
      const all = Promise.all(joined.map(async ({ answer }, index) => void answers.set(index, await answer)));
      if (!(await isAnswered(all, signal))) {
        joined.forEach(leave);
        // A broker that ends now can still tell which failure it was trying to get past.
        await nextTurn();
      }
      return keys.map((_, index) => answers.get(index) ?? ended());
    },
  };
}

function createFlight<Key, Value>(key: Key, name: string, read: Read<Key, Value>): Flight<Key, Value> {
  let settle: Flight<Key, Value>['settle'] = () => {};
  let fail: Flight<Key, Value>['fail'] = () => {};
  const answer = new Promise<Answer<Value>>((resolve, reject) => {
    settle = resolve;
    fail = reject;
  });
  // All who waited may have left.
  answer.catch(() => {});
  return { key, name, read, answer, settle, fail, waiting: 0 };
}

/** @returns false where the signal ends first */
async function isAnswered(all: Promise<unknown>, signal: AbortSignal): Promise<boolean> {
  let end = (): void => {};
  const ending = new Promise<false>((resolve) => {
    end = () => resolve(false);
  });
  setMaxListeners(0, signal);
  signal.addEventListener('abort', end, { once: true });
  try {
    return await Promise.race([all.then(() => true), ending]);
  } finally {
    signal.removeEventListener('abort', end);
  }
}

function ended(): { readonly ok: false; readonly error: KmscryptError } {
  return { ok: false, error: new KmscryptError('ABORTED', 'the run was ended') };
}
