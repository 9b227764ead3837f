import { buildEncrypt } from '@aws-crypto/encrypt-node';
import { cloneMaterial } from '@aws-crypto/material-management';
import {
  CommitmentPolicy,
  type KeyringNode,
  MultiKeyringNode,
  NodeDefaultCryptographicMaterialsManager,
  type NodeEncryptionMaterial,
  type NodeMaterialsManager,
} from '@aws-crypto/material-management-node';
import type { EncryptionContext } from '../kms.ts';
import type { LocalKey } from '../local-key.ts';
import { type KmsAccess, wrappingKeyring } from './kms-keyring.ts';
import { localKeyring } from './local-keyring.ts';
import { MAX_KEYS } from './limits.ts';
import { committingSuite, SUITE_ID } from './suite.ts';

/** The keys of a message; any one of them opens it. At least one of the two is given. */
export interface MessageKeys {
  readonly access: KmsAccess;
  readonly kmsKeyIds: readonly string[];
  readonly localKey?: LocalKey | undefined;
}

/** Encrypts with the SDK under a data key of its own that every call of the result shares. */
export type EncryptMessage = (plaintext: Uint8Array) => Promise<Uint8Array>;

const policy = CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT;
const { encrypt } = buildEncrypt({ commitmentPolicy: policy, maxEncryptedDataKeys: MAX_KEYS });

/**
 * Makes one data key, wrapped under all `keys`, and answers with the function that encrypts under it.
 * Each message still derives its own key from a random message id (that is what the suite's HKDF is for), so that
 * sharing the data key reuses neither key nor nonce.
 */
export async function createEnvelope(keys: MessageKeys, context: EncryptionContext): Promise<EncryptMessage> {
  const manager = new NodeDefaultCryptographicMaterialsManager(keyringOf(keys));
  const material = await manager.getEncryptionMaterials({
    suite: committingSuite(),
    encryptionContext: { ...context },
    commitmentPolicy: policy,
  });
  return async (plaintext) => {
    const { result } = await encrypt(sharing(manager, material), plaintext, {
      suiteId: SUITE_ID,
      encryptionContext: { ...context },
    });
    return result;
  };
}

/** A materials manager that hands out copies of one material: the SDK zeroes what it was given when a stream fails. */
function sharing(manager: NodeMaterialsManager, material: NodeEncryptionMaterial): NodeMaterialsManager {
  return {
    getEncryptionMaterials: () => Promise.resolve(cloneMaterial(material)),
    decryptMaterials: (request) => manager.decryptMaterials(request),
  };
}

function keyringOf({ access, kmsKeyIds, localKey }: MessageKeys): KeyringNode {
  const local = localKey === undefined ? undefined : localKeyring(localKey);
  if (kmsKeyIds.length === 0 && local !== undefined) return local;
  const kms = wrappingKeyring(access, kmsKeyIds);
  return local === undefined ? kms : new MultiKeyringNode({ generator: kms, children: [local] });
}
