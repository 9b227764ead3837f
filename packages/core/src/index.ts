export { type AwsKmsOptions, awsKms } from './aws/aws-kms.ts';
export type { AwsAccess } from './aws/client-config.ts';
export type { DecryptOptions } from './decrypt-options.ts';
export { decryptBytes, decryptText, decryptValue } from './decrypt.ts';
export {
  type EncryptItem,
  encryptItems,
  type EncryptOptions,
  encryptValue,
  encryptValues,
} from './encrypt.ts';
export { KmscryptError, type KmscryptErrorCode, type KmscryptErrorOptions } from './error.ts';
export { inspectToken, type TokenInfo, type TokenKey } from './inspect.ts';
export {
  type DataKey,
  type EncryptionContext,
  type Kms,
  type KmsRequest,
  type KmsWithReEncrypt,
} from './kms.ts';
export { type Environment, localKeyPath, readLocalKey } from './local-key-file.ts';
export { LOCAL_KEY_ID } from './local-key-id.ts';
export { formatLocalKey, generateLocalKey, type LocalKey, parseLocalKey } from './local-key.ts';
export type { Position } from './position.ts';
export { type Binding, misplacement, pairsOfPlace, type Place } from './place.ts';
export { type ReEncryptOptions, type ReEncryptedTokens, reEncryptTokens } from './re-encrypt.ts';
export type { Pace, PaceOptions, RetryOptions } from './retry.ts';
export {
  findTokens,
  formatToken,
  type ParsedToken,
  parseToken,
  TOKEN_PREFIX,
  type TokenMatch,
} from './token.ts';
