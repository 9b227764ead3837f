import { TOKEN_PREFIX } from '@kmscrypt/core/token';

/** Matches every text in which leaks.ts can find something, and few others. All of it is ASCII. */
export const LEAK_HINT: RegExp =
  /PRIVATE KEY|A(?:KIA|SIA|3T[A-Z0-9])[A-Z0-9]{16}|(?:SECRET|[Ss]ecret)_?(?:ACCESS|[Aa]ccess)_?(?:KEY|[Kk]ey)/;

const HINT = new RegExp(`${TOKEN_PREFIX}|${LEAK_HINT.source}`);

/** As git looks for NUL to tell a binary file. */
const BINARY_BYTES = 8000;

/** Whether a token or a leak may be in the bytes, which are read as Latin-1: its ASCII is that of UTF-8. */
export function holdsHint(bytes: Buffer): boolean {
  return HINT.test(bytes.toString('latin1'));
}

/** Whether the bytes are those of a binary file. */
export function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, BINARY_BYTES).includes(0);
}
