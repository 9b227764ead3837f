import type { Loaded } from '../loaded.ts';
import type { Purpose } from '../deadline.ts';
import { type Clock, PROCESS_CLOCK } from './clock.ts';
import type { WatchTimes } from './watch-settings.ts';

/** What a watcher reads with. */
export interface Reading<Config> {
  /** Reads the config. Ends soon once the signal has ended, and by a deadline of its own. */
  readonly load: (signal: AbortSignal, purpose: Purpose) => Promise<Loaded<Config>>;
  readonly times: WatchTimes;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Default: the process's own. */
  readonly clock?: Clock;
}

/** A config and when its read began: it may be as old as that. */
export interface Read<Config> {
  readonly config: Config;
  /** By the clock, in milliseconds. */
  readonly at: number;
  readonly since: Date;
}

/** Reads once. */
export async function readOnce<Config>(
  { load, clock = PROCESS_CLOCK }: Reading<Config>,
  signal: AbortSignal,
  purpose: Purpose,
): Promise<Read<Config>> {
  const [at, since] = [clock.now(), new Date()];
  const { config } = await load(signal, purpose);
  return { config, at, since };
}
