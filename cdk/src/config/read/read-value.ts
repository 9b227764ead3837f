import type { ConfigSource } from '../source.ts';

/** What a file holds, before anything of it is checked. */
export interface ReadValue {
  readonly value: unknown;
  readonly source: ConfigSource;
}
