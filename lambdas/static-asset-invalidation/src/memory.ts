/** What outlives an invocation. */
export interface Memory {
  /** How many paths this month (UTC) has used so far. */
  spent(now: Date, signal: AbortSignal): Promise<number>;
  /** Adds to it. */
  spend(paths: number, now: Date, signal: AbortSignal): Promise<void>;
  /** Which of these changes are done for which distributions, out of those that were remembered. */
  done(eventIds: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
  /** Remembers for some days that changes are done for a distribution, by change. */
  remember(done: ReadonlyMap<string, ReadonlySet<string>>, now: Date, signal: AbortSignal): Promise<void>;
}
