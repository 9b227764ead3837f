import type { Path, ValueFormat } from '@kmscrypt/core/documents';
import type { Place, Position } from '@kmscrypt/core';

/** A source that was read: what its values' tokens are compared with, and what messages call it. */
export interface Origin {
  /** The file as the caller called it, `environment` or `object`. */
  readonly name: string;
  /** The file's absolute path; absent where it is none. */
  readonly location?: string | undefined;
  /** The format, where literals can be read as it. */
  readonly format?: ValueFormat | undefined;
  /** What `${VAR}` finds where the environment has it not: the other variables of a dotenv file. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
  /** Where values stand, in the order of the paths; read again for that, so only for messages. */
  readonly positionsOf?: ((paths: readonly Path[]) => Promise<readonly (Position | undefined)[]>) | undefined;
}

/** Where a value of a source stands, for tokens that are bound. */
export function placeOf({ location }: Origin, pointer: string): Place {
  return { path: pointer, ...(location === undefined ? {} : { location }) };
}
