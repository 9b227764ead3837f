import { awsKms } from './aws/aws-kms.ts';
import { checkContext, checkKeys } from './check-keys.ts';
import { KmscryptError } from './error.ts';
import type { EncryptionContext, KmsWithReEncrypt } from './kms.ts';
import { createOpening } from './opening.ts';
import { formatToken, parseToken } from './token.ts';

export interface ReEncryptOptions {
  /** The key that the new tokens are under: key id, key ARN, alias name or alias ARN. */
  readonly keyId: string;
  /** Default: AWS KMS as the SDK's own chains find region and credentials. */
  readonly kms?: KmsWithReEncrypt | undefined;
  /** The context that the tokens were made with; default none. */
  readonly fromContext?: EncryptionContext | undefined;
  /** The context that the new tokens get; default none. */
  readonly context?: EncryptionContext | undefined;
  /** The region of tokens and key where the key's id names none. */
  readonly region?: string | undefined;
  /** Calls at once; default 32. */
  readonly concurrency?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** What became of distinct tokens, by token; a token may be in neither where the run ended before. */
export interface ReEncryptedTokens {
  readonly tokens: ReadonlyMap<string, string>;
  readonly failures: ReadonlyMap<string, KmscryptError>;
}

/**
 * Puts distinct blob tokens under another key or context inside KMS, one ReEncrypt call each; no plaintext comes here.
 *
 * @throws KmscryptError `INVALID_OPTION`, `REGION_CONFLICT`, and of a failure that concerns the whole run; `INVALID_TOKEN` of
 *   one that is no blob, as whatever concerns one token, is in `failures`.
 */
export async function reEncryptTokens(
  tokens: ReadonlySet<string>,
  options: ReEncryptOptions,
): Promise<ReEncryptedTokens> {
  const { keyId, kms = awsKms(), fromContext = {}, context = {}, region } = options;
  checkKeys([keyId], region);
  checkContext(context);
  const { concurrency, signal: ended, onProgress } = options;
  const run = createOpening(tokens.size, { concurrency, signal: ended, onProgress });
  const reEncrypt = async (token: string): Promise<Uint8Array> => {
    const { kind, bytes: ciphertext } = parseToken(token);
    if (kind !== 'blob')
      throw new KmscryptError('INVALID_TOKEN', 'a message cannot go through KMS ReEncrypt');
    const { signal } = run;
    const call = { keyId, ciphertext, fromContext, context, region, signal };
    return (await run.bounded(() => kms.reEncrypt(call))).ciphertext;
  };
  await Promise.all(Array.from(tokens, (token) => run.settle(token, () => reEncrypt(token))));
  run.throwIfEnded();
  const made = Array.from(
    run.results,
    ([token, bytes]) => [token, formatToken({ kind: 'blob', bytes })] as const,
  );
  return { tokens: new Map(made), failures: run.failures };
}
