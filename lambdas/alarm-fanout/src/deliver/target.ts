import type { Job, Rules, Sent } from '../destination.ts';

/** A destination of the config, as deliver uses it. */
export interface Target {
  readonly rules: Rules;
  /** How long a storm's window is, in milliseconds. */
  readonly window: number;
  /**
   * Opens its secrets, or takes those that were opened a short while ago.
   *
   * @throws DeliveryError `NOT_NOW`
   */
  open(signal: AbortSignal): Promise<Opened>;
  /**
   * Opens them anew, as a destination refuses what worked before when its secret was exchanged.
   *
   * @returns undefined where they are what they were, and where they were opened just now.
   * @throws DeliveryError `NOT_NOW`
   */
  reopen(signal: AbortSignal): Promise<Opened | undefined>;
}

/** A destination whose secrets are open. */
export interface Opened {
  /** Rejects with DeliveryError. */
  send(job: TargetJob, signal: AbortSignal): Promise<Sent>;
}

/** {@link Job} without what the target knows itself. */
export type TargetJob = Omit<Job<unknown>, 'name' | 'config'>;
