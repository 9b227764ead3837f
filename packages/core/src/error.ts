import type { Position } from './position.ts';

/** Every `code` that an error of this package can have; docs/errors.md tells cause and cure of each. */
export type KmscryptErrorCode =
  // the text or the token
  | 'INVALID_TOKEN'
  | 'INVALID_MESSAGE'
  | 'AUTHENTICATION_FAILED'
  | 'CONTEXT_MISMATCH'
  | 'PLAINTEXT_NOT_TEXT'
  | 'FORMAT_NOT_PARSABLE'
  | 'FORMAT_CANNOT_EXPRESS'
  | 'TOKEN_MISPLACED'
  // a path inside a document
  | 'PATH_INVALID'
  | 'PATH_NOT_FOUND'
  | 'PATH_NOT_A_VALUE'
  | 'PATH_AMBIGUOUS'
  // the caller's options
  | 'INVALID_OPTION'
  | 'KEY_ID_MISSING'
  | 'REGION_MISSING'
  | 'REGION_CONFLICT'
  // the local key
  | 'LOCAL_KEY_MISSING'
  | 'LOCAL_KEY_INVALID'
  | 'LOCAL_KEY_MISMATCH'
  | 'LOCAL_KEY_REFUSED'
  // AWS
  | 'CREDENTIALS_MISSING'
  | 'CREDENTIALS_EXPIRED'
  | 'CREDENTIALS_REFUSED'
  | 'CLOCK_SKEW'
  | 'ACCESS_DENIED'
  | 'KEY_NOT_FOUND'
  | 'KEY_UNUSABLE'
  | 'CIPHERTEXT_REFUSED'
  | 'THROTTLED'
  | 'TIMEOUT'
  | 'NETWORK'
  | 'KMS_FAILED'
  // AWS Secrets Manager and SSM
  | 'SECRET_NOT_FOUND'
  | 'SECRET_UNUSABLE'
  | 'AWS_FAILED'
  // the run
  | 'ABORTED'
  | 'SEVERAL';

export interface KmscryptErrorOptions {
  /** What led to it; kept as `error.cause`. */
  readonly cause?: unknown;
  /** Where in the text it lies; absent where no text is involved. */
  readonly position?: Position;
  /** All problems of one run, in the order of the text; only with the code `SEVERAL`. */
  readonly errors?: readonly KmscryptError[];
}

/**
 * The one error class of this package. `code` is stable and meant for programs; `message` is meant for people,
 * names the offender and never holds plaintext or key material.
 */
export class KmscryptError extends Error {
  override readonly name = 'KmscryptError';
  readonly code: KmscryptErrorCode;
  readonly position: Position | undefined;
  readonly errors: readonly KmscryptError[];

  constructor(code: KmscryptErrorCode, message: string, options: KmscryptErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.position = options.position;
    this.errors = options.errors ?? [];
  }

  /** The same error with a position, for an error that arose before its place in a text was known. */
  at(position: Position): KmscryptError {
    return new KmscryptError(this.code, this.message, { cause: this.cause, position });
  }
}
