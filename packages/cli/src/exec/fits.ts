import { CliError } from '../errors/cli-error.ts';
import { type SizedVariable, type SizeLimits, sizeProblems } from './size-limits.ts';

/**
 * Checks that a program can be given these variables and arguments.
 *
 * @throws CliError `FORMAT_CANNOT_EXPRESS` for a NUL, `ENVIRONMENT_TOO_LARGE`; all of them, as `errors`
 */
export function checkFits(
  variables: readonly SizedVariable[],
  argv: readonly string[],
  limits: () => SizeLimits,
): void {
  const withNul = variables.filter(({ value }) => value.includes('\0'));
  const errors = [
    ...withNul.map(
      ({ name, source }) =>
        new CliError('FORMAT_CANNOT_EXPRESS', `${name}: it holds a NUL, which no variable can`, { source }),
    ),
    ...sizeProblems(variables, argv, limits),
  ];
  if (errors.length > 0)
    throw new CliError('SEVERAL', 'the program cannot be given its variables', { errors });
}
