/** Time; tests have their own. */
export interface Clock {
  /** In milliseconds since the epoch. */
  now(): number;
  /** Rejects when the signal ends it. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}
