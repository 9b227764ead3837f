import type { Via } from '../alarm.ts';

/** An event of any way, in one order: what it says, where it says it; nothing of it is checked. */
export interface AlarmWords {
  readonly via: Via;
  readonly name: unknown;
  /** `{ value, reason, reasonData, timestamp, … }`. */
  readonly state: unknown;
  readonly previousState: unknown;
  /** Of an event; of a notification all of it, with its trigger's parts. */
  readonly configuration: unknown;
  readonly description: unknown;
  /** `{ id, attributes }`. */
  readonly contributor?: unknown;
  readonly tags: unknown;
  /** `{ mutedByArn, muteWindowEnd }`. */
  readonly mute?: unknown;
  /** The best first, each. */
  readonly arns: readonly unknown[];
  readonly accounts: readonly unknown[];
  readonly regions: readonly unknown[];
  readonly times: readonly unknown[];
  /** Lists of ARNs. */
  readonly actions?: readonly unknown[] | undefined;
  /** All that came. */
  readonly payload: unknown;
}

/** What is so where an event says nothing of it. */
export interface Here {
  /** The function's own. */
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  readonly now: Date;
}
