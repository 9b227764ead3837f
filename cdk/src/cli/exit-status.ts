import type { CliErrorCode } from './cli-error.ts';

/** From code to exit status, as docs/errors.md has it. */
export const EXIT_STATUS: Readonly<Record<CliErrorCode, number>> = {
  USAGE: 2,
  CONFIG_INVALID: 2,
  ACCOUNT_PLACEHOLDER: 2,
  APP_MISSING: 4,
  PACKAGES_MISSING: 4,
  STACK_NOT_FOUND: 4,
  LAMBDA_NOT_FOUND: 4,
  FILE_EXISTS: 7,
  INPUT_FAILED: 7,
  OUTPUT_FAILED: 7,
  INTERRUPTED: 130,
};

/** Status of a failure that is none of ours, a bug. */
export const UNEXPECTED = 1;
