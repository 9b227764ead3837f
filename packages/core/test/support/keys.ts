import { createHash } from 'node:crypto';
import type { EncryptOptions } from '../../src/encrypt.ts';
import { type LocalKey, generateLocalKey } from '../../src/local-key.ts';
import type { DecryptOptions } from '../../src/decrypt-options.ts';

/** A local key that is the same in every run; another one for every `name`. */
export function keyNamed(name: string): LocalKey {
  return generateLocalKey(() => createHash('sha256').update(name).digest());
}

/** Encrypts and decrypts with one local key, without KMS. */
export const LOCAL: EncryptOptions & DecryptOptions = {
  keyIds: ['local'],
  localKey: () => keyNamed('one'),
};
