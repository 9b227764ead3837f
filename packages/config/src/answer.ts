import type { KmscryptError } from '@kmscrypt/core';
import type { ConfigError } from './error.ts';

/** What became of one thing that was asked for: a failure of one keeps no other from being answered. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: KmscryptError | ConfigError };
