import { KmscryptError } from './error.ts';
import { type EncryptionContext, regionOfKeyId } from './kms.ts';
import { MAX_KEYS } from './message/limits.ts';

/** @throws KmscryptError `KEY_ID_MISSING`, `INVALID_OPTION`, `REGION_CONFLICT` */
export function checkKeys(keyIds: readonly string[], region: string | undefined): void {
  if (keyIds.length === 0) throw new KmscryptError('KEY_ID_MISSING', 'no key to encrypt with is given');
  if (keyIds.length > MAX_KEYS) {
    throw new KmscryptError(
      'INVALID_OPTION',
      `${keyIds.length} keys are given, a token has at most ${MAX_KEYS}`,
    );
  }
  if (keyIds.includes('')) throw new KmscryptError('INVALID_OPTION', 'a key id is empty');
  for (const keyId of keyIds) {
    const regionOfKey = regionOfKeyId(keyId);
    // With several keys the ARNs differ by nature; the region is then that of the keys without one.
    if (keyIds.length === 1 && region !== undefined && regionOfKey !== undefined && regionOfKey !== region) {
      const message = `the key ${keyId} is in ${regionOfKey}, but the region is set to ${region}`;
      throw new KmscryptError('REGION_CONFLICT', message);
    }
  }
}

/** The Encryption SDK and kmscrypt keep names with these prefixes for themselves, KMS takes no empty name. */
const RESERVED_CONTEXT_NAME = /^(?:aws-crypto|kmscrypt)-|^$/;

/** @throws KmscryptError `INVALID_OPTION` */
export function checkContext(context: EncryptionContext): void {
  const refused = Object.keys(context).find((name) => RESERVED_CONTEXT_NAME.test(name));
  if (refused === undefined) return;
  const message =
    refused === '' ? 'a name is empty' : `${refused} begins with aws-crypto- or kmscrypt-, which is reserved`;
  throw new KmscryptError('INVALID_OPTION', `the encryption context cannot be used: ${message}`);
}
