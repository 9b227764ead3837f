import { decodePlaintexts, replaceTokens } from '@kmscrypt/core/decrypt';
import { errorOfTokens } from '@kmscrypt/core/errors-of-tokens';
import { substituteIn } from '@kmscrypt/core/formats';
import { findTokens } from '@kmscrypt/core/token';
import { allOf } from '../errors/all-of.ts';
import type { Invocation } from '../table/command.ts';
import type { DecryptOptions } from '../table/decrypt.ts';
import { openWork } from './open-work.ts';
import { readPlaces, writeLiterals } from './places.ts';
import { quoteWarnings } from './quote-warnings.ts';
import { planWork, type Searched, type Work } from './work.ts';

/** A text with its plaintexts in place. */
export interface Decrypted {
  /** A source without tokens is its own only piece. */
  readonly pieces: readonly Uint8Array[];
  /** Lines for stderr. */
  readonly warnings: readonly string[];
}

/**
 * Decrypts texts that hold tokens: all tokens of a run are opened together, then put into their texts.
 *
 * @throws CliError with the failures of all texts.
 */
export async function decryptTexts(
  searched: readonly Searched[],
  invocation: Invocation<DecryptOptions>,
): Promise<readonly Decrypted[]> {
  const work = await allOf(searched, nameOf, (each) => planWork(each, invocation));
  const documents = new Map(
    await allOf(work, nameOf, async (each) => [each, await readPlaces(each)] as const),
  );
  const openedFor = await openWork(work, invocation.env);
  // The failures of all texts come first: where there are any, a token of another text may not have been opened at all.
  await allOf(work, nameOf, async (each) => {
    const error = errorOfTokens(each.text, each.matches, openedFor(each).failures);
    if (error) throw error;
  });
  return allOf(work, nameOf, async (each) => {
    const { plaintexts } = openedFor(each);
    const document = documents.get(each);
    if (document === undefined) return substitute(each, plaintexts);
    const text = await writeLiterals(document, plaintexts);
    return substitute({ ...each, text, matches: findTokens(text) }, plaintexts);
  });
}

function nameOf({ source }: Searched): string {
  return source.name;
}

async function substitute(
  { source, text, format, matches }: Work,
  plaintexts: ReadonlyMap<string, Uint8Array>,
): Promise<Decrypted> {
  if (format === undefined || typeof text !== 'string') {
    const warnings = quoteWarnings(source.name, source.bytes, matches, plaintexts);
    const pieces = matches.length === 0 ? [source.bytes] : replaceTokens(source.bytes, matches, plaintexts);
    return { pieces, warnings };
  }
  const used = new Map(matches.map(({ token }) => [token, plaintexts.get(token) ?? new Uint8Array()]));
  const strings = decodePlaintexts(text, matches, used);
  const replacements = matches.map(({ start, end, token }) => ({
    start,
    end,
    plaintext: strings.get(token) ?? '',
  }));
  return { pieces: [Buffer.from(await substituteIn(format, text, replacements), 'utf8')], warnings: [] };
}
