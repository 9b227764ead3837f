import { existsSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { CliError } from '../errors/cli-error.ts';
import type { Surroundings } from '../table/command.ts';
import { blobsOf } from './blobs.ts';
import { namesIn } from '../git/git.ts';
import { runGit } from '../git/run-git.ts';
import { type ListedFile, type Listing, nameOf } from './listing.ts';
import { refuseTooLong } from './read-file.ts';

const DIFF = [
  'diff',
  '--cached',
  '--raw',
  '-z',
  '--no-abbrev',
  '--no-renames',
  '--no-relative',
  '--no-color',
];
/** A line of `--raw`: the new mode and the new blob of a regular file; symlinks and submodules have other modes. */
const CHANGED_FILE = /^:\d+ 100\d+ [0-9a-f]+ (?!0+ )([0-9a-f]+) /;

interface StagedFile {
  readonly path: string;
  readonly blob: string;
}

/**
 * Lists what is staged and is not what the last commit has; below `paths` where there are any. What is read is the index.
 *
 * @throws CliError `USAGE` where there is no repository or a path is outside of it, `INPUT_FAILED` for a path that is
 *   nowhere, `PROGRAM_FAILED`
 */
export function listStaged(paths: readonly string[], surroundings: Surroundings): Listing {
  const { cwd, env } = surroundings;
  const wanted = paths.map((path) => ({ given: path, path: resolve(cwd, path) }));
  const top = runGit(['rev-parse', '--show-toplevel'], surroundings);
  const staged = stagedIn(
    runGit(['--literal-pathspecs', ...DIFF, '--diff-filter=d', '--', ...wanted.map(({ path }) => path)], {
      cwd: top,
      env,
    }),
    top,
  );
  const missing = wanted.filter(
    ({ path }) =>
      !existsSync(path) && !staged.some((file) => file.path === path || file.path.startsWith(path + sep)),
  );
  if (missing.length > 0) {
    const errors = missing.map(
      ({ given }) => new CliError('INPUT_FAILED', 'is neither there nor staged', { source: given }),
    );
    throw new CliError('SEVERAL', 'paths cannot be read', { errors });
  }
  return { count: staged.length, files: read(staged, { cwd, env, top }), failures: [] };
}

async function* read(
  staged: readonly StagedFile[],
  { cwd, env, top }: Surroundings & { readonly top: string },
): AsyncGenerator<ListedFile> {
  const ids = staged.map(({ blob }) => blob);
  let index = 0;
  for await (const bytes of blobsOf(ids, { cwd: top, env })) {
    const path = staged[index]?.path ?? top;
    index += 1;
    yield {
      path,
      read: () => {
        refuseTooLong(bytes.length, nameOf(path, cwd));
        return bytes;
      },
    };
  }
}

function stagedIn(stdout: string, top: string): StagedFile[] {
  const parts = namesIn(stdout);
  return parts.flatMap((part, index) => {
    const blob = index % 2 === 0 ? CHANGED_FILE.exec(part)?.[1] : undefined;
    return blob === undefined ? [] : [{ path: join(top, parts[index + 1] ?? ''), blob }];
  });
}
