import { decodeBase64 } from './base64.ts';
import { KmscryptError } from './error.ts';
import { positionsOf } from './position.ts';

/** What every token begins with. */
export const TOKEN_PREFIX = 'kmscrypt::';
/** What the base64 of an Encryption SDK message is preceded by, inside the token. */
const MESSAGE_MARK = 'v2::';

/** One token in a text: `[start, end)` in UTF-16 units of a string, or in bytes. */
export interface TokenMatch {
  readonly start: number;
  readonly end: number;
  /** The token itself, prefix included. */
  readonly token: string;
}

/** What a token carries: the CiphertextBlob of KMS Encrypt, or an Encryption SDK message. */
export interface ParsedToken {
  readonly kind: 'blob' | 'message';
  readonly bytes: Uint8Array;
}

/** KMS Decrypt takes no longer CiphertextBlob (AWS KMS API reference, Decrypt). */
const MAX_BLOB_BYTES = 6144;

const WHOLE_TOKEN = /^kmscrypt::(v2::)?([A-Za-z0-9+/]+={0,2})$/;

const IS_BASE64 = new Uint8Array(256);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/') {
  IS_BASE64[char.charCodeAt(0)] = 1;
}
const EQUALS = 0x3d;

/**
 * Finds every token of a text, by docs/format.md: the prefix followed by at least one base64 character claims the
 * longest run of base64 characters and up to two `=`. What is claimed may still be no valid token: {@link parseToken}
 * judges that. A bare prefix is text.
 */
export function findTokens(text: string | Uint8Array): TokenMatch[] {
  const source = typeof text === 'string' ? text : Buffer.from(text.buffer, text.byteOffset, text.byteLength);
  const codeAt = (index: number): number =>
    typeof source === 'string' ? source.charCodeAt(index) : (source[index] ?? -1);
  const slice = (from: number, to: number): string =>
    typeof source === 'string' ? source.slice(from, to) : source.toString('latin1', from, to);
  const matches: TokenMatch[] = [];
  let start = source.indexOf(TOKEN_PREFIX);
  while (start !== -1) {
    const body = start + TOKEN_PREFIX.length;
    const marked = slice(body, body + MESSAGE_MARK.length) === MESSAGE_MARK;
    const run = marked ? body + MESSAGE_MARK.length : body;
    let end = run;
    while (IS_BASE64[codeAt(end)] === 1) end += 1;
    if (end > run) {
      for (let padding = 0; padding < 2 && codeAt(end) === EQUALS; padding += 1) end += 1;
      matches.push({ start, end, token: slice(start, end) });
    }
    start = source.indexOf(TOKEN_PREFIX, end);
  }
  return matches;
}

/**
 * Reads one token.
 *
 * @throws KmscryptError `INVALID_TOKEN` where it is not a whole token or its base64 is not canonical.
 */
export function parseToken(token: string): ParsedToken {
  const [, mark, base64] = WHOLE_TOKEN.exec(token) ?? [];
  if (base64 === undefined) throw new KmscryptError('INVALID_TOKEN', `not a ${TOKEN_PREFIX} token`);
  const kind = mark === undefined ? 'blob' : 'message';
  const bytes = decodeBase64(base64);
  if (kind === 'blob' && bytes.length > MAX_BLOB_BYTES) {
    const size = `${bytes.length} bytes; a ciphertext blob of KMS has at most ${MAX_BLOB_BYTES}`;
    throw new KmscryptError('INVALID_TOKEN', `the token holds ${size}`);
  }
  return { kind, bytes };
}

/** Writes the token of a CiphertextBlob or of an Encryption SDK message. */
export function formatToken({ kind, bytes }: ParsedToken): string {
  return `${TOKEN_PREFIX}${kind === 'message' ? MESSAGE_MARK : ''}${Buffer.from(bytes).toString('base64')}`;
}

/**
 * One error for every place that `failures` has an error for, each with its position; the error itself where it is
 * only one, else a `SEVERAL`.
 */
export function errorOfTokens(
  text: string | Uint8Array,
  matches: readonly TokenMatch[],
  failures: ReadonlyMap<string, KmscryptError>,
): KmscryptError | undefined {
  const failed = matches.filter((match) => failures.has(match.token));
  const positions = positionsOf(
    text,
    failed.map((match) => match.start),
  );
  const errors = failed.flatMap((match, index) => {
    const failure = failures.get(match.token);
    const position = positions[index];
    return failure && position ? [failure.at(position)] : [];
  });
  if (errors.length < 2) return errors[0];
  return new KmscryptError('SEVERAL', `${errors.length} of ${matches.length} tokens cannot be decrypted`, {
    errors,
  });
}
