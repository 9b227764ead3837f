import { type AwsEsdkKMSInterface, KmsKeyringClass, parseAwsKmsKeyArn } from '@aws-crypto/kms-keyring';
import { KeyringNode, type Newable, type NodeAlgorithmSuite } from '@aws-crypto/material-management-node';
import { KmscryptError } from '../error.ts';
import type { Kms } from '../kms.ts';

/** How a keyring reaches KMS. */
export interface KmsAccess {
  readonly kms: Kms;
  /** For a key whose id names no region. */
  readonly region?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

// The SDK's own KMS keyring without the SDK's own client: @aws-crypto/kms-keyring-node would load a second,
// whole KMS client. The cast is how that package extends the abstract keyring too.
class KmsKeyring extends KmsKeyringClass<NodeAlgorithmSuite, AwsEsdkKMSInterface>(
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- abstract against newable: the SDK's types, see above
  KeyringNode as unknown as Newable<KeyringNode>,
) {}

/**
 * The keyring that wraps a data key under every one of `keyIds`; the first generates it.
 *
 * @throws KmscryptError `INVALID_OPTION` where one of them has not the shape of a key id, an alias or an ARN of either.
 */
export function wrappingKeyring(access: KmsAccess, keyIds: readonly string[]): KeyringNode {
  for (const keyId of keyIds) checkKeyId(keyId);
  const [generatorKeyId, ...others] = keyIds;
  return new KmsKeyring({
    clientProvider: (region) => clientOf(access, region, []),
    keyIds: others,
    ...(generatorKeyId === undefined ? {} : { generatorKeyId }),
  });
}

function checkKeyId(keyId: string): void {
  try {
    parseAwsKmsKeyArn(keyId);
  } catch (cause) {
    throw new KmscryptError('INVALID_OPTION', `${keyId} is not a key id, alias or ARN of AWS KMS`, { cause });
  }
}

/**
 * The keyring that opens a data key by whichever KMS key it names. The keyring turns failures into text, so what KMS
 * answered is put into `failures`.
 */
export function openingKeyring(access: KmsAccess, failures: KmscryptError[]): KeyringNode {
  return new KmsKeyring({ clientProvider: (region) => clientOf(access, region, failures), discovery: true });
}

/** Our KMS port in the shape of the SDK's client. */
function clientOf(
  { kms, region: fallback, signal }: KmsAccess,
  regionOfKey: string,
  failures: KmscryptError[],
): AwsEsdkKMSInterface {
  const region = regionOfKey || fallback;
  return {
    generateDataKey: async ({ KeyId: keyId, EncryptionContext: context = {} }) => {
      const key = await kms.generateDataKey({ keyId, region, context, signal });
      return { $metadata: {}, KeyId: key.keyId, Plaintext: key.plaintext, CiphertextBlob: key.ciphertext };
    },
    encrypt: async ({ KeyId: keyId, Plaintext: plaintext, EncryptionContext: context = {} }) => {
      if (!(plaintext instanceof Uint8Array)) throw new TypeError('the keyring wraps no data key');
      const output = await kms.encrypt({ keyId, region, plaintext, context, signal });
      return { $metadata: {}, KeyId: output.keyId, CiphertextBlob: output.ciphertext };
    },
    decrypt: async ({ KeyId: keyId, CiphertextBlob: ciphertext, EncryptionContext: context = {} }) => {
      try {
        if (!(ciphertext instanceof Uint8Array)) throw new TypeError('the keyring opens no data key');
        const output = await kms.decrypt({ keyId, region, ciphertext, context, signal });
        return { $metadata: {}, KeyId: output.keyId, Plaintext: output.plaintext };
      } catch (error) {
        if (error instanceof KmscryptError) failures.push(regionOfKey ? ofTheToken(error) : error);
        throw error;
      }
    },
  };
}

/** What cannot be used in a call whose region the message chose is the message's fault, not the caller's. */
function ofTheToken(error: KmscryptError): KmscryptError {
  return error.code === 'INVALID_OPTION'
    ? new KmscryptError('INVALID_MESSAGE', `the token names a key that cannot be asked: ${error.message}`, {
        cause: error,
      })
    : error;
}
