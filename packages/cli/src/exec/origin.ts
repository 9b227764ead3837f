import type { Variables } from './original-environment.ts';

/** Variables of one origin. */
export interface Origin {
  /** For messages. */
  readonly name: string;
  /** The absolute path, where it is a file. */
  readonly location: string | undefined;
  readonly variables: Variables;
}
