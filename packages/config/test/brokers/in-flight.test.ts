import { KmscryptError } from '@kmscrypt/core/error';
import * as fc from 'fast-check';
import { getEventListeners } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer.ts';
import type { Broker } from '../../src/brokers/broker.ts';
import { shareInFlight } from '../../src/brokers/in-flight.ts';
import { RUNS } from '../runs.ts';

interface ReadMade {
  readonly keys: readonly string[];
  readonly signal: AbortSignal;
  isOver: boolean;
  /** Answers with texts that tell key and read. */
  readonly settle: () => void;
}

/** A broker whose reads last until they are settled, or, unless it is deaf, until their signal ends. */
function heldBroker({ deaf = false }: { readonly deaf?: boolean } = {}) {
  const reads: ReadMade[] = [];
  const broker: Broker<string, string> = {
    read: (keys, signal) =>
      new Promise((resolve) => {
        const number = reads.length;
        const over = (answer: (key: string) => Answer<string>): void => {
          made.isOver = true;
          resolve(keys.map(answer));
        };
        const made: ReadMade = {
          keys,
          signal,
          isOver: false,
          settle: () => over((key) => ({ ok: true, value: `${key}@${number}` })),
        };
        reads.push(made);
        const cause = new KmscryptError('THROTTLED', 'slow down');
        const error = new KmscryptError('ABORTED', 'ended', { cause });
        if (!deaf) signal.addEventListener('abort', () => over(() => ({ ok: false, error })));
      }),
  };
  return { reads, ...shareInFlight(broker, { nameOf: (key) => key }) };
}

function asker() {
  const ending = new AbortController();
  return { signal: ending.signal, end: () => ending.abort() };
}

function told(answers: readonly Answer<string>[]): readonly string[] {
  return answers.map((answer) => (answer.ok ? answer.value : answer.error.code));
}

describe('reads in flight', () => {
  it('take all keys of a turn, however many ask, and each key once', async () => {
    const { reads, ask } = heldBroker();
    const one = ask(['a', 'b', 'a'], asker().signal);
    const other = Promise.resolve().then(() => ask(['b', 'c'], asker().signal));
    await turn();
    expect(reads.map(({ keys }) => keys)).toEqual([['a', 'b', 'c']]);
    reads[0]?.settle();
    expect(told(await one)).toEqual(['a@0', 'b@0', 'a@0']);
    expect(told(await other)).toEqual(['b@0', 'c@0']);
  });

  it('are joined by later askers, who have only the rest read', async () => {
    const { reads, ask } = heldBroker();
    const one = ask(['a'], asker().signal);
    await turn();
    const other = ask(['a', 'b'], asker().signal);
    await turn();
    expect(reads.map(({ keys }) => keys)).toEqual([['a'], ['b']]);
    reads[1]?.settle();
    reads[0]?.settle();
    expect(told(await one)).toEqual(['a@0']);
    expect(told(await other)).toEqual(['a@0', 'b@1']);
  });

  it('are forgotten when they are over, failures too', async () => {
    let calls = 0;
    const error = new KmscryptError('ACCESS_DENIED', 'no');
    const read = async (keys: readonly string[]) => {
      calls += 1;
      return keys.map((): Answer<string> => ({ ok: false, error }));
    };
    const { ask } = shareInFlight({ read }, { nameOf: (key: string) => key });
    for (const expected of [1, 2, 3]) {
      expect(told(await ask(['a'], asker().signal))).toEqual(['ACCESS_DENIED']);
      expect(calls).toBe(expected);
    }
  });

  it('end with the last who waits, and not before', async () => {
    const { reads, ask } = heldBroker();
    const [first, last] = [asker(), asker()];
    const one = ask(['a'], first.signal);
    const other = ask(['a', 'b'], last.signal);
    await turn();
    first.end();
    expect(told(await one)).toEqual(['ABORTED']);
    expect(reads[0]?.signal.aborted).toBe(false);
    last.end();
    // What the broker was trying to get past is told.
    expect(await other).toMatchObject([
      { error: { code: 'ABORTED', cause: { code: 'THROTTLED' } } },
      { error: { code: 'ABORTED', cause: { code: 'THROTTLED' } } },
    ]);
    expect(reads[0]?.signal.aborted).toBe(true);
  });

  it('that have ended are not joined', async () => {
    const { reads, ask } = heldBroker({ deaf: true });
    const gone = asker();
    const one = ask(['a'], gone.signal);
    await turn();
    gone.end();
    expect(told(await one)).toEqual(['ABORTED']);
    const other = ask(['a'], asker().signal);
    await turn();
    // What comes too late disturbs nothing.
    reads[0]?.settle();
    await turn();
    const third = ask(['a'], asker().signal);
    await turn();
    expect(reads).toHaveLength(2);
    reads[1]?.settle();
    expect(told(await other)).toEqual(['a@1']);
    expect(told(await third)).toEqual(['a@1']);
  });

  it('that nobody waits for when they would begin are not made', async () => {
    const { reads, ask } = heldBroker();
    const gone = asker();
    const one = ask(['a', 'b'], gone.signal);
    const ended = ask(['c'], AbortSignal.abort());
    gone.end();
    expect(told(await one)).toEqual(['ABORTED', 'ABORTED']);
    expect(told(await ended)).toEqual(['ABORTED']);
    await turn();
    expect(reads).toEqual([]);
  });

  it('leave no listener behind', async () => {
    const { reads, ask } = heldBroker();
    const { signal } = asker();
    const asked = ask(['a'], signal);
    await turn();
    reads[0]?.settle();
    await asked;
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('that end with a bug reject for all who wait', async () => {
    const bug = new TypeError('a bug');
    const throwing = shareInFlight<string, string>(
      { read: () => Promise.reject(bug) },
      { nameOf: (key) => key },
    );
    await expect(throwing.ask(['a'], asker().signal)).rejects.toBe(bug);
    const short = shareInFlight<string, string>({ read: async () => [] }, { nameOf: (key) => key });
    await expect(short.ask(['a'], asker().signal)).rejects.toThrow(TypeError);
  });
});

type Step =
  | { readonly do: 'ask'; readonly keys: readonly string[] }
  | { readonly do: 'end' | 'settle'; readonly which: number }
  | { readonly do: 'turn' };

const KEYS = ['a', 'b', 'c', 'd'];
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('ask' as const), keys: fc.array(fc.constantFrom(...KEYS), { maxLength: 5 }) }),
  fc.record({ do: fc.constantFrom('end' as const, 'settle' as const), which: fc.nat(20) }),
  fc.record({ do: fc.constant('turn' as const) }),
);

it('hold for any order of asking, ending and settling', async () => {
  const property = fc.asyncProperty(fc.array(step, { maxLength: 30 }), fc.boolean(), async (steps, deaf) => {
    const { reads, ask } = heldBroker({ deaf });
    const askers: {
      readonly keys: readonly string[];
      readonly ending: AbortController;
      answers?: readonly string[];
    }[] = [];
    const live = () => reads.filter(({ isOver, signal }) => !isOver && !signal.aborted);

    const check = (): void => {
      const underWay = live().flatMap(({ keys }) => keys);
      expect(new Set(underWay).size).toBe(underWay.length);
      const waiting = askers.filter(({ answers }) => answers === undefined);
      // Whoever has ended is answered, and so is who has all that was asked for.
      expect(waiting.filter(({ ending }) => ending.signal.aborted)).toEqual([]);
      for (const { keys } of waiting) expect(keys.some((key) => underWay.includes(key))).toBe(true);
      for (const { keys } of live()) {
        expect(waiting.some((each) => each.keys.some((key) => keys.includes(key)))).toBe(true);
      }
    };

    const pass = async (): Promise<void> => {
      const before = reads.length;
      await turn();
      expect(reads.length - before).toBeLessThanOrEqual(1);
      await turn();
      check();
    };

    const take = (each: Step): void => {
      if (each.do === 'ask') {
        const ending = new AbortController();
        const made: (typeof askers)[number] = { keys: each.keys, ending };
        askers.push(made);
        const answered = async (): Promise<void> => {
          made.answers = told(await ask(each.keys, ending.signal));
        };
        void answered();
      } else if (each.do === 'end') {
        askers[each.which % (askers.length || 1)]?.ending.abort();
      } else if (each.do === 'settle') {
        // A deaf broker may answer after its signal has ended.
        const open = reads.filter(({ isOver }) => !isOver);
        open[each.which % (open.length || 1)]?.settle();
      }
    };

    for (const each of steps) {
      if (each.do === 'turn') await pass();
      else take(each);
    }
    await pass();
    for (const each of live()) each.settle();
    await pass();
    for (const { keys, ending, answers = [] } of askers) {
      expect(answers).toHaveLength(keys.length);
      for (const [index, answer] of answers.entries()) {
        const [key, number] = answer.split('@');
        if (answer === 'ABORTED') expect(ending.signal.aborted).toBe(true);
        else {
          expect(key).toBe(keys[index]);
          expect(reads[Number(number)]?.keys).toContain(key);
        }
      }
    }
    // Nothing is kept: all is read anew.
    const anew = ask(KEYS, new AbortController().signal);
    await turn();
    expect(reads.at(-1)?.keys).toEqual(KEYS);
    reads.at(-1)?.settle();
    expect(told(await anew)).toEqual(KEYS.map((key) => `${key}@${reads.length - 1}`));
  });
  await fc.assert(property, { numRuns: RUNS });
});
