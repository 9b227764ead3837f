import { CliError } from '../errors/cli-error.ts';
import { git, NO_REPOSITORY } from './git.ts';
import type { Surroundings } from '../table/command.ts';

/** What git answered; its last newline is taken off. */
export interface GitAnswer {
  readonly status: number | null;
  readonly stdout: string;
  /** Of a status other than 0. */
  readonly error: CliError;
}

/**
 * Runs git. Its environment is ours: inside a hook, git itself has said there which repository and which index it is about.
 *
 * @throws CliError `PROGRAM_FAILED` where there is no git
 */
export function askGit(args: readonly string[], surroundings: Surroundings): GitAnswer {
  const outcome = git(args, surroundings);
  if (outcome === undefined) {
    throw new CliError('PROGRAM_FAILED', 'git cannot be run', { hints: ['install git, 2.31 or later'] });
  }
  const { status, stdout, complaints } = outcome;
  const complaint = complaints.join('; ');
  const error = NO_REPOSITORY.test(complaint)
    ? outsideWorkTree()
    : new CliError('PROGRAM_FAILED', `git ${args[0]} ended with status ${status}: ${complaint}`);
  return { status, stdout: stdout.toString('utf8').replace(/\n$/, ''), error };
}

/**
 * Runs git for what it prints.
 *
 * @throws CliError `USAGE` where there is no repository, `PROGRAM_FAILED`
 */
export function runGit(args: readonly string[], surroundings: Surroundings): string {
  const { status, stdout, error } = askGit(args, surroundings);
  if (status !== 0) throw error;
  return stdout;
}

export function outsideWorkTree(): CliError {
  return new CliError('USAGE', 'the working directory is in no work tree of a git repository', {
    hints: ['go into one, or make one: git init'],
  });
}
