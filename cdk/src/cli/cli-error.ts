/** The codes of `kmscrypt-cdk`; docs/errors.md tells cause and cure of each. */
export type CliErrorCode =
  | 'USAGE'
  | 'CONFIG_INVALID'
  | 'ACCOUNT_PLACEHOLDER'
  | 'APP_MISSING'
  | 'PACKAGES_MISSING'
  | 'STACK_NOT_FOUND'
  | 'LAMBDA_NOT_FOUND'
  | 'FILE_EXISTS'
  | 'INPUT_FAILED'
  | 'OUTPUT_FAILED'
  | 'INTERRUPTED';

export interface CliErrorOptions {
  readonly cause?: unknown;
  /** What the user can do, the likeliest first. */
  readonly hints: readonly string[];
}

/** What ends a command of `kmscrypt-cdk`, but for what is wrong in a config: as it is told on stderr. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: CliErrorCode;
  readonly hints: readonly string[];

  constructor(code: CliErrorCode, message: string, { cause, hints }: CliErrorOptions) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.hints = hints;
  }
}

/** The code that the system gives an error, such as `ENOENT`; else its message. */
export function systemCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.message : String(error);
}
