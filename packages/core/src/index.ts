export { type AwsKmsOptions, awsKms } from './aws/aws-kms.ts';
export type { AwsAccess } from './aws/client-config.ts';
export { decodePlaintexts, decryptBytes, decryptText, decryptValue, replaceTokens } from './decrypt.ts';
export type { DecryptOptions } from './decrypt-options.ts';
export { type EncryptOptions, encryptValue, encryptValues } from './encrypt.ts';
export { KmscryptError, type KmscryptErrorCode } from './error.ts';
export { inspectToken, type TokenInfo, type TokenKey } from './inspect.ts';
export { type DataKey, type EncryptionContext, type Kms, regionOfKeyId } from './kms.ts';
export { type Environment, localKeyPath, readLocalKey } from './local-key-file.ts';
export { LOCAL_KEY_ID } from './local-key-id.ts';
export { formatLocalKey, generateLocalKey, type LocalKey, parseLocalKey } from './local-key.ts';
export { type OpenedTokens, openTokens } from './open-tokens.ts';
export { type Position, positionAt, positionsOf } from './position.ts';
export { type RetryOptions, retry } from './retry.ts';
export {
  errorOfTokens,
  findTokens,
  formatToken,
  type ParsedToken,
  parseToken,
  TOKEN_PREFIX,
  type TokenMatch,
} from './token.ts';
