import { KmscryptError, type KmscryptErrorCode } from '@kmscrypt/core/error';

/** With these AWS has done nothing. */
const REFUSED: ReadonlySet<KmscryptErrorCode> = new Set<KmscryptErrorCode>([
  'INVALID_OPTION',
  'ACCESS_DENIED',
  'THROTTLED',
  'CREDENTIALS_MISSING',
  'CREDENTIALS_EXPIRED',
  'CREDENTIALS_REFUSED',
]);

/** What is known of a call that failed: whether it may have had its effect nevertheless. */
export function mayHave(error: unknown): { readonly mayHave?: true } {
  const isRefused = error instanceof KmscryptError && REFUSED.has(error.code);
  return isRefused ? {} : { mayHave: true };
}
