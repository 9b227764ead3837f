import { decodeBase64 } from './base64.ts';
import { KmscryptError } from './error.ts';

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
/** What the prefix is followed by, where it claims a token. */
const CLAIMED = /(?:v2::|(?!v2::))[A-Za-z0-9+/]+={0,2}/y;
/** Bytes that are looked at first for a token's end; most tokens are shorter. */
const WINDOW = 1024;

/**
 * Finds every token of a text, by docs/format.md: the prefix followed by at least one base64 character claims the
 * longest run of base64 characters and up to two `=`. What is claimed may still be no valid token: {@link parseToken}
 * judges that. A bare prefix is text.
 */
export function findTokens(text: string | Uint8Array): TokenMatch[] {
  const source = typeof text === 'string' ? text : Buffer.from(text.buffer, text.byteOffset, text.byteLength);
  const matches: TokenMatch[] = [];
  let start = source.indexOf(TOKEN_PREFIX);
  while (start !== -1) {
    const body = start + TOKEN_PREFIX.length;
    const claimed = typeof source === 'string' ? claimedIn(source, body) : claimedInBytes(source, body);
    const end = body + claimed.length;
    if (claimed !== '') matches.push({ start, end, token: TOKEN_PREFIX + claimed });
    start = source.indexOf(TOKEN_PREFIX, end);
  }
  return matches;
}

function claimedIn(text: string, at: number): string {
  CLAIMED.lastIndex = at;
  return CLAIMED.exec(text)?.[0] ?? '';
}

/** Reads a window of the bytes as text, and a larger one while the token reaches to its end. */
function claimedInBytes(bytes: Buffer, at: number): string {
  for (let size = WINDOW; ; size *= 4) {
    const claimed = claimedIn(bytes.toString('latin1', at, at + size), 0);
    if (claimed.length < size || at + size >= bytes.length) return claimed;
  }
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
