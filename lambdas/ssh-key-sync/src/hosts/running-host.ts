import type { Instance } from '../ports.ts';
import type { HostRecord } from '../state.ts';

/** A host that runs, and what it has reported. */
export interface RunningHost {
  /** By its tags; what it reports may be another. */
  readonly hostGroup: string;
  readonly instance: Instance;
  /** Absent where it has never reported. */
  readonly record?: HostRecord | undefined;
  /** Why its last report cannot be read; `record` is of the one before. */
  readonly refused?: string | undefined;
}
