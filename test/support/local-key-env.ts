import type { LocalKey } from '@kmscrypt/core';

/** The environment that gives a program a local key. */
export function localKeyEnv({ material }: LocalKey): { readonly KMSCRYPT_LOCAL_KEY: string } {
  return { KMSCRYPT_LOCAL_KEY: Buffer.from(material).toString('base64') };
}
