/** The codes of this package; docs/errors.md tells cause and cure of each. */
export type LambdaErrorCode =
  // what comes in
  | 'CONFIG_INVALID'
  | 'MESSAGE_INVALID'
  // what came of it
  | 'MESSAGES_FAILED'
  // what a Lambda keeps
  | 'STATE_LOST'
  | 'STATE_INVALID'
  // kmscrypt-lambda
  | 'USAGE'
  | 'LAMBDA_NOT_FOUND'
  | 'NOT_FOUND'
  | 'EVENT_UNREADABLE'
  | 'OUTPUT_FAILED'
  | 'INVOCATION_FAILED'
  | 'INVOCATION_TIMEOUT';

export interface LambdaErrorOptions {
  /** What led to it; never anything that holds a secret. */
  readonly cause?: unknown;
  /** What the user can do, a sentence each, the likeliest first; kmscrypt-lambda prints them. */
  readonly hints?: readonly string[];
}

/** The one error class of the Lambdas. `code` is stable and meant for programs; `message` is meant for people. */
export class LambdaError extends Error {
  override readonly name = 'LambdaError';
  readonly code: LambdaErrorCode;
  readonly hints: readonly string[];

  constructor(code: LambdaErrorCode, message: string, options: LambdaErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hints = options.hints ?? [];
  }
}
