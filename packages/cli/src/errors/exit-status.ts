import type { CliErrorCode } from './cli-error.ts';

/** From code to exit status: the one table, printed in docs/errors.md. */
export const EXIT_STATUS: Readonly<Record<CliErrorCode, number>> = {
  // 2: the command line or the configuration
  USAGE: 2,
  RULES_INVALID: 2,
  INVALID_OPTION: 2,
  KEY_ID_MISSING: 2,
  REGION_MISSING: 2,
  REGION_CONFLICT: 2,
  PATH_INVALID: 2,
  FORMAT_UNKNOWN: 2,
  // 3: the data
  INVALID_TOKEN: 3,
  INVALID_MESSAGE: 3,
  AUTHENTICATION_FAILED: 3,
  CONTEXT_MISMATCH: 3,
  CIPHERTEXT_REFUSED: 3,
  PLAINTEXT_NOT_TEXT: 3,
  FORMAT_NOT_PARSABLE: 3,
  FORMAT_CANNOT_EXPRESS: 3,
  TOKEN_MISPLACED: 3,
  PATH_NOT_A_VALUE: 3,
  PATH_AMBIGUOUS: 3,
  FINDINGS: 3,
  SECRET_EXPOSED: 3,
  PATH_EXISTS: 3,
  SEVERAL: 3,
  // 4: not allowed or not found
  ACCESS_DENIED: 4,
  KEY_NOT_FOUND: 4,
  KEY_UNUSABLE: 4,
  CREDENTIALS_MISSING: 4,
  CREDENTIALS_EXPIRED: 4,
  CREDENTIALS_REFUSED: 4,
  CLOCK_SKEW: 4,
  PATH_NOT_FOUND: 4,
  SECRET_NOT_FOUND: 4,
  SECRET_UNUSABLE: 4,
  LOCAL_KEY_MISSING: 4,
  LOCAL_KEY_INVALID: 4,
  LOCAL_KEY_MISMATCH: 4,
  LOCAL_KEY_REFUSED: 4,
  // 5: worth trying again later
  THROTTLED: 5,
  TIMEOUT: 5,
  KMS_FAILED: 5,
  AWS_FAILED: 5,
  // 6: the network
  NETWORK: 6,
  // 7: files and streams
  INPUT_FAILED: 7,
  OUTPUT_FAILED: 7,
  FILE_EXISTS: 7,
  FILE_CHANGED: 7,
  EDITOR_FAILED: 7,
  PROGRAM_FAILED: 7,
  // 130: ended by the user
  ABORTED: 130,
  INTERRUPTED: 130,
};

/** Status of a failure that is none of ours, a bug. */
export const UNEXPECTED = 1;
