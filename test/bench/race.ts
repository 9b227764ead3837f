import { setImmediate } from 'node:timers/promises';
import { showProgress } from './progress.ts';

/** Something to time. */
export interface Contender {
  readonly name: string;
  /** At most so many runs, for slow ones. */
  readonly maxRuns?: number;
  /** Runs it once, whole, and answers with the milliseconds; throws where it does not do what it should. */
  readonly run: () => number | Promise<number>;
}

/** In milliseconds. */
export interface Timing {
  readonly median: number;
  readonly fastest: number;
  readonly runs: number;
}

/**
 * Times contenders in turns, so that whatever else the machine does falls on all of them alike. Each runs once more
 * before, untimed, which fills the caches that its user's second run would find filled.
 */
export async function race(
  title: string,
  contenders: readonly Contender[],
  rounds: number,
): Promise<ReadonlyMap<string, Timing>> {
  const times = new Map(contenders.map(({ name }): [string, number[]] => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    // Another one begins each round: who follows whom should not matter.
    const start = round % contenders.length;
    for (const { name, maxRuns = rounds, run } of [
      ...contenders.slice(start),
      ...contenders.slice(0, start),
    ]) {
      if (round > Math.min(maxRuns, rounds)) continue;
      showProgress(`${title}: ${round === 0 ? 'checking' : `${round}/${rounds}`} ${name}`);
      // A run blocks; in between, a signal can be heard.
      await setImmediate();
      const time = await run();
      if (round > 0) times.get(name)?.push(time);
    }
  }
  showProgress('');
  return new Map([...times].map(([name, measured]) => [name, timingOf(measured)]));
}

function timingOf(times: readonly number[]): Timing {
  const sorted = times.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const around = sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1);
  const median = around.reduce((sum, time) => sum + time, 0) / around.length;
  return { median, fastest: sorted[0] ?? Number.NaN, runs: sorted.length };
}
