import type { Path } from '@kmscrypt/core/documents';

/** What of a config is secret. */
export interface SecretsOfConfig {
  /** Paths of the values that were decrypted or read from a broker, in the config as the schema is given it. */
  readonly paths: readonly Path[];
  /** The distinct texts in those values that must not be shown: plaintexts of tokens, values of references. */
  readonly plaintexts: readonly string[];
}
