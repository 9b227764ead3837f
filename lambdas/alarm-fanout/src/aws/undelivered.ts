import { awsError } from '@kmscrypt/core/aws-client';
import type { KmscryptErrorCode } from '@kmscrypt/core/error';
import { DeliveryError, type DeliveryErrorCause, type DeliveryErrorCode } from '../delivery-error.ts';

/** What a call's own errors mean, by name. */
export interface Meanings {
  /** Never, as it is. */
  readonly refused: ReadonlySet<string>;
  /** Too much at once, or stopped for a while: for all messages, not for this one. */
  readonly busy: ReadonlySet<string>;
}

export interface UndeliveredCall extends Meanings {
  /** Such as `SES SendEmail`. */
  readonly operation: string;
  readonly region: string | undefined;
}

/** What errors of all services mean. What is not here may have arrived. */
const OF_CODE: Partial<Record<KmscryptErrorCode, DeliveryErrorCode>> = {
  THROTTLED: 'NOT_NOW',
  // AWS answered with 5xx.
  AWS_FAILED: 'NOT_NOW',
  CLOCK_SKEW: 'NOT_NOW',
  CREDENTIALS_EXPIRED: 'NOT_NOW',
  CREDENTIALS_MISSING: 'NOT_NOW',
  CREDENTIALS_REFUSED: 'NOT_NOW',
  ACCESS_DENIED: 'REFUSED',
  INVALID_OPTION: 'REFUSED',
  REGION_MISSING: 'REFUSED',
};
const CAUSES: Partial<Record<KmscryptErrorCode, DeliveryErrorCause>> = {
  ACCESS_DENIED: 'ACCESS_DENIED',
  CREDENTIALS_EXPIRED: 'ACCESS_DENIED',
  CREDENTIALS_MISSING: 'ACCESS_DENIED',
  CREDENTIALS_REFUSED: 'ACCESS_DENIED',
  NETWORK: 'NETWORK',
  THROTTLED: 'THROTTLED',
  TIMEOUT: 'TIMEOUT',
};
/** No connection was there on which anything could have been sent. */
const UNCONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EAI_AGAIN',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
]);

/** What a failed call of the SDK says of a message. */
export function undelivered(error: unknown, call: UndeliveredCall): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const { operation, region, refused, busy } = call;
  const { code, message } = awsError(error, { service: 'AWS', operation, region });
  const name = error instanceof Error ? error.name : '';
  if (busy.has(name)) return new DeliveryError('NOT_NOW', message, { cause: error, isLimit: true });
  if (refused.has(name)) return new DeliveryError('REFUSED', message, { cause: error });
  if (code === 'AWS_FAILED' && isRefusal(error))
    return new DeliveryError('REFUSED', message, { cause: error });
  const meaning = isUnconnected(error) ? 'NOT_NOW' : (OF_CODE[code] ?? 'UNKNOWN');
  return new DeliveryError(meaning, message, {
    cause: error,
    isLimit: code === 'THROTTLED',
    why: CAUSES[code],
  });
}

function isUnconnected(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string') return UNCONNECTED.has(error.code);
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isUnconnected);
  return isUnconnected(error.cause);
}

/** AWS answered with 4xx, by a name that is not known here. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error) || !('$metadata' in error)) return false;
  const { $metadata: metadata } = error;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return false;
  const { httpStatusCode: status } = metadata;
  return typeof status === 'number' && status >= 400 && status < 500;
}
