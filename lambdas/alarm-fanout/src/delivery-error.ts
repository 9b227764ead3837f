/** What a failed send means. */
export type DeliveryErrorCode =
  /** It has not arrived, and may later: a refused connection, 429, 5xx. */
  | 'NOT_NOW'
  /** It has not arrived, and never will as it is: 4xx, a redirect, an address that is not allowed. */
  | 'REFUSED'
  /** It may have arrived: the connection broke, or the time was up, after it had been sent. */
  | 'UNKNOWN';

export interface DeliveryErrorOptions {
  readonly cause?: unknown;
  /** When the destination wants to be asked again, in seconds from now. */
  readonly retryAfter?: number | undefined;
  /** Whether it is the destination that is busy, not this message that failed: 429. Default false. */
  readonly isLimit?: boolean;
}

/** Why a destination has not been told. The message says which host answered what; never a URL, a header or a body of ours. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly code: DeliveryErrorCode;
  readonly retryAfter: number | undefined;
  readonly isLimit: boolean;

  constructor(code: DeliveryErrorCode, message: string, options: DeliveryErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryAfter = options.retryAfter;
    this.isLimit = options.isLimit ?? false;
  }
}
