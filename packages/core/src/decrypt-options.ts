import type { EncryptionContext, Kms } from './kms.ts';
import type { LocalKey } from './local-key.ts';

export interface DecryptOptions {
  /**
   * Default: AWS KMS as the SDK's own chains find region and credentials, with connections of its own for each call: make
   * one with `awsKms` and pass it to share them.
   */
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
  /** Told after each token that was opened or failed, for a display of progress. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}
