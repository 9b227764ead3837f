import pLimit from 'p-limit';
import { throwIfAborted } from './aborted.ts';
import { awsKms } from './aws/aws-kms.ts';
import { checkContext, checkKeys } from './check-keys.ts';
import { boundOf } from './concurrency.ts';
import type { EncryptionContext, Kms } from './kms.ts';
import { localKeyOfProcess } from './local-key-of-process.ts';
import { LOCAL_KEY_ID } from './local-key-id.ts';
import type { LocalKey } from './local-key.ts';
import { formatToken } from './token.ts';

export interface EncryptOptions {
  /** Key ids, key ARNs, alias names or alias ARNs of KMS, or `local`; any one of them opens the token. At least one. */
  readonly keyIds: readonly string[];
  /**
   * Default: AWS KMS as the SDK's own chains find region and credentials, with connections of its own for each call: make
   * one with `awsKms` and pass it to share them.
   */
  readonly kms?: Kms | undefined;
  /** Asked for only where a key is `local`; default: read as `readLocalKey` does from the process's environment. */
  readonly localKey?: (() => LocalKey | Promise<LocalKey>) | undefined;
  /** Pairs bound to the token; a reader of a blob has to give them again. Default: none. */
  readonly context?: EncryptionContext | undefined;
  /**
   * Write Encryption SDK messages, all under one data key, rather than blobs. Messages carry their context with them.
   * Default: only where a blob cannot serve (an empty plaintext or one over 4,096 bytes, several keys, the local key).
   */
  readonly envelope?: boolean | undefined;
  /** The region of keys whose id names none. */
  readonly region?: string | undefined;
  /** Calls at once; default 32. */
  readonly concurrency?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told after each value that was encrypted, for a display of progress. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** KMS Encrypt takes no more (AWS KMS API reference, Encrypt). */
const MAX_BLOB_PLAINTEXT = 4096;

/**
 * Encrypts one value into a token.
 *
 * @example
 * const token = await encryptValue('s3cret', { keyIds: ['alias/cmk-dev'], kms: awsKms({ region: 'us-east-1' }) });
 * @throws KmscryptError as {@link encryptValues}
 */
export async function encryptValue(plaintext: string | Uint8Array, options: EncryptOptions): Promise<string> {
  const [token] = await encryptValues([plaintext], options);
  if (token === undefined) throw new TypeError('one value makes one token');
  return token;
}

/**
 * Encrypts values into tokens, in their order; strings as UTF-8.
 *
 * @throws KmscryptError `KEY_ID_MISSING`, `INVALID_OPTION`, `REGION_CONFLICT`, one of the `LOCAL_KEY_…` codes, `ABORTED`,
 *   or a failure of KMS (docs/errors.md).
 */
export async function encryptValues(
  plaintexts: readonly (string | Uint8Array)[],
  options: EncryptOptions,
): Promise<string[]> {
  return encryptItems(
    plaintexts.map((plaintext) => ({ plaintext })),
    options,
  );
}

/** One of several values, and what is bound to it alone. */
export interface EncryptItem {
  readonly plaintext: string | Uint8Array;
  /** Pairs that join the run's context and have to be readable back, so that it becomes a message. */
  readonly pairs?: EncryptionContext | undefined;
}

/**
 * Encrypts values into tokens, in their order. Messages with the same context share a data key.
 *
 * @throws KmscryptError as {@link encryptValues}
 */
export async function encryptItems(
  items: readonly EncryptItem[],
  options: EncryptOptions,
): Promise<string[]> {
  const { context = {}, region, signal } = options;
  const { kms = awsKms(), localKey = localKeyOfProcess } = options;
  const keyIds = [...new Set(options.keyIds)];
  checkKeys(keyIds, region);
  checkContext(context);
  const kmsKeyIds = keyIds.filter((keyId) => keyId !== LOCAL_KEY_ID);
  const local = kmsKeyIds.length === keyIds.length ? undefined : await localKey();
  const [onlyKmsKeyId] = keyIds.length === 1 && options.envelope !== true ? kmsKeyIds : [];

  const envelopes = new Map<string, Promise<(plaintext: Uint8Array) => Promise<Uint8Array>>>();
  const encryptMessage = async (plaintext: Uint8Array, pairs: EncryptionContext): Promise<Uint8Array> => {
    const name = JSON.stringify(Object.entries(pairs));
    const envelope =
      envelopes.get(name) ??
      import('./message/encrypt-message.ts').then(({ createEnvelope }) =>
        createEnvelope(
          { access: { kms, region, signal }, kmsKeyIds, localKey: local },
          { ...context, ...pairs },
        ),
      );
    envelopes.set(name, envelope);
    return (await envelope)(plaintext);
  };
  const encryptOne = async ({ plaintext: value, pairs }: EncryptItem): Promise<string> => {
    throwIfAborted(signal);
    const plaintext = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
    const fitsBlob = plaintext.length > 0 && plaintext.length <= MAX_BLOB_PLAINTEXT && pairs === undefined;
    if (onlyKmsKeyId === undefined || !fitsBlob) {
      return formatToken({ kind: 'message', bytes: await encryptMessage(plaintext, pairs ?? {}) });
    }
    const { ciphertext } = await kms.encrypt({ keyId: onlyKmsKeyId, region, plaintext, context, signal });
    return formatToken({ kind: 'blob', bytes: ciphertext });
  };
  const limit = pLimit(boundOf(options.concurrency));
  let done = 0;
  const encryptAndTell = async (item: EncryptItem): Promise<string> => {
    try {
      const token = await encryptOne(item);
      done += 1;
      options.onProgress?.(done, items.length);
      return token;
    } catch (error) {
      // One failure fails them all, so no further call begins.
      limit.clearQueue();
      throw error;
    }
  };
  return limit.map(items, encryptAndTell);
}
