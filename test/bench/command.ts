import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Env, Stage } from './stage.ts';

/** One whole process. */
export interface Command {
  /** File and arguments. */
  readonly argv: readonly string[];
  /** Beside the stage's environment. */
  readonly env?: Env;
  readonly input?: string;
  /** The file that stdout is redirected to; default: it is answered. */
  readonly output?: string;
}

export interface Finished {
  readonly stdout: string;
  /** From before the start to after the end, in milliseconds. */
  readonly time: number;
}

/** Runs a command in the stage's folder; throws where its status is not 0. */
export function runCommand(stage: Stage, { argv, env, input, output }: Command): Finished {
  const [file = '', ...args] = argv;
  const stdout = output === undefined ? 'pipe' : openSync(output, 'w');
  try {
    const start = process.hrtime.bigint();
    const { status, signal, error, ...said } = spawnSync(file, args, {
      cwd: stage.folder,
      env: { ...stage.env, ...env },
      encoding: 'utf8',
      stdio: [input === undefined ? 'ignore' : 'pipe', stdout, 'pipe'],
      ...(input === undefined ? {} : { input }),
      maxBuffer: 1 << 26,
    });
    const time = Number(process.hrtime.bigint() - start) / 1e6;
    if (error) throw error;
    if (status !== 0) throw new Error(`${argv.join(' ')} ended with ${status ?? signal}: ${said.stderr}`);
    // With a file as stdout there is nothing to answer, whatever the types say.
    return { stdout: said.stdout ?? '', time };
  } finally {
    if (typeof stdout === 'number') closeSync(stdout);
  }
}
