import type { DecryptOptions } from '@kmscrypt/core';

/** How a run reaches what it reads, and how long it may take. All of it has defaults. */
export interface ResolveOptions extends Pick<DecryptOptions, 'context' | 'localKey'> {
  /**
   * The environment: region, credentials, endpoints, proxies, certificates, the local key, and `${VAR}`. Default process.env.
   */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** The region of what names none; default: the SDK's own chain (environment, profile). */
  readonly region?: string | undefined;
  /** A profile of the shared configuration files. */
  readonly profile?: string | undefined;
  /** A role to assume first. */
  readonly roleArn?: string | undefined;
  /** What reads references of other brokers, by scheme: `{ vault }` reads `vault::…` (docs/brokers.md). */
  readonly resolvers?: Readonly<Record<string, Resolver>> | undefined;
  /** Calls at once, those of KMS apart from all others: a whole number from 1 to 1,000; default 32. */
  readonly concurrency?: number | undefined;
  /** How long all of it may take, in milliseconds, from 1 to 2^30 (12 days); default 30,000. */
  readonly deadline?: number | undefined;
  /**
   * Waits a random share of so many milliseconds before the first call, so that a fleet that starts at once does not ask at
   * once; from 0 to 2^30, default 0. The deadline is on top of all of it, however short the wait was.
   */
  readonly startJitter?: number | undefined;
  /** Ends the run with the code `ABORTED`. */
  readonly signal?: AbortSignal | undefined;
  /** A number in [0, 1); default Math.random. */
  readonly random?: (() => number) | undefined;
}

/** Reads references of a broker that this package does not know. */
export interface Resolver {
  /**
   * Reads one reference. Each distinct one is asked for once a run, several at a time.
   *
   * @param reference what follows `scheme::`, as it stands.
   * @returns the value: text, or what JSON can hold. Undefined means that there is none.
   * @throws anything; its message becomes the problem's, with all secrets of the run taken out.
   */
  readonly resolve: (reference: string, context: { readonly signal: AbortSignal }) => unknown;
}
