import { existsSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { CliError } from '../errors/cli-error.ts';
import { fileError } from '../errors/file-error.ts';
import { writeStderr } from '../io/streams.ts';
import type { Surroundings } from '../table/command.ts';
import { git, namesIn, NO_REPOSITORY } from '../git/git.ts';
import { type ListedFile, type Listing, nameOf } from './listing.ts';
import { CURES, fileReader } from './read-file.ts';

/** What `git ls-files` says of a folder in which it looks no further; it is not to be overlooked. */
const CLOSED_FOLDER = /^could not open directory '(.*?)\/?': (.*)$/;

/**
 * Lists files, and the files of folders that git does not ignore.
 *
 * @throws CliError `USAGE`, `INPUT_FAILED` with every path that is not there
 */
export async function listFiles(paths: readonly string[], surroundings: Surroundings): Promise<Listing> {
  const { cwd } = surroundings;
  const failures: CliError[] = [];
  const missing: CliError[] = [];
  /** By path; whether it was named itself. */
  const listed = new Map<string, boolean>();
  for (const given of paths) {
    if (given === '') throw new CliError('USAGE', 'the name of a PATH is empty; is a variable unset?');
    const path = resolve(cwd, given);
    const kind = kindOf(path);
    if (kind === 'file') listed.set(path, true);
    else if (kind === 'folder') {
      for (const file of await filesBelow(path, { surroundings, failures })) {
        if (!listed.has(file)) listed.set(file, false);
      }
    } else missing.push(fileError('INPUT_FAILED', given, { cause: kind, cures: CURES }));
  }
  if (missing.length > 0) throw new CliError('SEVERAL', 'paths cannot be read', { errors: missing });
  return { count: listed.size, files: filesOf(listed, cwd), failures };
}

/** What there is at a path, or why there is nothing to read. */
function kindOf(path: string): 'file' | 'folder' | Error {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) return 'folder';
    return stats.isFile() ? 'file' : new Error('it is neither a file nor a folder');
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function* filesOf(listed: ReadonlyMap<string, boolean>, cwd: string): Generator<ListedFile> {
  const read = fileReader();
  for (const [path, isNamed] of listed) yield { path, read: () => read(path, { cwd, isNamed }) };
}

interface Listed {
  readonly surroundings: Surroundings;
  /** What goes wrong is added here. */
  readonly failures: CliError[];
}

async function filesBelow(
  folder: string,
  { surroundings: { cwd, env }, failures }: Listed,
): Promise<readonly string[]> {
  const name = nameOf(folder, cwd);
  const there = { cwd: folder, env };
  const fail = (path: string, cause: unknown): void => {
    failures.push(fileError('INPUT_FAILED', nameOf(path, cwd), { cause, cures: CURES }));
  };
  const walkIt = async (inRepository: boolean): Promise<readonly string[]> => {
    const { walk } = await import('./walk.ts');
    return walk(folder, { inRepository, onError: fail });
  };
  // A folder that is ignored was named: what is in it is meant, and git would list nothing of it.
  const isIgnored = !existsSync(join(folder, '.git')) && git(['check-ignore', '-q', '.'], there).status === 0;
  if (isIgnored) return walkIt(false);
  const { status, stdout, complaints } = git(
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    there,
  );
  const told = complaints.filter((line) => !CLOSED_FOLDER.test(line) && !NO_REPOSITORY.test(line));
  const effect = status === 0 ? '' : '; what to leave out is told by .gitignore alone';
  writeStderr(told.map((line) => `kmscrypt: warning: ${name}: git: ${line}${effect}`));
  if (status !== 0) return walkIt(true);
  for (const line of complaints) {
    const [, closed, reason] = CLOSED_FOLDER.exec(line) ?? [];
    if (closed !== undefined) fail(join(folder, closed), new Error(reason));
  }
  const start = folder.endsWith(sep) ? folder : folder + sep;
  return namesIn(stdout.toString('utf8')).map((each) => start + each);
}
