import { DeliveryError } from '../delivery-error.ts';

/** By what Node's codes begin with; the rest is no connection. */
const CERTIFICATE =
  /^(?:CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_CERT|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|HOSTNAME_MISMATCH)/u;
const TLS = /^(?:EPROTO|ERR_SSL|ERR_TLS)/u;
/** What our own request has wrong: it is not sent, and never will be. */
const INVALID = /^ERR_(?:INVALID|HTTP_INVALID|UNESCAPED)/u;

/** What it means that a request has no answer. Nothing of Node's own message is told, as it may quote what we sent. */
export function failureOf(
  error: unknown,
  { host, isSent }: { readonly host: string; readonly isSent: boolean },
): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const code = codeOf(error);
  if (INVALID.test(code))
    return new DeliveryError('REFUSED', `${host}: the request cannot be sent (${code})`);
  const why = code === 'TIME_UP' || code === 'ETIMEDOUT' ? 'TIMEOUT' : 'NETWORK';
  if (isSent)
    return new DeliveryError('UNKNOWN', `${host}: no answer after the request was sent (${code})`, { why });
  if (CERTIFICATE.test(code)) {
    return new DeliveryError('NOT_NOW', `${host}: its certificate is not accepted (${code})`, { why });
  }
  const what = TLS.test(code) ? 'no TLS connection' : 'no connection';
  return new DeliveryError('NOT_NOW', `${host}: ${what} (${code})`, { why });
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'TIME_UP';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
