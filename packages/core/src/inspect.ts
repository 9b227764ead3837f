import { createHash } from 'node:crypto';
import type { EncryptionContext } from './kms.ts';
import { parseToken } from './token.ts';

/** A key that opens a message. */
export interface TokenKey {
  /** `kms`: `id` is the key's ARN; `local`: its fingerprint; `other`: a provider that kmscrypt does not know. */
  readonly provider: 'kms' | 'local' | 'other';
  readonly id: string;
}

/** What a token tells without any key. Nothing of it is authenticated before the token is decrypted. */
export type TokenInfo =
  | {
      readonly kind: 'blob';
      /** Length of the CiphertextBlob, in bytes. */
      readonly bytes: number;
    }
  | {
      readonly kind: 'message';
      /** Length of the whole message, in bytes. */
      readonly bytes: number;
      readonly keys: readonly TokenKey[];
      readonly context: EncryptionContext;
      /** Equal for tokens that share a data key: 12 hexadecimal digits. */
      readonly envelope: string;
    };

/**
 * Tells what can be read off a token without a key: a blob says nothing of its key or context, a message names both.
 *
 * @throws KmscryptError `INVALID_TOKEN`, `INVALID_MESSAGE`
 */
export async function inspectToken(token: string): Promise<TokenInfo> {
  const { kind, bytes } = parseToken(token);
  if (kind === 'blob') return { kind, bytes: bytes.length };
  const [{ readHeader }, { fingerprintOf, LOCAL_KEY_NAMESPACE }] = await Promise.all([
    import('./message/header.ts'),
    import('./message/local-keyring.ts'),
  ]);
  const { encryptedDataKeys, context, envelope } = readHeader(bytes);
  const keys = encryptedDataKeys.map(({ providerId, providerInfo }): TokenKey => {
    if (providerId === 'aws-kms') return { provider: 'kms', id: providerInfo };
    if (providerId === LOCAL_KEY_NAMESPACE) return { provider: 'local', id: fingerprintOf(providerInfo) };
    return { provider: 'other', id: providerId };
  });
  const digest = createHash('sha256').update(envelope, 'latin1').digest('hex').slice(0, 12);
  return { kind, bytes: bytes.length, keys, context: { ...context }, envelope: digest };
}
