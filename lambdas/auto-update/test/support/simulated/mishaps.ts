import type { Chance } from './chance.ts';

/** What goes wrong in one invocation of the Lambda. */
export interface Mishaps {
  /** At which call it is killed; none where absent. */
  readonly killAt?: number | undefined;
  /** At which calls it stands still, and for how long, in milliseconds. */
  readonly still: ReadonlyMap<number, number>;
  /** Share of calls that are throttled, of those that fail with 5xx, and of those whose answer is lost. */
  readonly throttled: number;
  readonly broken: number;
  readonly unanswered: number;
}

export const NO_MISHAPS: Mishaps = { still: new Map(), throttled: 0, broken: 0, unanswered: 0 };

/** @param storm how much goes wrong, 0 to 1 */
export function mishapsOf(chance: Chance, storm: number): Mishaps {
  if (storm === 0 || !chance.happens(0.15 * storm)) return NO_MISHAPS;
  const still = new Map<number, number>();
  if (chance.happens(0.3))
    still.set(chance.whole(1, 20), chance.pick([100, 10_000, 60_000, 200_000, 600_000]));
  return {
    still,
    ...(chance.happens(0.3) ? { killAt: chance.whole(1, 25) } : {}),
    throttled: chance.happens(0.3) ? chance.pick([0.05, 0.3]) : 0,
    broken: chance.happens(0.2) ? chance.pick([0.05, 0.3]) : 0,
    unanswered: chance.happens(0.2) ? chance.pick([0.05, 0.2]) : 0,
  };
}
