import type { Position } from '@kmscrypt/core/position';
import type { ConfigErrorCode } from '@kmscrypt/config';
import { KmscryptError } from '@kmscrypt/core/error';

/** The codes that the command line adds to those of the libraries; docs/errors.md tells cause and cure of each. */
export type CliErrorCode =
  | ConfigErrorCode
  | 'USAGE'
  | 'RULES_INVALID'
  | 'INPUT_FAILED'
  | 'OUTPUT_FAILED'
  | 'FILE_EXISTS'
  | 'FILE_CHANGED'
  | 'EDITOR_FAILED'
  | 'SECRET_EXPOSED'
  | 'PATH_EXISTS'
  | 'PROGRAM_FAILED'
  | 'FINDINGS'
  | 'PROGRAM_NOT_FOUND'
  | 'PROGRAM_NOT_EXECUTABLE'
  | 'ENVIRONMENT_TOO_LARGE'
  | 'INIT_NEEDED'
  | 'INTERRUPTED';

export interface CliErrorOptions {
  readonly cause?: unknown;
  /** The file (or `stdin`) it concerns, and where in it. */
  readonly source?: string | undefined;
  readonly position?: Position | undefined;
  /** Cures for this very case; the code's own hints follow. */
  readonly hints?: readonly string[];
  /** Several problems of one run, in their order; this error then has no message of its own. */
  readonly errors?: readonly CliError[];
}

/** The one error class of this package: what ends a command, as it is told on stderr. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: CliErrorCode;
  readonly source: string | undefined;
  readonly position: Position | undefined;
  readonly hints: readonly string[];
  readonly errors: readonly CliError[];

  constructor(code: CliErrorCode, message: string, options: CliErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.source = options.source;
    this.position = options.position;
    this.hints = options.hints ?? [];
    this.errors = options.errors ?? [];
  }
}

/** An error of one source as an error of ours: a library's, with its own errors, or any other. */
export function errorOfSource(error: unknown, source: string | undefined): unknown {
  if (!(error instanceof KmscryptError)) return error;
  const { code, message, position, errors } = error;
  return new CliError(code, message, {
    cause: error,
    source,
    position,
    errors: errors.map(
      (each) => new CliError(each.code, each.message, { cause: each, source, position: each.position }),
    ),
  });
}
