import { spawnSync } from 'node:child_process';
import { systemCode } from '../errors/system-code.ts';
import type { Surroundings } from '../table/command.ts';

/** How git ended. */
export interface GitOutcome {
  readonly status: number | null;
  /** The code of the system's error where it could not be run; it then printed nothing. */
  readonly obstacle?: string;
  readonly stdout: Buffer;
  /** The lines of what it says is wrong. */
  readonly complaints: readonly string[];
}

/** Runs git in a folder. */
export function git(args: readonly string[], { cwd, env }: Surroundings): GitOutcome {
  const { status, stdout, stderr, error } = spawnSync('git', args, {
    cwd,
    env: gitEnv(env),
    maxBuffer: Infinity,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (error) return { status: null, obstacle: systemCode(error), stdout: Buffer.alloc(0), complaints: [] };
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
export function namesIn(stdout: string): string[] {
  return stdout.split('\0').slice(0, -1);
}
