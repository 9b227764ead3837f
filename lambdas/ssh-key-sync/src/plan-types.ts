import type { SyncConfig } from './config.ts';
import type { Evidence } from './evidence.ts';
import type { Manifest } from './manifest.ts';
import type { ReadRecord, State, Todo } from './state.ts';

export interface PlanInput {
  readonly config: SyncConfig;
  readonly state: State;
  readonly evidence: readonly Evidence[];
  /** Whether a read failed earlier in the same run: nothing is taken away then, whatever this evidence says. Default false. */
  readonly hasFailed?: boolean | undefined;
  /** What is left to be read after this evidence; the plan adds what it wants to see again. */
  readonly todo: readonly Todo[];
  readonly read: ReadRecord;
  /** In milliseconds since the epoch. */
  readonly now: number;
}

/** What a run is to do, and why. */
export interface Plan {
  /** To be written before anything else is done. */
  readonly state: State;
  readonly gains: readonly Change[];
  readonly losses: readonly Change[];
  /** Losses that are due, and not taken: those of `state.held` and `state.heldConfig`, or all of them where a read failed. */
  readonly heldBack: readonly Change[];
  readonly problems: readonly Problem[];
  /** Of host groups whose manifest is new, or has not been put into the bucket. */
  readonly manifests: readonly ManifestPlan[];
}

export interface ManifestPlan {
  readonly manifest: Manifest;
  /** As hosts fetch it. */
  readonly text: string;
  readonly sha256: string;
  /** Whether it says anything else than the one before: hosts are then told to fetch it. */
  readonly isNew: boolean;
}

/** What a user gains or loses on the hosts of a group. */
export interface Change {
  /** UserId. */
  readonly user: string;
  /** In IAM. */
  readonly name: string;
  readonly login: string;
  readonly hostGroup: string;
  readonly what: 'login' | 'sudo' | 'key';
  /** Of a key. */
  readonly key?: string | undefined;
  /** Such as `left own:ops (event of 2026-11-22T04:00:00Z)`, for people. */
  readonly why: string;
}

/** What keeps somebody or something from what the config means. */
export interface Problem {
  readonly code:
    | 'READ_FAILED'
    | 'GROUP_EMPTIED'
    | 'GROUP_MISSING'
    | 'REMOVALS_HELD'
    | 'NAME_REFUSED'
    | 'NAME_TAKEN'
    | 'KEY_REFUSED'
    | 'UIDS_USED_UP'
    | 'BREAK_GLASS_TAKEN'
    | 'MANIFEST_FULL'
    | 'APPROVAL_UNKNOWN';
  /** Of whom or what: an IAM name, a group, a key's id, a host group. */
  readonly subject: string;
  /** Words for people; no secrets. */
  readonly message: string;
}
