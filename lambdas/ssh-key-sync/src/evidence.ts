/** What one read, or one event, says. Times are in milliseconds since the epoch. */
export type Evidence =
  | MembersRead
  | UserRead
  | UserGone
  | KeysRead
  | ParametersRead
  | ReadFailure
  | EventClaim
  | Approval;

interface ReadEvidence {
  /** `own`, or the name of a source. */
  readonly source: string;
  /** When the read began: it shows what was so then, or up to a minute before. */
  readonly at: number;
}

/** All members of a group, every page. */
export interface MembersRead extends ReadEvidence {
  readonly kind: 'members';
  readonly group: string;
  readonly users: readonly { readonly id: string; readonly name: string }[];
}

/** One user, and all groups that he or she is in. */
export interface UserRead extends ReadEvidence {
  readonly kind: 'user';
  readonly id: string;
  readonly name: string;
  /** Those in which the state has this UserId. */
  readonly groups: readonly string[];
  /** Further ones, that the read found by the name alone: that the user is in them it neither shows nor denies. */
  readonly others?: readonly string[] | undefined;
}

/** There is no user of this name. */
export interface UserGone extends ReadEvidence {
  readonly kind: 'gone';
  readonly name: string;
}

/** All active keys of a user, every page. */
export interface KeysRead extends ReadEvidence {
  readonly kind: 'keys';
  /** UserId. */
  readonly user: string;
  /** `body` is what IAM has, for keys that are not in the state. */
  readonly keys: readonly { readonly id: string; readonly body?: string | undefined }[];
}

/** All parameters of the tree, or of a user in it, every page. */
export interface ParametersRead extends ReadEvidence {
  readonly kind: 'parameters';
  /** UserId; absent where the whole tree was read. */
  readonly user?: string | undefined;
  /** `name` is the last part of its name. */
  readonly keys: readonly { readonly user: string; readonly name: string; readonly body: string }[];
}

/** A read that came to nothing, or to less than all: nothing is taken away in a run that has one. */
export interface ReadFailure extends ReadEvidence {
  readonly kind: 'failed';
  /** What was to be read. */
  readonly what: { readonly kind: 'group' | 'user' | 'keys' | 'parameters'; readonly name: string };
  /** Whether it is because there is no such group. */
  readonly isMissing?: boolean | undefined;
  /** For the log; no secrets. */
  readonly reason: string;
}

/** What an event of IAM says has happened at `at`, the event's own time (whole seconds). `user` is the UserId of one who is known. */
export interface EventClaim extends ReadEvidence {
  readonly kind: 'event';
  readonly change:
    | { readonly type: 'left'; readonly user: string; readonly group: string }
    | {
        readonly type: 'joined';
        readonly user: string;
        readonly group: string;
        /** Whether it may be of a namesake: it then dates what reads show, and gives nothing by itself. */
        readonly isUnsure?: boolean | undefined;
      }
    | { readonly type: 'key-active' | 'key-ended'; readonly user: string; readonly key: string }
    | { readonly type: 'user-deleted'; readonly user: string }
    | { readonly type: 'user-renamed'; readonly user: string; readonly to: string };
}

/** An operator lets what is held back go. */
export interface Approval {
  readonly kind: 'approval';
  readonly held: string;
}
