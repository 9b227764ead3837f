/** What a failed send means. */
export type DeliveryErrorCode =
  /** It has not arrived, and may later: a refused connection, 429, 500, 503. */
  | 'NOT_NOW'
  /** It has not arrived, and never will as it is: 4xx, a redirect, an address that is not allowed. */
  | 'REFUSED'
  /** It may have arrived: the connection broke, or the time was up, after it had been sent; a gateway's 502 or 504. */
  | 'UNKNOWN';

/** What is behind it, by the name that all of kmscrypt has for it. */
export type DeliveryErrorCause = 'ACCESS_DENIED' | 'NETWORK' | 'THROTTLED' | 'TIMEOUT';

export interface DeliveryErrorOptions {
  readonly cause?: unknown;
  /** When the destination wants to be asked again, in seconds from now. */
  readonly retryAfter?: number | undefined;
  /** Whether it is the destination that is busy, not this message that failed: 429. Default false. */
  readonly isLimit?: boolean;
  /** For people only. Default `THROTTLED` where it is a limit, else not known. */
  readonly why?: DeliveryErrorCause | undefined;
}

/** Why a destination has not been told. The message says which host answered what; never a URL, a header or a body of ours. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly code: DeliveryErrorCode;
  readonly retryAfter: number | undefined;
  readonly isLimit: boolean;
  readonly why: DeliveryErrorCause | undefined;

  constructor(code: DeliveryErrorCode, message: string, options: DeliveryErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryAfter = options.retryAfter;
    this.isLimit = options.isLimit ?? false;
    this.why = options.why ?? (this.isLimit ? 'THROTTLED' : undefined);
  }
}
