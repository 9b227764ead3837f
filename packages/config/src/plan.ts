import { findTokens, type TokenMatch } from '@kmscrypt/core/token';
import { ConfigError } from './error.ts';
import { parseReference, type Reference } from './references/reference.ts';

/** What has to be read for a text: tokens in it, or what it refers to as a whole. */
export type Work =
  | { readonly kind: 'tokens'; readonly matches: readonly TokenMatch[] }
  | { readonly kind: 'reference'; readonly reference: Reference };

/**
 * Tells what a text needs.
 *
 * @returns undefined where it is plain
 * @throws ConfigError `REFERENCE_INVALID`
 */
export function workOf(text: string, schemes: ReadonlySet<string>): Work | undefined {
  const reference = parseReference(text, schemes);
  if (reference !== undefined) return { kind: 'reference', reference };
  const matches = findTokens(text);
  return matches.length === 0 ? undefined : { kind: 'tokens', matches };
}

/** As {@link workOf}, with what cannot be read as the problem of it. */
export function workOrProblem(text: string, schemes: ReadonlySet<string>): Work | ConfigError | undefined {
  try {
    return workOf(text, schemes);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}
