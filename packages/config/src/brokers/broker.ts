import type { Answer } from '../answer.ts';

/** What reads many things of one kind: secrets, parameters, subtrees, tokens. */
export interface Broker<Key, Value> {
  /**
   * Reads distinct keys in as few calls as it can.
   *
   * @param signal ends the calls; what was not answered by then fails with the code `ABORTED`, and as `cause` the last
   *   failure that was to be tried again, if there was one.
   * @returns an answer a key, in the order of the keys. Rejects only with a bug.
   */
  readonly read: (keys: readonly Key[], signal: AbortSignal) => Promise<readonly Answer<Value>[]>;
}

/** A secret of AWS Secrets Manager. */
export interface SecretKey {
  /** Name, or complete or partial ARN. */
  readonly id: string;
  /** The ARN's, or undefined: then the one that the client finds. */
  readonly region: string | undefined;
  /** A staging label; undefined means AWSCURRENT. */
  readonly stage: string | undefined;
}

/** A parameter of SSM. */
export interface ParameterKey {
  /** Name or ARN. */
  readonly name: string;
  readonly region: string | undefined;
  /** A version or label; undefined means the newest version. */
  readonly selector: string | undefined;
}

/** All parameters of SSM below a path. */
export interface ParameterTreeKey {
  /** Begins with a slash and ends without one; the root is the empty text. */
  readonly path: string;
  readonly region: string | undefined;
  /** The ARN's; undefined: whichever it is. */
  readonly account: string | undefined;
}

/** The parameters of a subtree: names relative to its path, without a slash in front, such as `db/password`. */
export type ParameterTree = ReadonlyMap<string, string>;
