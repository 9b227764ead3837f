import type { Mishaps } from './mishaps.ts';
import { refusal } from './refusal.ts';
import type { Chance } from './chance.ts';
import type { VirtualClock } from './clock.ts';

export interface Invocation {
  /** Ends its work, and what is written down of it. */
  readonly signal: AbortSignal;
  readonly answerBy: AbortSignal;
  /** One call: what is done is done in one piece. */
  call<T>(name: string, signal: AbortSignal, deed: () => T | Promise<T>): Promise<T>;
  /** Ends with the next standstill or kill; `goesOn` is when it goes on. */
  stopped(): Promise<{ readonly goesOn: number }>;
  /** Lets it go on. */
  goOn(): void;
  /** Waits between attempts. */
  sleep(milliseconds: number): Promise<void>;
}

export interface InvocationOptions {
  readonly clock: VirtualClock;
  readonly chance: Chance;
  readonly mishaps: Mishaps;
  /** Milliseconds that a call takes. */
  readonly callTime: number;
  readonly count: (what: 'killed' | 'still' | 'throttled' | 'broken' | 'unanswered') => void;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html; as the function is set up. */
const TIMEOUT = 120_000;
const ENDS_BEFORE = 3_000;
const ANSWERS_BEFORE = 500;
/** A killed one is never heard of again. */
const NEVER = new Promise<never>(() => {});

/** The life of one invocation: its calls take time, may fail, and may be its last ones. */
export function createInvocation(options: InvocationOptions): Invocation {
  const { clock, chance, mishaps, callTime, count } = options;
  const began = clock.now();
  const work = new AbortController();
  const answer = new AbortController();
  let calls = 0;
  let isKilled = false;
  let standing: Promise<void> | undefined;
  let goOn: () => void = () => {};
  let stop: (stop: { readonly goesOn: number }) => void = () => {};
  let stopped = new Promise<{ readonly goesOn: number }>((resolve) => (stop = resolve));
  const kill = async (): Promise<never> => {
    isKilled = true;
    stop({ goesOn: Infinity });
    return NEVER;
  };
  let deaf = 0;
  const watch = (): void => {
    deaf -= 1;
    if (deaf > 0) return;
    const ran = clock.now() - began;
    if (ran >= TIMEOUT - ENDS_BEFORE && !work.signal.aborted) work.abort();
    if (ran >= TIMEOUT - ANSWERS_BEFORE && !answer.signal.aborted) answer.abort();
  };
  const standStill = async (milliseconds: number): Promise<void> => {
    count('still');
    standing = new Promise<void>((resolve) => {
      goOn = resolve;
      stop({ goesOn: clock.now() + milliseconds });
    });
    await standing;
  };
  return {
    signal: work.signal,
    answerBy: answer.signal,
    async call(name, signal, deed) {
      // Other calls of the same process stand still, too.
      await standing;
      if (isKilled) return NEVER;
      calls += 1;
      const mine = calls;
      clock.advance(clock.now() + callTime);
      watch();
      signal.throwIfAborted();
      const isLast = mine === mishaps.killAt;
      // Half of the kills come when it is done, and its answer never arrives.
      if (isLast && mine % 2 === 0) {
        count('killed');
        return kill();
      }
      if (chance.happens(mishaps.throttled)) {
        count('throttled');
        throw refusal('ThrottlingException', `${name} is called too often`);
      }
      if (chance.happens(mishaps.broken)) {
        count('broken');
        throw refusal('InternalServerError', `${name} failed`, 500);
      }
      const result = await deed();
      if (isLast) {
        count('killed');
        return kill();
      }
      if (chance.happens(mishaps.unanswered)) {
        count('unanswered');
        throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });
      }
      const still = mishaps.still.get(mine);
      if (still !== undefined) {
        await standStill(still);
        // Timers of a process that stood still may be late.
        deaf = chance.whole(0, 10);
      }
      return result;
    },
    // One of its calls may have been its last while another one stood still.
    stopped: async () => (isKilled ? { goesOn: Infinity } : stopped),
    goOn: () => {
      stopped = new Promise((resolve) => (stop = resolve));
      standing = undefined;
      goOn();
    },
    sleep: async (milliseconds) => {
      clock.advance(clock.now() + milliseconds);
      watch();
      work.signal.throwIfAborted();
    },
  };
}
