import type { ConfigSource } from './source.ts';

/** A config, and where it was read from. */
export interface Given {
  /** The whole. */
  readonly value: unknown;
  readonly source: ConfigSource;
}
