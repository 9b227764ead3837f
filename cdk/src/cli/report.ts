import { ConfigError } from '../config/config-error.ts';
import type { ConfigProblem } from '../config/problem.ts';
import { CliError } from './cli-error.ts';
import { EXIT_STATUS, UNEXPECTED } from './exit-status.ts';

export const PROGRAM = 'kmscrypt-cdk';

/** Where a problem says no cure of its own. */
const GENERAL = `${PROGRAM} schema prints all that a config may hold, and ${PROGRAM} init writes an example`;

/** What a failed command leaves: the lines for stderr and the exit status. */
export interface Report {
  readonly lines: readonly string[];
  readonly status: number;
}

/** Puts a failure into words; every problem of a config has a line of its own, and its cure below it. */
export function report(failure: unknown): Report {
  if (failure instanceof ConfigError) {
    const { problems } = failure;
    const lines = problems.flatMap((problem) =>
      linesOf([`${placed(problem)} [${problem.code}]`], problem.cure === undefined ? [] : [problem.cure]),
    );
    const isWithoutCure = problems.some(({ cure }) => cure === undefined);
    return {
      lines: [...lines, ...linesOf([], isWithoutCure ? [GENERAL] : [])],
      status: EXIT_STATUS.CONFIG_INVALID,
    };
  }
  if (failure instanceof CliError)
    return {
      lines: linesOf([`${failure.message} [${failure.code}]`], failure.hints),
      status: EXIT_STATUS[failure.code],
    };
  const text = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
  return { lines: `${PROGRAM}: error: unexpected: ${text}`.split('\n'), status: UNEXPECTED };
}

function linesOf(errors: readonly string[], hints: readonly string[]): readonly string[] {
  return [
    ...errors.map((line) => `${PROGRAM}: error: ${line}`),
    ...hints.map((line) => `${PROGRAM}: hint: ${line}`),
  ];
}

/** `FILE:LINE:COLUMN PATH: MESSAGE`. */
function placed({ file, line, column, path, message }: ConfigProblem): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  const where = [place, path].filter((part) => part !== '').join(' ');
  return where === '' ? message : `${where}: ${message}`;
}
