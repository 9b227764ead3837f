import { replaceTokens } from '@kmscrypt/core/decrypt';
import { findTokens } from '@kmscrypt/core/token';
import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { readSource } from '../io/files.ts';
import type { Surroundings } from '../table/command.ts';

/** A file as a diff shows it. */
export interface Shown {
  readonly pieces: readonly Uint8Array[];
  /** Lines for stderr. */
  readonly warnings: readonly string[];
}

/**
 * Reads a file as git's textconv has to print it: with its tokens masked, or decrypted where they can be.
 *
 * @throws CliError `INPUT_FAILED`
 */
export async function textconv(
  file: string,
  { decrypt, env, cwd }: Surroundings & { readonly decrypt: boolean },
): Promise<Shown> {
  // Absolute, so that a file called - is not stdin.
  const { bytes } = readSource(resolve(cwd, file), cwd);
  const matches = findTokens(bytes);
  const tokens = new Set(matches.map(({ token }) => token));
  const masked = new Map([...tokens].map((token) => [token, Buffer.from(maskOf(token))]));
  if (!decrypt || tokens.size === 0) return { pieces: replaceTokens(bytes, matches, masked), warnings: [] };
  const { openForDiff } = await import('./open-for-diff.ts');
  const { plaintexts, warnings } = await openForDiff(tokens, { name: basename(file), env, cwd });
  return { pieces: replaceTokens(bytes, matches, new Map([...masked, ...plaintexts])), warnings };
}

/** What a token is shown as: another text for every other token, of which nothing can be read. */
export function maskOf(token: string): string {
  return `kmscrypt:<masked ${createHash('sha256').update(token).digest('hex').slice(0, 8)}>`;
}
