import type { KeyringNode } from '@aws-crypto/material-management-node';
import { RawAesKeyringNode, RawAesWrappingSuiteIdentifier } from '@aws-crypto/raw-aes-keyring-node';
import { FINGERPRINT_LENGTH, type LocalKey } from '../local-key.ts';

/** The key namespace (provider id) under which a message names a local key; docs/format.md. */
export const LOCAL_KEY_NAMESPACE = 'kmscrypt';

/** The Encryption SDK's raw AES keyring over a local key. */
export function localKeyring(key: LocalKey): KeyringNode {
  return new RawAesKeyringNode({
    keyNamespace: LOCAL_KEY_NAMESPACE,
    keyName: key.fingerprint,
    // The SDK demands memory of its own, not a view into Node's buffer pool.
    unencryptedMasterKey: Uint8Array.from(key.material),
    wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
    utf8Sorting: true,
  });
}

/** The fingerprint in the provider info of an encrypted data key, behind which a raw AES keyring writes lengths and IV. */
export function fingerprintOf(providerInfo: string): string {
  return providerInfo.slice(0, FINGERPRINT_LENGTH);
}
