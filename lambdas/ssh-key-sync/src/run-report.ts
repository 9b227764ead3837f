import type { Outcome } from '@kmscrypt/lambda';
import type { HostsSeen } from './hosts.ts';
import type { Asked } from './intake.ts';
import type { Round } from './round.ts';
import type { State } from './state.ts';

/** What one invocation did; metrics and logs are made of it. */
export interface RunReport {
  /** By message. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly asked: Asked;
  /** As it was last written. */
  readonly state: State;
  /** At least one. */
  readonly rounds: readonly Round[];
  /** Only on ticks. */
  readonly hosts?: HostsSeen | undefined;
  /** Of IAM and of the parameter tree, all attempts. */
  readonly calls: number;
  /** When it was over, in milliseconds since the epoch. */
  readonly now: number;
}
