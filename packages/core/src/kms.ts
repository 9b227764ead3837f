/** An encryption context: pairs that are bound to a ciphertext but not secret; KMS logs them. */
export type EncryptionContext = Readonly<Record<string, string>>;

/** Where a call goes: the region of the key's ARN, else `region`, else what the adapter was made with. */
export interface KmsRequest {
  readonly region?: string | undefined;
  readonly context: EncryptionContext;
  readonly signal?: AbortSignal | undefined;
}

/** A data key: `plaintext` (32 bytes), and the same wrapped under `keyId`, a key ARN. */
export interface DataKey {
  readonly plaintext: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly keyId: string;
}

/**
 * What this package asks of AWS KMS. Every method rejects with a KmscryptError and with nothing else; none returns null.
 * `awsKms` is the adapter for AWS.
 */
export interface Kms {
  /** KMS Encrypt: at most 4,096 bytes. */
  encrypt(request: KmsRequest & { readonly keyId: string; readonly plaintext: Uint8Array }): Promise<{
    readonly ciphertext: Uint8Array;
    /** The ARN of the key. */
    readonly keyId: string;
  }>;
  /** KMS Decrypt. `keyId` is needed where KMS must refuse any other key. */
  decrypt(
    request: KmsRequest & { readonly keyId?: string | undefined; readonly ciphertext: Uint8Array },
  ): Promise<{ readonly plaintext: Uint8Array; readonly keyId: string }>;
  /** KMS GenerateDataKey of 32 bytes. */
  generateDataKey(request: KmsRequest & { readonly keyId: string }): Promise<DataKey>;
}

/** KMS as `awsKms` makes it: with the call that changes the key of a blob. */
export interface KmsWithReEncrypt extends Kms {
  /** KMS ReEncrypt: `fromContext` is what the blob was made with; its plaintext never leaves KMS. */
  reEncrypt(
    request: KmsRequest & {
      readonly keyId: string;
      readonly ciphertext: Uint8Array;
      readonly fromContext: EncryptionContext;
    },
  ): Promise<{ readonly ciphertext: Uint8Array; readonly keyId: string }>;
}

/** The region inside a key ARN; undefined for an alias name or a key id. */
export function regionOfKeyId(keyId: string): string | undefined {
  const [arn, , service, region] = keyId.split(':');
  return arn === 'arn' && service === 'kms' && region ? region : undefined;
}
