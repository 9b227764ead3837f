import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import { throwIfAborted } from './aborted.ts';
import { awsKms } from './aws/aws-kms.ts';
import { boundOf } from './concurrency.ts';
import type { DecryptOptions } from './decrypt-options.ts';
import { KmscryptError, type KmscryptErrorCode } from './error.ts';
import type { EncryptionContext, Kms } from './kms.ts';
import { localKeyOfProcess } from './local-key-of-process.ts';
import type { LocalKey } from './local-key.ts';
import { RUN_FAILURES } from './run-failures.ts';

/** Of tokens, all else that KMS fails at too. */
const ENDS_THE_RUN: ReadonlySet<KmscryptErrorCode> = new Set<KmscryptErrorCode>([
  ...RUN_FAILURES,
  'KMS_FAILED',
]);

/** A token and the bytes in it. */
export interface TokenBytes {
  readonly token: string;
  readonly bytes: Uint8Array;
}

/** One run: what opens its tokens, and what has become of them so far. */
export interface Opening {
  readonly kms: Kms;
  readonly localKey: () => LocalKey | Promise<LocalKey>;
  readonly context: EncryptionContext;
  readonly region: string | undefined;
  /** Ends with the run: because the caller says so, or with the first failure that concerns all of it. */
  readonly signal: AbortSignal;
  readonly results: Map<string, Uint8Array>;
  /** What messages carry, by token; authentic once the token is open. */
  readonly contexts: Map<string, EncryptionContext>;
  readonly failures: Map<string, KmscryptError>;
  /** Makes a call as soon as the bound lets it. */
  readonly bounded: <T>(call: () => Promise<T>) => Promise<T>;
  /** Notes what becomes of a token. */
  readonly settle: (token: string, open: () => Uint8Array | Promise<Uint8Array>) => Promise<void>;
  /** @throws what ended the run; not so where a token is broken in itself, which stays so when the network is back. */
  readonly throwIfEnded: () => void;
  /** What ended the run, if something of ours did. */
  readonly endedBy: () => KmscryptError | undefined;
}

/** Starts a run over `total` tokens. */
export function createOpening(total: number, options: DecryptOptions): Opening {
  const { kms = awsKms(), localKey = localKeyOfProcess, context = {}, region, onProgress } = options;
  const results = new Map<string, Uint8Array>();
  const contexts = new Map<string, EncryptionContext>();
  const failures = new Map<string, KmscryptError>();
  const ended = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, ended.signal]) : ended.signal;
  // Every call listens to it; Node 20 would print a warning of the eleventh.
  setMaxListeners(0, signal);
  const limit = pLimit(boundOf(options.concurrency));
  let end: { readonly error: unknown } | undefined;
  const endRun = (error: unknown): void => {
    end ??= { error };
    ended.abort();
  };

  return {
    kms,
    localKey,
    context,
    region,
    signal,
    results,
    contexts,
    failures,
    bounded: (call) =>
      limit(async () => {
        throwIfAborted(signal);
        try {
          return await call();
        } catch (error) {
          // Here, and not only where it is settled: else the limit would start one call more.
          if (!concernsOneToken(error)) endRun(error);
          throw error;
        }
      }),
    settle: async (token, open) => {
      try {
        results.set(token, await open());
      } catch (error) {
        if (concernsOneToken(error)) failures.set(token, error);
        else endRun(error);
      }
      onProgress?.(results.size + failures.size, total);
    },
    throwIfEnded: () => {
      if (end === undefined) return;
      if (failures.size === 0 || !(end.error instanceof KmscryptError)) throw end.error;
    },
    endedBy: () => (end?.error instanceof KmscryptError ? end.error : undefined),
  };
}

function concernsOneToken(error: unknown): error is KmscryptError {
  return error instanceof KmscryptError && !ENDS_THE_RUN.has(error.code);
}
