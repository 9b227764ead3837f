import type { ConfigErrorCode } from '@kmscrypt/config';
import { EXIT_STATUS as EXIT_STATUS_OF_CONFIG } from '@kmscrypt/config/exit-status';
import type { LambdaErrorCode } from '../error.ts';

/** What `kmscrypt-lambda` may fail with: its own codes, and those of the libraries that a Lambda uses. */
export type ExitCode = LambdaErrorCode | ConfigErrorCode;

/** From code to exit status, as docs/errors.md has it. */
export const EXIT_STATUS: Readonly<Record<ExitCode, number>> = {
  ...EXIT_STATUS_OF_CONFIG,
  USAGE: 2,
  CONFIG_INVALID: 2,
  // the data, or the Lambda that works on it
  MESSAGE_INVALID: 3,
  MESSAGES_FAILED: 3,
  STATE_LOST: 3,
  STATE_INVALID: 3,
  INVOCATION_FAILED: 3,
  LAMBDA_NOT_FOUND: 4,
  NOT_FOUND: 4,
  INVOCATION_TIMEOUT: 5,
  EVENT_UNREADABLE: 7,
  OUTPUT_FAILED: 7,
};

/** Status of a failure that is none of ours, a bug. */
export const UNEXPECTED = 1;

export function isExitCode(code: unknown): code is ExitCode {
  return typeof code === 'string' && Object.hasOwn(EXIT_STATUS, code);
}
