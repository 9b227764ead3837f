import type { HostRecord, State } from './state.ts';

/** IAM of one account. Every method reads every page, or rejects with KmscryptError: never a part. */
export interface Directory {
  /** All members; undefined where there is no such group. */
  members(group: string, signal: AbortSignal): Promise<readonly Member[] | undefined>;
  /** Undefined where there is no such user. */
  user(name: string, signal: AbortSignal): Promise<Member | undefined>;
  /** Names of groups; undefined where there is no such user. */
  groupsOf(name: string, signal: AbortSignal): Promise<readonly string[] | undefined>;
  /** Active and other keys; undefined where there is no such user. */
  keys(name: string, signal: AbortSignal): Promise<readonly ListedKey[] | undefined>;
  /** In OpenSSH's form; undefined where there is no such key. */
  body(name: string, key: string, signal: AbortSignal): Promise<string | undefined>;
}

export interface Member {
  /** UserId. */
  readonly id: string;
  readonly name: string;
  /** In milliseconds since the epoch, whole seconds. */
  readonly created?: number | undefined;
}

export interface ListedKey {
  readonly id: string;
  readonly isActive: boolean;
  /** In milliseconds since the epoch, whole seconds. */
  readonly uploaded?: number | undefined;
}

/** The tree of SSM parameters. Reads every page, or rejects with KmscryptError. */
export interface ParameterTree {
  /** @param user the UserId of the only one whose keys are read; default all. */
  keys(
    signal: AbortSignal,
    user?: string,
  ): Promise<readonly { readonly user: string; readonly name: string; readonly body: string }[]>;
}

/** State, manifests and reports of hosts, in the bucket. Rejects with KmscryptError. */
export interface Store {
  /** Undefined where there is none, and there are no manifests either. @throws LambdaError `STATE_LOST` where there are. */
  load(signal: AbortSignal): Promise<Stored | undefined>;
  /** Writes over the version that was loaded, and no other. @returns undefined where somebody else has written meanwhile. */
  save(state: State, over: Stored | undefined, signal: AbortSignal): Promise<Stored | undefined>;
  /** Writes a manifest unless another one of the same or a later version is there, whose version it then answers. */
  publish(manifest: PublishedManifest, signal: AbortSignal): Promise<'put' | { readonly superseded: number }>;
  /**
   * Reports of hosts that are not as in `known`, by ARN of the instance. Those that cannot be read are left out and logged;
   * `onRefused` is told of those that stand at the name of an instance.
   */
  reports(
    known: Readonly<Record<string, HostRecord>>,
    signal: AbortSignal,
    onRefused?: (report: RefusedReport) => void,
  ): Promise<Readonly<Record<string, HostRecord>>>;
}

export interface Stored {
  readonly state: State;
  /** The object's ETag. */
  readonly tag: string;
}

/** A report that cannot be read. */
export interface RefusedReport {
  /** Of the instance. */
  readonly arn: string;
  /** For people; nothing of what the report says. */
  readonly reason: string;
}

export interface PublishedManifest {
  readonly hostGroup: string;
  readonly version: number;
  readonly text: string;
}

/** The hosts of the groups. Rejects with KmscryptError. */
export interface Fleet {
  /** Sends the document to all hosts of the group. @returns the command's id. */
  tell(command: TellCommand, signal: AbortSignal): Promise<string>;
  /** Hosts of the group that run, every page. */
  instances(hostGroup: string, signal: AbortSignal): Promise<readonly Instance[]>;
}

export interface TellCommand {
  readonly hostGroup: string;
  readonly version: number;
  readonly sha256: string;
}

export interface Instance {
  /** Of the instance. */
  readonly arn: string;
  readonly id: string;
  /** Its tag `Name`, if it has one. */
  readonly name?: string | undefined;
  /** In milliseconds since the epoch. */
  readonly launched: number;
}
