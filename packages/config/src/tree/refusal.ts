import type { Path } from '@kmscrypt/core/documents';

/** How deep a config may be; deeper ones are no config, and would end the stack of whoever walks through them. */
export const MAX_DEPTH = 256;
export const TOO_DEEP: string = `it is nested more than ${MAX_DEPTH} levels deep`;
export const KEY_REFUSED = 'the key is refused: it would change all objects; rename it';

/** Why nothing in a config can have a path. */
export function refusalOf(
  path: Path,
): { readonly code: 'KEY_REFUSED' | 'TOO_DEEP'; readonly reason: string } | undefined {
  if (path.length > MAX_DEPTH) return { code: 'TOO_DEEP', reason: TOO_DEEP };
  if (!path.some((key, depth) => changesAllObjects(key, path[depth - 1]))) return undefined;
  return { code: 'KEY_REFUSED', reason: KEY_REFUSED };
}

/** Whether whoever copies a config key by key would change what all objects are. */
export function changesAllObjects(key: string | number, parent: string | number | undefined): boolean {
  return key === '__proto__' || (key === 'prototype' && parent === 'constructor');
}
