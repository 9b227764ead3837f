import { delimiter, resolve } from 'node:path';
import { CliError } from '../errors/cli-error.ts';
import { programNotExecutable, programNotFound, whyNotRunnable } from './runnable.ts';

/** Where glibc's execvp looks without a PATH (confstr(3), _CS_PATH). */
const DEFAULT_PATH = '/bin:/usr/bin';
/** What keeps execvp looking. */
const NOT_HERE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG']);

/**
 * Finds the program of a command as execvp(3) does: a name with a slash is a path, any other is looked for in the folders of
 * PATH, of which an empty one is the working directory.
 *
 * @returns its path; relative where the name or PATH is
 * @throws CliError `PROGRAM_NOT_FOUND`, `PROGRAM_NOT_EXECUTABLE`
 */
export function findProgram(name: string, path: string | undefined, cwd: string): string {
  if (name === '') {
    throw new CliError('PROGRAM_NOT_FOUND', 'the name of the command is empty; is a variable unset?');
  }
  const candidates = name.includes('/') ? [name] : candidatesOf(name, path ?? DEFAULT_PATH);
  let refused: string | undefined;
  for (const candidate of candidates) {
    const reason = whyNotRunnable(resolve(cwd, candidate));
    if (reason === undefined) return candidate;
    if (!NOT_HERE.has(reason)) refused ??= reason;
  }
  if (refused !== undefined) throw programNotExecutable(name, refused);
  if (name.includes('/')) throw programNotFound(name, 'there is no such command');
  const where = path === undefined ? `${DEFAULT_PATH}, and PATH is unset` : 'the folders of PATH';
  throw programNotFound(name, `there is no such command in ${where}`);
}

/** Each with a slash, so that nothing looks for it again. */
function candidatesOf(name: string, path: string): readonly string[] {
  return path.split(delimiter).map((folder) => `${folder === '' ? '.' : folder}/${name}`);
}
