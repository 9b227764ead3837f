import { KmscryptError } from '@kmscrypt/core/error';
import { STALE } from '../../../src/state.ts';
import type { Life } from './life.ts';
import type { Notes } from './notes.ts';
import type { Chance } from './random.ts';
import type { Truth } from './truth.ts';
import type { VirtualClock } from './virtual-clock.ts';
import type { Weather } from './weather.ts';

/** What reads are answered from, and by whom they are made. */
export interface Reading {
  readonly truth: Truth;
  readonly notes: Notes;
  readonly chance: Chance;
  readonly clock: VirtualClock;
  readonly weather: Weather;
  readonly life: Life;
  /** Number of the invocation. */
  readonly run: number;
  readonly count: () => void;
}

/** What happens to a call that fails; the first is by far the most frequent in real life, and all are alike to the plan. */
const FAULTS = [
  ['THROTTLED', 'rate exceeded'],
  ['AWS_FAILED', 'the service is unavailable (503)'],
  ['NETWORK', 'the connection was reset'],
  ['AWS_FAILED', 'the answer ends in the middle: its second page is missing'],
  ['ACCESS_DENIED', 'not authorized'],
] as const;

/** Notes what is shown of a fact. */
export type See = (fact: string, at: number) => void;

/**
 * Makes a call that may fail, take its time, or never answer; `instant` gives the time whose truth is shown.
 *
 * @param scope what else has to be read for it to count: `SOURCE:USER`
 */
export async function call<T>(
  { chance, clock, weather, life, notes, truth, run, count }: Reading,
  scope: string | undefined,
  signal: AbortSignal,
  answer: (instant: () => number, see: See) => T,
): Promise<T> {
  return life.call(async () => {
    count();
    const began = clock.now();
    const fault = chance.happens(weather.at(began)?.reads ?? 0) ? chance.below(FAULTS.length + 1) : undefined;
    const fail = (code: 'TIMEOUT' | (typeof FAULTS)[number][0], message: string): never => {
      if (scope !== undefined) notes.fail(run, scope);
      throw new KmscryptError(code, message);
    };
    try {
      await clock.sleep(
        chance.happens(0.02) ? chance.between(1_000, 9_000) : chance.between(10, 150),
        signal,
      );
      if (fault === FAULTS.length) await clock.sleep(20_000, signal);
    } catch {
      return fail('TIMEOUT', 'the invocation ends');
    }
    if (fault !== undefined) {
      const [code, message] = FAULTS[fault] ?? (['TIMEOUT', 'no answer'] as const);
      return fail(code, message);
    }
    const ended = clock.now();
    // As often as not it is what is so now.
    const instant = (): number =>
      chance.happens(0.5) ? chance.between(began, ended) : began - Math.floor(chance.next() * STALE);
    const see: See = (fact, shown) => {
      const spans = truth.fact(fact);
      if (spans.all.length === 0) return;
      notes.see({ fact, isThere: spans.isAt(shown), began, ended, shown, run, scope });
    };
    return answer(instant, see);
  });
}
