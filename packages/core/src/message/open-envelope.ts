import {
  type EncryptedDataKey,
  type KeyringNode,
  NodeDecryptionMaterial,
} from '@aws-crypto/material-management-node';
import { KmscryptError } from '../error.ts';
import { regionOfKeyId } from '../kms.ts';
import type { LocalKey } from '../local-key.ts';
import type { Message } from './header.ts';
import { type KmsAccess, openingKeyring } from './kms-keyring.ts';
import { fingerprintOf, LOCAL_KEY_NAMESPACE, localKeyring } from './local-keyring.ts';
import { committingSuite } from './suite.ts';

/** What can open the data key of a message. */
export interface MessageOpeners {
  readonly access: KmsAccess;
  /** Asked only where a message names a local key; throws KmscryptError where there is none, or it is refused. */
  readonly localKey: () => LocalKey | Promise<LocalKey>;
}

/**
 * Unwraps the data key that messages of one envelope share: by the local key where it fits, else by the first of the
 * message's KMS keys that answers, those in the caller's own region first.
 *
 * @throws KmscryptError of the key's failure; of the first key where there are several.
 */
export async function openEnvelope(
  message: Message,
  openers: MessageOpeners,
): Promise<NodeDecryptionMaterial> {
  const failures: KmscryptError[] = [];
  // Told last: who has no local key usually relies on the KMS key beside it.
  const localFailures: KmscryptError[] = [];
  const { encryptedDataKeys, context } = message;
  const local = encryptedDataKeys.filter((key) => key.providerId === LOCAL_KEY_NAMESPACE);
  const kms = encryptedDataKeys.filter((key) => key.providerId === 'aws-kms');

  const unwrap = async (
    keyring: KeyringNode,
    keys: readonly EncryptedDataKey[],
  ): Promise<NodeDecryptionMaterial | undefined> => {
    const material = new NodeDecryptionMaterial(committingSuite(), { ...context });
    const before = failures.length;
    let cause: unknown;
    try {
      await keyring.onDecrypt(material, [...keys]);
    } catch (thrown) {
      cause = thrown;
    }
    if (material.hasValidKey()) return material;
    // The raw keyring passes over a data key that it cannot unwrap and throws nothing.
    if (failures.length === before) failures.push(notAuthentic(cause));
    return undefined;
  };

  if (local.length > 0) {
    const key = await fittingLocalKey(local, openers, localFailures);
    const material = key && (await unwrap(localKeyring(key), local));
    if (material) return material;
  }
  if (kms.length > 0) {
    const own = (key: EncryptedDataKey): number =>
      regionOfKeyId(key.providerInfo) === openers.access.region ? 0 : 1;
    const material = await unwrap(
      openingKeyring(openers.access, failures),
      kms.toSorted((one, other) => own(one) - own(other)),
    );
    if (material) return material;
  }
  throw firstOf([...failures, ...localFailures]) ?? noUsableKey(encryptedDataKeys);
}

async function fittingLocalKey(
  keys: readonly EncryptedDataKey[],
  openers: MessageOpeners,
  failures: KmscryptError[],
): Promise<LocalKey | undefined> {
  try {
    const key = await openers.localKey();
    const names = keys.map(({ providerInfo }) => fingerprintOf(providerInfo));
    if (names.includes(key.fingerprint)) return key;
    const made = `it was made with ${names.join(', ')}, the local key here is ${key.fingerprint}`;
    failures.push(new KmscryptError('LOCAL_KEY_MISMATCH', `the token needs another local key: ${made}`));
  } catch (error) {
    if (!(error instanceof KmscryptError)) throw error;
    failures.push(error);
  }
  return undefined;
}

function firstOf(failures: readonly KmscryptError[]): KmscryptError | undefined {
  const [first, ...others] = failures;
  if (first === undefined || others.length === 0) return first;
  const message = `none of the token's ${failures.length} keys opens it: ${failures.map((failure) => failure.message).join('; ')}`;
  return new KmscryptError(first.code, message, { cause: first });
}

function notAuthentic(cause: unknown): KmscryptError {
  return new KmscryptError(
    'AUTHENTICATION_FAILED',
    'the token was changed or damaged: its data key is not authentic',
    {
      cause,
    },
  );
}

function noUsableKey(keys: readonly EncryptedDataKey[]): KmscryptError {
  const providers = [...new Set(keys.map((key) => key.providerId))].join(', ') || 'none';
  return new KmscryptError(
    'INVALID_MESSAGE',
    `the token's message names no AWS KMS key and no local key (its key providers: ${providers})`,
  );
}
