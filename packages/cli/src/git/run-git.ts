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
 * @throws CliError `PROGRAM_FAILED` where git cannot be run
 */
export function askGit(args: readonly string[], surroundings: Surroundings): GitAnswer {
  const { status, obstacle, stdout, complaints } = git(args, surroundings);
  if (obstacle !== undefined) {
    const hints = obstacle === 'ENOENT' ? ['install git, 2.31 or later'] : [];
    throw new CliError('PROGRAM_FAILED', `git cannot be run: ${obstacle}`, { hints });
  }
  const error = failureOf(args, status, complaints.join('; '));
  return { status, stdout: stdout.toString('utf8').replace(/\n$/, ''), error };
}

function failureOf(args: readonly string[], status: number | null, complaint: string): CliError {
  if (NO_REPOSITORY.test(complaint)) return outsideWorkTree();
  const command = args.find((arg) => !arg.startsWith('-'));
  if (complaint.includes('outside repository')) return new CliError('USAGE', `git ${command}: ${complaint}`);
  return new CliError('PROGRAM_FAILED', `git ${command} ended with status ${status}: ${complaint}`);
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
