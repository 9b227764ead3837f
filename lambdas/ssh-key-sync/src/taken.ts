import type { SyncConfig } from './config.ts';
import type { ReadRecord, State } from './state.ts';

export interface TakenRules {
  readonly config: Pick<SyncConfig, 'readEvery'>;
  readonly read: ReadRecord;
  /** In milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Who has lost something by reads since the whole read that is under way began, or within `readEvery`, whichever is longer: what is broken
 * shows in one round of a whole read after the other, and each would fit the cap by itself.
 */
export function takenLately(
  { taken = {} }: Pick<State, 'taken'>,
  rules: TakenRules,
): ReadonlyMap<string, number> {
  const since = sinceWhen(rules);
  return new Map(Object.entries(taken).filter(([, at]) => at >= since));
}

export interface TakenNow {
  /** UserIds. */
  readonly losers: ReadonlySet<string>;
  /** UserIds of who has something back. */
  readonly gainers: ReadonlySet<string>;
  /** In milliseconds since the epoch. */
  readonly now: number;
}

/** With who loses something now, and without who gains and loses nothing: it has come back. Undefined where there is nobody. */
export function takenAfter(
  lately: ReadonlyMap<string, number>,
  { losers, gainers, now }: TakenNow,
): State['taken'] {
  const left = [...lately].filter(([user]) => !gainers.has(user));
  const all = [...left, ...[...losers].map((user) => [user, now] as const)];
  return all.length === 0 ? undefined : Object.fromEntries(all);
}

function sinceWhen({ config, read, now }: TakenRules): number {
  const isUnderWay = read.complete < read.started;
  return Math.min(now - config.readEvery * 60_000, isUnderWay ? read.started : now);
}
