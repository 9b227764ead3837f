import { findTokens, type TokenMatch } from '@kmscrypt/core/token';
import { ConfigError } from './error.ts';
import type { Problem } from './problem.ts';
import type { Wanted } from './resolve.ts';
import { parseReference, type Reference } from './references/reference.ts';

/** What has to be read for a text: tokens in it, or what it refers to as a whole. */
export type Work =
  | { readonly kind: 'tokens'; readonly matches: readonly TokenMatch[] }
  | { readonly kind: 'reference'; readonly reference: Reference };

/**
 * Tells what a text needs.
 *
 * @returns undefined where it is plain; the problem where it is a reference that cannot be read, `REFERENCE_INVALID`
 */
export function workOrProblem(text: string, schemes: ReadonlySet<string>): Work | ConfigError | undefined {
  try {
    const reference = parseReference(text, schemes);
    if (reference !== undefined) return { kind: 'reference', reference };
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  const matches = findTokens(text);
  return matches.length === 0 ? undefined : { kind: 'tokens', matches };
}

/**
 * A text as a value that has to be read.
 *
 * @param problems takes what is wrong with a reference.
 * @returns undefined where there is nothing to read, or no way to
 */
export function wantedOf(
  { text, origin, path }: Omit<Wanted, 'work'>,
  schemes: ReadonlySet<string>,
  problems: Problem[],
): Wanted | undefined {
  const work = workOrProblem(text, schemes);
  if (work instanceof ConfigError) problems.push({ error: work, origin, path });
  return work === undefined || work instanceof ConfigError ? undefined : { text, work, origin, path };
}
