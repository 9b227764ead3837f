import type { KilledRun } from '../support/rig/killer.ts';

/** How many hosts live at once. */
const AT_ONCE = 3;

export interface KillOptions {
  /** Every write of a run that was not killed, in words; the first is point 1. */
  readonly calls: readonly string[];
  /** At which it is killed, from 1. */
  readonly points: readonly number[];
  /** One run on a host of its own; what is wrong afterwards goes to `faults`. */
  readonly killed: (at: number, faults: string[]) => Promise<KilledRun>;
}

/** Kills a run at each point, some hosts at a time. @returns what was wrong afterwards, each with the write that it was killed at */
export async function faultsAtPoints({ calls, points, killed }: KillOptions): Promise<readonly string[]> {
  const left = [...points];
  const faults: string[] = [];
  const work = async (): Promise<void> => {
    for (let at = left.shift(); at !== undefined; at = left.shift()) {
      const found: string[] = [];
      await killed(at, found);
      const call = calls[at - 1];
      faults.push(...found.map((fault) => `killed at ${call}: ${fault}`));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return faults;
}
