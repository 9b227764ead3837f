import type { Surroundings } from '../table/command.ts';
import { outsideWorkTree, runGit } from './run-git.ts';

/** Where git keeps what an installation touches; absolute paths. */
export interface WorkTree {
  readonly root: string;
  /** The repository itself; the same for all worktrees. */
  readonly repository: string;
  /** Attributes that are not committed; the same file for all worktrees. */
  readonly attributes: string;
  /** The folder of the hooks that git runs, as core.hooksPath and worktrees have it. */
  readonly hooks: string;
}

/**
 * Finds the work tree that the working directory lies in.
 *
 * @throws CliError `USAGE` where it lies in none, `PROGRAM_FAILED`
 */
export function findWorkTree(surroundings: Surroundings): WorkTree {
  if (runGit(['rev-parse', '--is-inside-work-tree'], surroundings) !== 'true') throw outsideWorkTree();
  const pathOf = (...args: readonly string[]): string =>
    runGit(['rev-parse', '--path-format=absolute', ...args], surroundings);
  return {
    root: pathOf('--show-toplevel'),
    repository: pathOf('--git-common-dir'),
    attributes: pathOf('--git-path', 'info/attributes'),
    hooks: pathOf('--git-path', 'hooks'),
  };
}
