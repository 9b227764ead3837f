import pMap from 'p-map';
import { throwIfAborted } from './aborted.ts';
import { awsKms } from './aws/aws-kms.ts';
import { DEFAULT_CONCURRENCY } from './concurrency.ts';
import { KmscryptError, type KmscryptErrorCode } from './error.ts';
import type { EncryptionContext, Kms } from './kms.ts';
import { localKeyOfProcess } from './local-key-of-process.ts';
import type { LocalKey } from './local-key.ts';
import type { Message } from './message/header.ts';
import { parseToken } from './token.ts';

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

/**
 * Opens distinct tokens: one call for each blob and one for each envelope, however many messages are under it.
 *
 * @throws KmscryptError of a failure that concerns the whole run; whatever concerns one token is in `failures`.
 */
export async function openTokens(
  tokens: ReadonlySet<string>,
  options: DecryptOptions = {},
): Promise<OpenedTokens> {
  const { concurrency = DEFAULT_CONCURRENCY, context = {}, region } = options;
  const { kms = awsKms(), localKey = localKeyOfProcess } = options;
  const plaintexts = new Map<string, Uint8Array>();
  const failures = new Map<string, KmscryptError>();
  const fail = (token: string, error: unknown): void => {
    if (!(error instanceof KmscryptError) || ENDS_THE_RUN.has(error.code)) throw error;
    failures.set(token, error);
  };

  const { blobs, envelopes } = await sortTokens(tokens, context, fail);
  const ended = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, ended.signal]) : ended.signal;

  const openBlob = async (token: string, ciphertext: Uint8Array): Promise<void> => {
    try {
      const { plaintext } = await kms.decrypt({ ciphertext, context, region, signal });
      plaintexts.set(token, plaintext);
    } catch (error) {
      fail(token, error);
    }
  };
  const openMessages = async (messages: readonly TokenMessage[]): Promise<void> => {
    const [first] = messages;
    if (first === undefined) return;
    const [{ openEnvelope }, { decryptMessage }] = await Promise.all([
      import('./message/open-envelope.ts'),
      import('./message/decrypt-message.ts'),
    ]);
    try {
      const material = await openEnvelope(first.message, { access: { kms, region, signal }, localKey });
      for (const { token, message } of messages) {
        try {
          plaintexts.set(token, decryptMessage(message, material));
        } catch (error) {
          fail(token, error);
        }
      }
      material.zeroUnencryptedDataKey();
    } catch (error) {
      for (const { token } of messages) fail(token, error);
    }
  };

  const jobs = [
    ...blobs.map(
      ({ token, bytes }) =>
        () =>
          openBlob(token, bytes),
    ),
    ...envelopes.map((messages) => () => openMessages(messages)),
  ];
  try {
    await pMap(
      jobs,
      async (job) => {
        throwIfAborted(options.signal);
        await job();
        options.onProgress?.(plaintexts.size + failures.size, tokens.size);
      },
      { concurrency },
    );
  } catch (error) {
    ended.abort();
    // A token that is broken in itself is the better news: it stays so when the network is back.
    if (failures.size === 0) throw error;
  }
  return { plaintexts, failures };
}

interface TokenMessage {
  readonly token: string;
  readonly message: Message;
}

interface SortedTokens {
  readonly blobs: readonly { readonly token: string; readonly bytes: Uint8Array }[];
  readonly envelopes: readonly (readonly TokenMessage[])[];
}

/** Reads tokens as far as that takes no key, and groups the messages that share a data key. */
async function sortTokens(
  tokens: Iterable<string>,
  context: EncryptionContext,
  fail: (token: string, error: unknown) => void,
): Promise<SortedTokens> {
  const blobs: { token: string; bytes: Uint8Array }[] = [];
  const messages: { token: string; bytes: Uint8Array }[] = [];
  for (const token of tokens) {
    try {
      const { kind, bytes } = parseToken(token);
      (kind === 'blob' ? blobs : messages).push({ token, bytes });
    } catch (error) {
      fail(token, error);
    }
  }
  if (messages.length === 0) return { blobs, envelopes: [] };

  const { readHeader } = await import('./message/header.ts');
  const envelopes = new Map<string, TokenMessage[]>();
  for (const { token, bytes } of messages) {
    try {
      const message = readHeader(bytes);
      checkDemanded(context, message.context);
      const envelope = envelopes.get(message.envelope) ?? [];
      envelope.push({ token, message });
      envelopes.set(message.envelope, envelope);
    } catch (error) {
      fail(token, error);
    }
  }
  return { blobs, envelopes: [...envelopes.values()] };
}

/** The SDK's decrypt does not compare what the caller expects with what the message carries, so it is done here. */
function checkDemanded(demanded: EncryptionContext, carried: EncryptionContext): void {
  const wrong = Object.entries(demanded).filter(([name, value]) => carried[name] !== value);
  if (wrong.length === 0) return;
  const pairs = wrong.map(([name, value]) => {
    const other = Object.hasOwn(carried, name) ? `${name}=${carried[name]}` : `no ${name}`;
    return `${name}=${value} is asked for, the token has ${other}`;
  });
  throw new KmscryptError('CONTEXT_MISMATCH', `the encryption context differs: ${pairs.join('; ')}`);
}
