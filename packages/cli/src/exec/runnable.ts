import { accessSync, constants, statSync } from 'node:fs';
import { CliError } from '../errors/cli-error.ts';
import { systemCode } from '../errors/system-code.ts';

/** The code of what is against running a file; undefined where nothing is. A folder is EACCES, as execve(2) has it. */
export function whyNotRunnable(path: string): string | undefined {
  try {
    // Most folders of PATH have it not, and to make an error takes longer than to look.
    const there = statSync(path, { throwIfNoEntry: false });
    if (there === undefined) return 'ENOENT';
    if (!there.isFile()) return 'EACCES';
    accessSync(path, constants.X_OK);
    return undefined;
  } catch (error) {
    return systemCode(error);
  }
}

/** The command, or what it is run by, is not there: status 127, as of env(1). */
export function programNotFound(command: string, reason: string, hints: readonly string[] = []): CliError {
  return new CliError('PROGRAM_NOT_FOUND', reason, { source: command, hints });
}

/** The command is there and cannot be run: status 126. */
export function programNotExecutable(command: string, reason: string): CliError {
  return new CliError('PROGRAM_NOT_EXECUTABLE', `it cannot be run: ${reason}`, { source: command });
}
