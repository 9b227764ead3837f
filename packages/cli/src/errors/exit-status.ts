import { EXIT_STATUS as EXIT_STATUS_OF_CONFIG } from '@kmscrypt/config/exit-status';
import type { CliErrorCode } from './cli-error.ts';

/** From code to exit status, printed in docs/errors.md. */
export const EXIT_STATUS: Readonly<Record<CliErrorCode, number>> = {
  ...EXIT_STATUS_OF_CONFIG,
  // 2: the command line or the configuration
  USAGE: 2,
  RULES_INVALID: 2,
  INIT_NEEDED: 2,
  // 3: the data
  FINDINGS: 3,
  SECRET_EXPOSED: 3,
  PATH_EXISTS: 3,
  ENVIRONMENT_TOO_LARGE: 3,
  // 7: files and streams
  INPUT_FAILED: 7,
  OUTPUT_FAILED: 7,
  FILE_EXISTS: 7,
  FILE_CHANGED: 7,
  EDITOR_FAILED: 7,
  PROGRAM_FAILED: 7,
  // 126, 127: the command of exec, as env(1) has it
  PROGRAM_NOT_EXECUTABLE: 126,
  PROGRAM_NOT_FOUND: 127,
  // 130: ended by the user
  INTERRUPTED: 130,
};

/** Status of a failure that is none of ours, a bug. */
export const UNEXPECTED = 1;
