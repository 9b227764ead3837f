import pLimit from 'p-limit';
import { throwIfAborted } from './aborted.ts';
import { awsKms } from './aws/aws-kms.ts';
import { DEFAULT_CONCURRENCY } from './concurrency.ts';
import { KmscryptError, type KmscryptErrorCode } from './error.ts';
import type { EncryptionContext, Kms } from './kms.ts';
import { localKeyOfProcess } from './local-key-of-process.ts';
import type { LocalKey } from './local-key.ts';
import { type ParsedToken, parseToken } from './token.ts';

export interface DecryptOptions {
  /** Default: AWS KMS as the SDK's own chains find region and credentials. */
  readonly kms?: Kms | undefined;
  /** Asked for only where a token needs it; default: read as `readLocalKey` does from the process's environment. */
  readonly localKey?: (() => LocalKey | Promise<LocalKey>) | undefined;
  /** What every token must be bound to: given to KMS with a blob, compared with what a message carries. Default: none. */
  readonly context?: EncryptionContext | undefined;
  /** The region of blobs, which do not say where their key is; a message's keys do. */
  readonly region?: string | undefined;
  /** Calls at once; default 32. */
  readonly concurrency?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told after each value or token, for a display of progress. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** What became of distinct tokens, by token. */
export interface OpenedTokens {
  readonly plaintexts: ReadonlyMap<string, Uint8Array>;
  readonly failures: ReadonlyMap<string, KmscryptError>;
}

/** Failures of the run rather than of one token: the other tokens would only fail alike, one call each. */
const ENDS_THE_RUN: ReadonlySet<KmscryptErrorCode> = new Set<KmscryptErrorCode>([
  'REGION_MISSING',
  'CREDENTIALS_MISSING',
  'CREDENTIALS_EXPIRED',
  'CREDENTIALS_REFUSED',
  'CLOCK_SKEW',
  'THROTTLED',
  'TIMEOUT',
  'NETWORK',
  'KMS_FAILED',
  'ABORTED',
]);

/** What opens the tokens of one run. */
export interface Opening {
  readonly kms: Kms;
  readonly localKey: () => LocalKey | Promise<LocalKey>;
  readonly context: EncryptionContext;
  readonly region: string | undefined;
  readonly signal: AbortSignal;
  /** Makes a call as soon as the bound lets it. */
  readonly bounded: <T>(call: () => Promise<T>) => Promise<T>;
  /** Notes what becomes of a token; never rejects. */
  readonly settle: (token: string, open: () => Promise<Uint8Array>) => Promise<void>;
}

/**
 * Opens distinct tokens: one call for each blob and one for each envelope, however many messages are under it.
 *
 * @throws KmscryptError of a failure that concerns the whole run; whatever concerns one token is in `failures`.
 */
export async function openTokens(
  tokens: ReadonlySet<string>,
  options: DecryptOptions = {},
): Promise<OpenedTokens> {
  const plaintexts = new Map<string, Uint8Array>();
  const failures = new Map<string, KmscryptError>();
  const ended = new AbortController();
  let end: { readonly error: unknown } | undefined;
  const endRun = (error: unknown): void => {
    end ??= { error };
    ended.abort();
  };
  const fail = (token: string, error: unknown): void => {
    if (concernsOneToken(error)) failures.set(token, error);
    else endRun(error);
  };
  const limit = pLimit(options.concurrency ?? DEFAULT_CONCURRENCY);
  const signal = options.signal ? AbortSignal.any([options.signal, ended.signal]) : ended.signal;
  const opening: Opening = {
    kms: options.kms ?? awsKms(),
    localKey: options.localKey ?? localKeyOfProcess,
    context: options.context ?? {},
    region: options.region,
    signal,
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
        plaintexts.set(token, await open());
      } catch (error) {
        fail(token, error);
      }
      options.onProgress?.(plaintexts.size + failures.size, tokens.size);
    },
  };

  const { blobs, messages } = parseTokens(tokens, fail);
  const blobsOpened = blobs.map(({ token, bytes }) => opening.settle(token, () => openBlob(bytes, opening)));
  if (messages.length > 0) {
    const { openMessages } = await import('./message/open-messages.ts');
    await openMessages(messages, opening);
  }
  await Promise.all(blobsOpened);
  // A token that is broken in itself is the better news: it stays so when the network is back.
  if (end !== undefined && failures.size === 0) throw end.error;
  return { plaintexts, failures };
}

function concernsOneToken(error: unknown): error is KmscryptError {
  return error instanceof KmscryptError && !ENDS_THE_RUN.has(error.code);
}

/** A token and the bytes in it. */
export interface TokenBytes {
  readonly token: string;
  readonly bytes: Uint8Array;
}

function parseTokens(
  tokens: ReadonlySet<string>,
  fail: (token: string, error: unknown) => void,
): { readonly blobs: readonly TokenBytes[]; readonly messages: readonly TokenBytes[] } {
  const parsed: Record<ParsedToken['kind'], TokenBytes[]> = { blob: [], message: [] };
  for (const token of tokens) {
    try {
      const { kind, bytes } = parseToken(token);
      parsed[kind].push({ token, bytes });
    } catch (error) {
      fail(token, error);
    }
  }
  return { blobs: parsed.blob, messages: parsed.message };
}

async function openBlob(ciphertext: Uint8Array, opening: Opening): Promise<Uint8Array> {
  const { kms, context, region, signal } = opening;
  const { plaintext } = await opening.bounded(() => kms.decrypt({ ciphertext, context, region, signal }));
  return plaintext;
}
