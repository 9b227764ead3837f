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
  const [{ readHeader }, { LOCAL_KEY_NAMESPACE }] = await Promise.all([
    import('./message/header.ts'),
    import('./message/local-keyring.ts'),
  ]);
  const { encryptedDataKeys, context, envelope } = readHeader(bytes);
  const providers: Readonly<Record<string, TokenKey['provider']>> = {
    'aws-kms': 'kms',
    [LOCAL_KEY_NAMESPACE]: 'local',
  };
  const keys = encryptedDataKeys.map(({ providerId, providerInfo }): TokenKey => {
    const provider = providers[providerId] ?? 'other';
    if (provider === 'kms') return { provider, id: providerInfo };
    // A raw AES keyring writes tag length, IV length and IV behind the key's name.
    if (provider === 'local') return { provider, id: providerInfo.slice(0, FINGERPRINT_LENGTH) };
    return { provider, id: providerId };
  });
  const digest = createHash('sha256').update(envelope, 'latin1').digest('hex').slice(0, 12);
  return { kind, bytes: bytes.length, keys, context: { ...context }, envelope: digest };
}

const FINGERPRINT_LENGTH = 16;
