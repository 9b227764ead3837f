import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** What a process left. */
export interface TextOutcome {
  readonly stdout: string;
  readonly stderr: string;
  /** Null where a signal ended it. */
  readonly status: number | null;
}

/** In milliseconds; a machine of CI is slow. */
const PATIENCE = 120_000;

/** Runs a command with this process's PATH and nothing else of its environment; needs no build, unlike `run`. */
export async function runText(
  [command = '', ...args]: readonly string[],
  input: string | Uint8Array = '',
): Promise<TextOutcome> {
  const env = { PATH: process.env['PATH'] };
  const child = spawn(command, args, { env, timeout: PATIENCE, killSignal: 'SIGKILL' });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // A program that does not read its input is no failure of the test.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  await once(child, 'close');
  return { stdout, stderr, status: child.exitCode };
}
