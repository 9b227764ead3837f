import type { EventClaim } from './evidence.ts';

/**
 * What the Lambda knows and has decided, in one object of the bucket that is written whole and only over the version that was read:
 * two runs at once cannot both decide. All times are in milliseconds since the epoch.
 */
export interface State {
  readonly format: 1;
  /** The next UID to be given; those below it have been, and are never given again. */
  readonly nextUid: number;
  /** All that ever had access, and all in a group of the config; by IAM UserId. Nobody is ever taken out. */
  readonly users: Readonly<Record<string, User>>;
  /** The start of the last complete read of each group, by `SOURCE:GROUP`. */
  readonly groups?: Readonly<Record<string, number>> | undefined;
  /** Parameter keys of users who have never been in a group, by UserId. */
  readonly strangers?: Readonly<Record<string, Readonly<Record<string, Key>>>> | undefined;
  /** Events that say nothing yet: of users who were in no group, or of keys whose bodies are not known. Kept for 15 minutes. */
  readonly claims?: readonly EventClaim[] | undefined;
  /** By host group. */
  readonly manifests: Readonly<Record<string, ManifestRecord>>;
  /** What has to be read, in no order. */
  readonly todo: readonly Todo[];
  readonly read: ReadRecord;
  /** Losses that wait for an operator. */
  readonly held?: Held | undefined;
  /** The groups that are in force, by host group: a changed config takes over from them once its groups have been read. */
  readonly rules?: Readonly<Record<string, HostGroupRules>> | undefined;
  /** What a changed config would take away, and waits for an operator. */
  readonly heldConfig?: Held | undefined;
  /** The start of the last read that did not find it, by `SOURCE:GROUP`; only of groups that no read has found since. */
  readonly missing?: Readonly<Record<string, number>> | undefined;
  /** Users who have lost something by reads lately, by UserId, and when: they count against the cap of later runs, see taken.ts. */
  readonly taken?: Readonly<Record<string, number>> | undefined;
  /** UIDs that break-glass users have had: never given to others. */
  readonly breakGlassUids?: readonly number[] | undefined;
  /** Losses that the hosts have not all been seen to have; for the metric of latency. */
  readonly revocations: readonly Revocation[];
  /** What hosts last reported, by ARN of the instance. */
  readonly hosts: Readonly<Record<string, HostRecord>>;
}

/** A user of IAM. Identity is the UserId: a namesake is somebody else. */
export interface User {
  /** `own`, or the name of a source. */
  readonly source: string;
  /** In IAM, as last seen. */
  readonly name: string;
  /** Since when it is surely the name: an event that gave it, or the start of the first read that showed it. Events before that may be of somebody else. */
  readonly named?: number | undefined;
  /** When the user was deleted, or the start of a read that did not find the name. */
  readonly gone?: number | undefined;
  /** The start of the last read of this user's groups; absent before the first. */
  readonly read?: number | undefined;
  /** The start of the last read of this user's keys; absent before the first, and while the user is in no group. */
  readonly keysRead?: number | undefined;
  /** On hosts; absent until the user first has access, or while it cannot be given (see problems of the plan). */
  readonly login?: string | undefined;
  /** Given with the first login name, and kept for good. */
  readonly uid?: number | undefined;
  /** Memberships, by `SOURCE:GROUP`, of groups that the config names. */
  readonly groups: Readonly<Record<string, Fact>>;
  /** By id: that of IAM (`APKA…`), or `parameter:NAME`. */
  readonly keys: Readonly<Record<string, Key>>;
}

/** What is known of something that may be so: a membership, an active key. It holds until it has `ended`. */
export interface Fact {
  /** When it was last seen: the start of the read that showed it, or the time of the event that made it; 0 for never. */
  readonly seen: number;
  /** The time of the event that made it, for as long as no later read has shown it. */
  readonly begun?: number | undefined;
  /** The start of the first read since then that did not show it. */
  readonly missed?: number | undefined;
  /**
   * The start of the later read that did not show it either: its removal is due. Without `missed`: since when the config no longer has the
   * tree of parameters that it is of.
   */
  readonly confirmed?: number | undefined;
  /** The time of an event that said it ended, later than `seen`. */
  readonly claimed?: number | undefined;
  /** What it does not give yet, root or anything: it would be more than the user had, and rests on something that is in doubt. */
  readonly withheld?: 'sudo' | 'all' | undefined;
  /** When it ended, as far as is known; kept for as long as a stale read could bring it back. */
  readonly ended?: number | undefined;
}

export interface Key extends Fact {
  /** `TYPE BASE64`, without options and comment; absent where it is refused. */
  readonly body?: string | undefined;
  /** Why it is refused, such as `RSA of 1024 bits`. */
  readonly refused?: string | undefined;
}

export interface ManifestRecord {
  /** Each is one more than the one before; never given twice. */
  readonly version: number;
  /** SHA-256 of what it says of users, without its head: whether there is anything new. */
  readonly content: string;
  /** SHA-256 of the whole text. */
  readonly sha256: string;
  readonly issued: number;
  /** When the host group got its first one; absent where a release of before did not say. */
  readonly first?: number | undefined;
  readonly expires: number;
  /** The last version that said anything new: hosts are told until `told` has come up to it. */
  readonly changed?: number | undefined;
  /** The version that was put into the bucket. */
  readonly put: number;
  /** The version that hosts were last told to fetch. */
  readonly told: number;
}

/** Something that has to be read. */
export interface Todo {
  readonly kind: 'group' | 'user' | 'keys' | 'parameters';
  /** `own`, or the name of a source. */
  readonly source: string;
  /** Of a group or user its name in IAM; of keys the UserId; of parameters the UserId, or nothing for the whole tree. */
  readonly name: string;
  /** Not before. */
  readonly due: number;
  /** How often it has failed in a row. */
  readonly failures: number;
  /** Whether it is part of the whole read that is under way. */
  readonly isWhole: boolean;
  /** The time of the event that it comes of: a read within {@link STALE} of it may not show what happened, and is repeated. */
  readonly since?: number | undefined;
}

export interface ReadRecord {
  /** Start of the whole read that is under way, or of the last one. */
  readonly started: number;
  /** Start of the last whole read that came to its end; 0 before the first. */
  readonly complete: number;
  /** Until when a run has what is left of the whole read for itself; others leave it alone. */
  readonly leased?: number | undefined;
}

/** What is left of losses that were more than the config lets one run take, or that came of a group that was suddenly empty. */
export interface Held {
  /** Names the losses that were held when it was given: whoever approves it approves nothing else. 12 hexadecimal digits. */
  readonly id: string;
  readonly since: number;
  readonly reason: 'cap' | 'empty-group' | 'config';
  /** UserIds. */
  readonly users: readonly string[];
  /** `USERID GROUP` and `USERID KEY`; of a config `USERID HOSTGROUP RIGHT`. */
  readonly losses: readonly string[];
  /** How many users counted against the cap at most, and of how many with access: a config that allows so many ends it. */
  readonly counted?: { readonly users: number; readonly of: number } | undefined;
}

/** Whose members may log in, and become root: `SOURCE:GROUP`. */
export interface HostGroupRules {
  readonly login: readonly string[];
  readonly sudo: readonly string[];
}

export interface Revocation {
  /** UserId. */
  readonly user: string;
  readonly hostGroup: string;
  /** The manifest's version that has it. */
  readonly version: number;
  /** When it happened in IAM, as far as is known. */
  readonly since: number;
  /** When that version was made: of what was held that is long after. Absent in states of before. */
  readonly issued?: number | undefined;
}

export interface HostRecord {
  readonly hostGroup: string;
  /** Of the object, so that it is read only when it has changed. */
  readonly tag: string;
  /** The manifest's version that is in force there; 0 for none. */
  readonly version: number;
  /** When that version came into force. */
  readonly applied: number;
  /** Since when the bucket has a later version than that; absent where it has none. */
  readonly late?: number | undefined;
  /** When the host last reported. */
  readonly at: number;
  readonly result: 'applied' | 'unchanged' | 'refused' | 'failed';
  /** A line each, at most 20. */
  readonly problems: readonly string[];
}

/** IAM is eventually consistent: what a read shows may be this old. In milliseconds. */
export const STALE = 60_000;

/** Before anything has been read. */
export function emptyState(firstUid: number): State {
  return {
    format: 1,
    nextUid: firstUid,
    users: {},
    manifests: {},
    todo: [],
    read: { started: 0, complete: 0 },
    revocations: [],
    hosts: {},
  };
}
