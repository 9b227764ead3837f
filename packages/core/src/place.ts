import type { EncryptionContext } from './kms.ts';

/** Names of context pairs that kmscrypt itself writes into messages (docs/format.md). */
export const RESERVED_PAIRS = {
  file: 'kmscrypt-file',
  path: 'kmscrypt-path',
  type: 'kmscrypt-type',
} as const;

/** What a token is tied to: its file, or its file and the path in it. */
export type Binding = 'file' | 'path';

/** Where a token stands. */
export interface Place {
  /** The file's logical name: relative to its `.kmscrypt.yaml`, with slashes. Unknown where there is no rule. */
  readonly file?: string | undefined;
  /** Where the file lies, where its logical name is unknown: it has to end with the name that a token is bound to. */
  readonly location?: string | undefined;
  /** Path of the value as a JSON Pointer; undefined where the token is in no value, such as a comment. */
  readonly path?: string | undefined;
}

/** The pairs that tie a token to a place. */
export function pairsOfPlace({ file, path }: Place, binding: Binding): EncryptionContext {
  const pairs = file === undefined ? {} : { [RESERVED_PAIRS.file]: file };
  return binding === 'path' && path !== undefined ? { ...pairs, [RESERVED_PAIRS.path]: path } : pairs;
}

/**
 * Tells why a token does not belong where it stands: it is bound to another file or path, or not bound though
 * `demanded`. Undefined where it belongs there. What is unknown of the place is not compared.
 *
 * @param carried the context that the token carries: a message's, as `inspectToken` tells it; none for a blob.
 */
export function misplacement(
  carried: EncryptionContext,
  place: Place,
  demanded?: Binding,
): string | undefined {
  const file = carried[RESERVED_PAIRS.file];
  const path = carried[RESERVED_PAIRS.path];
  if (file !== undefined && !isFile(file, place)) return `it belongs to the file ${file}`;
  if (path !== undefined && place.path !== undefined && path !== place.path) return `it belongs to ${path}`;
  if (demanded !== undefined && file === undefined)
    return 'it is not bound to this file, as the rule demands';
  if (demanded === 'path' && path === undefined && place.path !== undefined) {
    return 'it is not bound to its path, as the rule demands';
  }
  return undefined;
}

function isFile(bound: string, { file, location }: Place): boolean {
  if (file !== undefined) return file === bound;
  return location === undefined || location === bound || location.endsWith(`/${bound}`);
}
