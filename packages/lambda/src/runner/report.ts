import { EXIT_STATUS, type ExitCode, isExitCode, UNEXPECTED } from './exit-status.ts';
import { failureOf } from './failure.ts';

/** What a failed command leaves: the lines for stderr and the exit status. */
export interface Report {
  readonly lines: readonly string[];
  readonly status: number;
}

/** Puts a failure into words; of several lines each is one of the error. */
export function report(error: unknown): Report {
  const { code: own, message, hints } = failureOf(error);
  if (own === undefined) {
    const text = error instanceof Error ? (error.stack ?? message) : message;
    return { lines: `kmscrypt-lambda: error: unexpected: ${text}`.split('\n'), status: UNEXPECTED };
  }
  const code = own === 'INVOCATION_FAILED' ? (codeOfCause(error) ?? own) : own;
  const cures = hints.length > 0 ? hints : (HINTS[code] ?? []);
  return {
    lines: [
      ...message.split('\n').map((line) => `kmscrypt-lambda: error: ${line} [${code}]`),
      ...cures.map((hint) => `kmscrypt-lambda: hint: ${hint}`),
    ],
    status: EXIT_STATUS[code],
  };
}

/** What is done about it, where the error does not say so itself. */
const HINTS: Partial<Readonly<Record<ExitCode, readonly string[]>>> = {
  CREDENTIALS_MISSING: [
    'sign in (aws sso login --profile NAME), and set AWS_PROFILE=NAME',
    'or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, with AWS_SESSION_TOKEN where there is one',
  ],
  REGION_MISSING: ['set AWS_REGION, or give the profile of AWS_PROFILE a region'],
};

/** What the Lambda itself failed with, where that is an error of ours. */
function codeOfCause(error: unknown): ExitCode | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  const code: unknown =
    typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return isExitCode(code) ? code : undefined;
}
