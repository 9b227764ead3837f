import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const BIN = join(import.meta.dirname, '..', '..', 'bin', 'kmscrypt-lambda.js');
const PATIENCE = 60_000;

/** What a run of `kmscrypt-lambda` left. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  /** Null where a signal ended it. */
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface RunOptions {
  readonly cwd: string;
  /** All of the environment besides PATH and HOME. */
  readonly env?: Readonly<Record<string, string>>;
  /** What stands on stdin; default nothing. */
  readonly input?: string;
  readonly onSpawn?: (child: ChildProcess) => void;
}

/** Runs `kmscrypt-lambda` as it is built. */
export async function runProgram(args: readonly string[], options: RunOptions): Promise<Outcome> {
  const { cwd, env = {}, input = '', onSpawn } = options;
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: cwd, ...env },
    timeout: PATIENCE,
    killSignal: 'SIGKILL',
  });
  // A program that does not read its input is no failure.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  onSpawn?.(child);
  await once(child, 'close');
  return {
    stdout: Buffer.concat(stdout).toString('utf8'),
    stderr: Buffer.concat(stderr).toString('utf8'),
    status: child.exitCode,
    signal: child.signalCode,
  };
}

/** The code of each error on stderr. */
export function codesOf({ stderr }: Outcome): readonly string[] {
  return [...stderr.matchAll(/^kmscrypt-lambda: error: .* \[([A-Z_]+)\]$/gm)].map(([, code = '']) => code);
}
