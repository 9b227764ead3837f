import type { DecryptOptions } from './decrypt-options.ts';
import { KmscryptError } from './error.ts';
import { errorOfTokens } from './errors-of-tokens.ts';
import { openTokens } from './open-tokens.ts';
import { findTokens, type TokenMatch } from './token.ts';

/**
 * Replaces every token of a text by its plaintext. A text without tokens comes back without any call.
 *
 * @example
 * const config = JSON.parse(await decryptText(await readFile('config.json', 'utf8')));
 * @throws KmscryptError `PLAINTEXT_NOT_TEXT` where a plaintext is not UTF-8 (use {@link decryptBytes}), else as there.
 */
export async function decryptText(text: string, options: DecryptOptions = {}): Promise<string> {
  const matches = findTokens(text);
  if (matches.length === 0) return text;
  const plaintexts = await openAll(text, matches, options);
  const strings = decodePlaintexts(text, matches, plaintexts);
  return interleave(matches, strings, (start, end) => text.slice(start, end)).join('');
}

/**
 * Replaces every token of a text by its plaintext, byte by byte: everything else stays, whatever its encoding.
 *
 * @throws KmscryptError with the `position` of the token that cannot be decrypted, or `SEVERAL` with all of them as
 *   `errors`; or a failure that concerns the whole run, such as `NETWORK` (docs/errors.md).
 */
export async function decryptBytes(bytes: Uint8Array, options: DecryptOptions = {}): Promise<Uint8Array> {
  const matches = findTokens(bytes);
  if (matches.length === 0) return bytes;
  const plaintexts = await openAll(bytes, matches, options);
  return Buffer.concat(replaceTokens(bytes, matches, plaintexts));
}

/**
 * Decrypts one token.
 *
 * @throws KmscryptError `INVALID_TOKEN`, `INVALID_MESSAGE`, `AUTHENTICATION_FAILED`, `CONTEXT_MISMATCH`, a `LOCAL_KEY_…`
 *   code, or a failure of KMS (docs/errors.md).
 */
export async function decryptValue(token: string, options: DecryptOptions = {}): Promise<Uint8Array> {
  const { plaintexts, failures } = await openTokens(new Set([token]), options);
  const plaintext = plaintexts.get(token);
  if (plaintext === undefined) throw failures.get(token) ?? new TypeError('a token opens or fails');
  return plaintext;
}

/**
 * Reads plaintexts as UTF-8.
 *
 * @throws KmscryptError `PLAINTEXT_NOT_TEXT` with the position of each token whose plaintext is not.
 */
export function decodePlaintexts(
  text: string,
  matches: readonly TokenMatch[],
  plaintexts: ReadonlyMap<string, Uint8Array>,
): ReadonlyMap<string, string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const strings = new Map<string, string>();
  const failures = new Map<string, KmscryptError>();
  for (const [token, plaintext] of plaintexts) {
    try {
      strings.set(token, decoder.decode(plaintext));
    } catch (cause) {
      const message = "the token's plaintext is not UTF-8 text";
      failures.set(token, new KmscryptError('PLAINTEXT_NOT_TEXT', message, { cause }));
    }
  }
  const error = errorOfTokens(text, matches, failures);
  if (error) throw error;
  return strings;
}

/**
 * The bytes with their tokens replaced, in pieces: those of the text are views of it, not copies.
 *
 * @param plaintexts must have every token of `matches`.
 */
export function replaceTokens(
  bytes: Uint8Array,
  matches: readonly TokenMatch[],
  plaintexts: ReadonlyMap<string, Uint8Array>,
): Uint8Array[] {
  return interleave(matches, plaintexts, (start, end) => bytes.subarray(start, end));
}

function interleave<Piece>(
  matches: readonly TokenMatch[],
  plaintexts: ReadonlyMap<string, Piece>,
  slice: (start: number, end?: number) => Piece,
): Piece[] {
  const pieces: Piece[] = [];
  let position = 0;
  for (const { start, end, token } of matches) {
    const plaintext = plaintexts.get(token);
    if (plaintext === undefined) throw new TypeError('a token has no plaintext');
    pieces.push(slice(position, start), plaintext);
    position = end;
  }
  pieces.push(slice(position));
  return pieces;
}

async function openAll(
  text: string | Uint8Array,
  matches: readonly TokenMatch[],
  options: DecryptOptions,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const { plaintexts, failures } = await openTokens(new Set(matches.map(({ token }) => token)), options);
  const error = errorOfTokens(text, matches, failures);
  if (error) throw error;
  return plaintexts;
}
