import type { ConfigError } from '@kmscrypt/config';
import { CliError } from '../errors/cli-error.ts';

/**
 * What the library could not open, as errors of ours: one a problem, with its source and path.
 *
 * @returns undefined where it is no error of the library
 */
export function configProblems(error: unknown): readonly CliError[] | undefined {
  if (!isConfigError(error)) return undefined;
  if (error.errors.length > 0) return error.errors.flatMap((each) => configProblems(each) ?? []);
  const { code, reason, source, path, position } = error;
  const place = path === undefined || path === '.' ? '' : `${path}: `;
  return [new CliError(code, place + reason, { cause: error, source, position })];
}

/** By its name: to import its class would load the library. */
function isConfigError(error: unknown): error is ConfigError {
  return error instanceof Error && error.name === 'ConfigError' && 'reason' in error;
}
