import { spawnSync } from 'node:child_process';
import type { Surroundings } from '../table/command.ts';

/** How git ended. */
export interface GitOutcome {
  readonly status: number | null;
  readonly stdout: Buffer;
  /** The lines of what it says is wrong. */
  readonly complaints: readonly string[];
}

/** Runs git in a folder; undefined where there is no git. */
export function git(args: readonly string[], { cwd, env }: Surroundings): GitOutcome | undefined {
  const { status, stdout, stderr, error } = spawnSync('git', args, {
    cwd,
    env: gitEnv(env),
    maxBuffer: Infinity,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (error) return undefined;
  const lines = stderr
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
  return { status, stdout, complaints: lines.map((line) => line.replace(/^(?:fatal|warning): /, '')) };
}

/** What git complains of where there is no repository, or one without files. */
export const NO_REPOSITORY: RegExp = /not a git repository|must be run in a work tree/;

/** What git says is in English, and it writes nothing. */
export function gitEnv(env: Surroundings['env']): Record<string, string | undefined> {
  return { ...env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' };
}

/** The names that `-z` puts out. */
export function namesIn(stdout: Buffer): string[] {
  return stdout.toString('utf8').split('\0').slice(0, -1);
}
