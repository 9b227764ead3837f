import type { Outcome } from '@kmscrypt/lambda';
import type { Approval, EventClaim } from './evidence.ts';
import type { Todo } from './state.ts';

/** What the messages of an invocation ask for. */
export interface Asked {
  /** In the order of their times. */
  readonly claims: readonly EventClaim[];
  readonly approvals: readonly Approval[];
  /** What has to be read because of them. */
  readonly todo: readonly Todo[];
  /** Whether it is a tick: hosts are then looked at, and a whole read begins when it is due. */
  readonly isTick: boolean;
  /** Ids of messages that ask for a whole read at once; not of those for which one has begun. */
  readonly wholeReads: ReadonlySet<string>;
  /** Ids of messages that must not come back once they are done: approvals. */
  readonly once: ReadonlySet<string>;
  /** Of messages that cannot be understood. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** How many events concern nobody and nothing that the config names. */
  readonly ignored: number;
}
